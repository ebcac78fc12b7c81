"""Pages of the site itself, the site map, and whether it is well."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from portal.accounts.access import may, signed_in
from portal.accounts.permissions import Permission
from portal.appeals.forms import ReportForm
from portal.appeals.queries import reported
from portal.appeals.service import receive_report
from portal.db import db, migrations_current, ping
from portal.desk.models import Wrong
from portal.desk.service import About
from portal.feedback.queries import list_published_ids
from portal.i18n import DEFAULT, LANGUAGES, current_tag
from portal.insight.published import public_pages
from portal.jobs import queue_answers
from portal.readings.jobs import reader_slot
from portal.web.access import public
from portal.web.fields import number_shown
from portal.you_said_we_did.queries import list_published_change_ids, list_published_changes

blueprint = Blueprint("pages", __name__, template_folder="templates")

#: endpoint -> address of the pages that only show a text
TEXTS = {
    "help_now": "/help-now",
    "speak_up": "/staff-who-speak-up",
    "privacy": "/privacy",
    "cookies": "/cookies",
    "accessibility": "/accessibility",
    "moderation": "/how-we-moderate",
    "complain": "/how-to-complain",
    "contact": "/contact",
}

#: where people with a permission begin, the first that fits
STARTS = (
    (Permission.READ_DESK, "desk.queue"),
    (Permission.ASSIST, "assisted.start"),
    (Permission.SEE_DASHBOARD, "insight.dashboard"),
)


@public
def home() -> Any:
    """What the portal is for."""
    return render_template("pages/home.html", changes=list_published_changes().items[:3])


@public
def report() -> Any:
    """Say what is wrong with a page; its link carries which one it is, and the answer on it."""
    given = {name: request.args.get(name, "") for name in ("page", "answer")}
    form = ReportForm(request.form) if request.method == "POST" else ReportForm(data=given)
    item, answer = reported(form.known_page, number_shown(form.answer.data))
    if request.method == "POST" and form.validate():
        about = About(Wrong(form.wrong.data), item, answer)
        words, contact = form.body.data or "", form.contact.data or ""
        receive_report(form.page.data or "", words, current_tag(), about=about, contact=contact)
        flash(_("Thank you. Your report is with us."))
        return redirect(url_for("pages.report"))
    return render_template(
        "pages/report.html",
        form=form,
        about="answer" if answer else "item" if item else "",
        errors_shown=bool(form.errors),
    )


@signed_in
def begin() -> Any:
    """Where work begins after signing in: the first place that the person may open."""
    for needed, endpoint in STARTS:
        if may(needed):
            return redirect(url_for(endpoint))
    return redirect(url_for("pages.home"))


@public
def sitemap() -> Any:
    """Every public page in every language."""
    endpoints = ["home", "report", *TEXTS]
    paths = [url_for(f"pages.{name}") for name in endpoints]
    paths += [
        url_for(name)
        for name in ("feedback.start", "feedback.experiences", "changes.changes",
                     "insight.index", "involvement.get_involved", "follow_up.sign_in")
    ]  # fmt: skip
    paths += [url_for(endpoint, **values) for endpoint, values in public_pages()]
    paths += [url_for("feedback.experience", feedback_id=i) for i in list_published_ids()]
    paths += [url_for("changes.change", change_id=i) for i in list_published_change_ids()]
    base = current_app.config["BASE_URL"]
    prefix = f"/{current_tag()}" if current_tag() != DEFAULT else ""
    bare = [path.removeprefix(prefix) or "/" for path in paths]
    xml = render_template("pages/sitemap.xml", base=base, paths=bare, tags=LANGUAGES)
    return Response(xml, mimetype="application/xml")


@public
def healthz() -> Any:
    """The process is alive."""
    return {"alive": True}


@public
def readyz() -> Any:
    """Database, migrations, model, queue; 503 while one that is needed is not ready."""
    state: dict[str, Any] = {"database": False, "migrations": False}
    try:
        ping()
        state["database"] = True
        state["migrations"] = migrations_current(db.engine)
    except SQLAlchemyError:
        db.session.remove()
    well = all(state.values())
    # without a model or a queue people are still served; operators see it here
    problem = reader_slot().model_problem()
    state |= {"model": False, "model_problem": problem} if problem else {"model": True}
    state["queue"] = queue_answers()
    return state, 200 if well else 503


def _text_view(name: str) -> Any:
    @public
    def view() -> Any:
        return render_template(f"pages/{name}.html")

    view.__doc__ = f"The page {name}."
    return view


blueprint.add_url_rule("/", "home", home)
blueprint.add_url_rule("/report-a-problem", "report", report, methods=["GET", "POST"])
blueprint.add_url_rule("/account/begin", "begin", begin)
blueprint.add_url_rule("/sitemap.xml", "sitemap", sitemap)
blueprint.add_url_rule("/healthz", "healthz", healthz)
blueprint.add_url_rule("/readyz", "readyz", readyz)
for _name, _path in TEXTS.items():
    blueprint.add_url_rule(_path, _name, _text_view(_name))
