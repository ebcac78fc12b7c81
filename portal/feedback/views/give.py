"""The journey of a person who gives: one question a page."""

from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from portal.feedback import codes, drafts, service, steps
from portal.feedback.forms import KindForm
from portal.feedback.models import Draft
from portal.feedback.others import ANOTHER, OTHERS, others_of, room_for_more, without
from portal.feedback.presenters import answers_to_check
from portal.feedback.queries import find_by_draft
from portal.feedback.submission import to_new_feedback
from portal.feedback.views.answers import answers_of, filled_form, form_from_request, search_again
from portal.feedback.words import KINDS
from portal.i18n import current_tag
from portal.organisations.queries import search_services
from portal.web.access import public
from portal.web.csrf import kept_words, looks_automatic

HELP = "help"


@public
def start() -> Any:
    """What do you want to do? A new draft every time: a shared computer never reopens one."""
    form = KindForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        draft, key = drafts.start_draft(kind=form.kind.data, language=current_tag())
        response = redirect(url_for("feedback.step", draft_id=draft.id, name="who"))
        set_key(response, draft.id, key)
        return response
    if not form.kind.data and request.args.get("kind") in KINDS:
        form.kind.data = request.args["kind"]
    return render_template("feedback/give/start.html", form=form, errors_shown=bool(form.errors))


@public
def step(draft_id: str, name: str) -> Any:
    """One question: show it, or take its answer and go on."""
    draft, key = open_draft(draft_id)
    if draft is None:
        return _gone()
    if draft.sent_at:
        return redirect(url_for("feedback.sent", draft_id=draft_id))
    found = steps.find_step(draft, name)
    if found is None:
        return redirect(url_for("feedback.check", draft_id=draft_id))
    if request.method == "POST":
        return _take(draft, key, found)
    return _ask(draft, key, found, filled_form(draft, found))


def _take(draft: Draft, key: str, found: steps.Step) -> Any:
    form = form_from_request(draft, found)
    if found.name == OTHERS and "remove" in request.form:
        drafts.keep_answers(draft, without(draft.answers, request.form["remove"]))
        return redirect(_url(draft, OTHERS, **_changing()))
    if search_again(found, form, draft) or not form.validate():
        return _ask(draft, key, found, form)
    if found.name == "code":
        drafts.keep_code(draft, key, current_app.config["SECRET_KEY"])
    done = [*(draft.answers.get("done") or []), found.name]
    drafts.keep_answers(draft, {**answers_of(found, form, draft), "done": done})
    if _needs_help_now(draft, found, form):
        return redirect(_url(draft, HELP, after=found.name))
    return redirect(_after(draft, found.name))


def _changing() -> dict[str, int]:
    """The part of the address of somebody who came from the check page and goes back to it."""
    return {"change": 1} if "change" in request.args else {}


def _after(draft: Draft, name: str) -> str:
    if turn := steps.between_others(draft, name):
        return _url(draft, turn, **_changing())
    if "change" in request.args:
        following = steps.first_unanswered(draft) or steps.CHECK
    else:
        following = steps.next_step(draft, name)
    if following == steps.CHECK:
        return url_for("feedback.check", draft_id=draft.id)
    return _url(draft, following)


def _needs_help_now(draft: Draft, found: steps.Step, form: Any) -> bool:
    field = steps.WORDS.get(found.name)
    if not field:
        return False
    hits = service.urgent_rules([form[field].data or ""])
    return any(hit.risk == 2 for hit in hits)


def _ask(draft: Draft, key: str, found: steps.Step, form: Any) -> Any:
    before = steps.step_before(draft, found.name)
    context: dict[str, Any] = {"errors_shown": bool(form.errors)}
    if found.name == "code":
        # only computed: looking at a page stores nothing, the hash is kept when it is sent on
        context["code"] = codes.derive(key, current_app.config["SECRET_KEY"])
        context["reference"] = draft.reference
    if found.name == OTHERS:
        context["others"] = others_of(draft.answers)
        context["more"] = room_for_more(draft.answers)
    if found.name in ("service", ANOTHER):
        query = form.search.data or ""
        context["services"] = search_services(query) if query else []
        context["searched"] = query
    return render_template(
        f"feedback/give/{found.name.replace('-', '_')}.html",
        form=form,
        draft=draft,
        step=found,
        back_url=_url(draft, before) if before else url_for("feedback.start"),
        **context,
    )


@public
def help_now(draft_id: str) -> Any:
    """Where to get help at once, because of the words that were typed; nothing is lost."""
    draft, _ = open_draft(draft_id)
    if draft is None:
        return _gone()
    after = request.args.get("after", "")
    if request.method == "POST":
        return redirect(_after(draft, after) if steps.find_step(draft, after) else _check(draft))
    return render_template("feedback/give/help.html", draft=draft)


@public
def check(draft_id: str) -> Any:
    """Check answers, then confirm and send."""
    draft, _ = open_draft(draft_id)
    if draft is None:
        return _gone()
    if draft.sent_at:
        return redirect(url_for("feedback.sent", draft_id=draft_id))
    if missing := steps.first_unanswered(draft):
        return redirect(_url(draft, missing))
    if request.method == "POST":
        service.receive_feedback(to_new_feedback(draft, automatic=looks_automatic()))
        return redirect(url_for("feedback.sent", draft_id=draft_id))
    return render_template(
        "feedback/give/check.html",
        draft=draft,
        rows=answers_to_check(draft),
        back_url=_url(draft, steps.step_before(draft, steps.CHECK) or "who"),
    )


@public
def sent(draft_id: str) -> Any:
    """Thank you: what happens next and by when. Finish clears the page from this computer."""
    draft, _ = open_draft(draft_id)
    if draft is None or draft.sent_at is None:
        return redirect(url_for("feedback.start"))
    if request.method == "POST":
        response = redirect(url_for("pages.home"))
        response.delete_cookie(f"draft_{draft_id}")
        drafts.delete_draft(draft)
        return response
    feedback = find_by_draft(draft.id)
    return render_template("feedback/give/sent.html", draft=draft, feedback=feedback)


@public
def delete_answers(draft_id: str) -> Any:
    """Delete my answers: the draft and its cookie are gone."""
    draft, _ = open_draft(draft_id)
    if draft is not None and draft.sent_at is None:
        drafts.delete_draft(draft)
    response = redirect(url_for("feedback.deleted"))
    response.delete_cookie(f"draft_{draft_id}")
    return response


@public
def deleted() -> Any:
    """What the person sees after deleting."""
    return render_template("feedback/give/deleted.html")


def open_draft(draft_id: str) -> tuple[Draft | None, str]:
    """The draft of this browser, with its key."""
    key = request.cookies.get(f"draft_{draft_id}", "")
    return drafts.find_draft(draft_id, key), key


def set_key(response: Response, draft_id: str, key: str) -> None:
    """Give the browser the key of its draft; gone when the browser closes."""
    response.set_cookie(
        f"draft_{draft_id}",
        key,
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Lax",
    )


def _url(draft: Draft, name: str, **query: Any) -> str:
    if name == HELP:
        return url_for("feedback.help_now", draft_id=draft.id, **query)
    if name == steps.CHECK:
        return _check(draft)
    return url_for("feedback.step", draft_id=draft.id, name=name, **query)


def _check(draft: Draft) -> str:
    return url_for("feedback.check", draft_id=draft.id)


def _gone() -> Any:
    if request.method == "POST":
        return render_template("feedback/give/gone.html", words=kept_words()), 410
    raise NotFound
