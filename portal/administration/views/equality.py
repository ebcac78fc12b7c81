"""Versions of the equality questions."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.administration.views.form_page import form_page, sent
from portal.administration.word_forms import PublishForm, QuestionForm
from portal.audit.service import staff
from portal.equality import queries, service
from portal.equality.models import EqualityQuestion
from portal.equality.service import EqualityRefused, QuestionWords


@requires(Permission.ADMINISTER)
def equality() -> Any:
    """All versions, the newest first."""
    return render_template(
        "administration/equality.html",
        versions=queries.list_versions(),
        newest=queries.newest_version(),
        draft=queries.find_draft(),
    )


@requires(Permission.ADMINISTER)
def equality_version(version_id: int) -> Any:
    """One version as people see it; a draft with what can be done to it."""
    version = queries.find_version(version_id)
    if version is None:
        abort(404)
    return _version_page(version, PublishForm())


def _version_page(version: Any, form: PublishForm) -> str:
    return render_template(
        "administration/equality_version.html",
        version=version,
        form=form,
        shown=queries.shown,
        errors_shown=bool(form.errors),
    )


@requires(Permission.ADMINISTER)
def equality_start() -> Any:
    """Begin a new version."""
    draft = service.start_draft(actor=staff(current_user.id))
    return redirect(url_for("administration.equality_version", version_id=draft.id))


@requires(Permission.ADMINISTER)
def equality_publish() -> Any:
    """Ask the questions of the draft from now on."""
    form, draft = PublishForm(request.form), queries.find_draft()
    if draft is not None and not form.validate():
        return _version_page(draft, form)
    try:
        service.publish(reason=form.reason.data or "", actor=staff(current_user.id))
    except EqualityRefused as error:
        flash(_sentence(str(error)))
    else:
        flash(_("The new version is published."))
    return redirect(url_for("administration.equality"))


@requires(Permission.ADMINISTER)
def equality_delete() -> Any:
    """Forget the draft."""
    try:
        service.delete_draft(actor=staff(current_user.id))
    except EqualityRefused as error:
        flash(_sentence(str(error)))
    else:
        flash(_("The draft is deleted."))
    return redirect(url_for("administration.equality"))


@requires(Permission.ADMINISTER)
def question_new() -> Any:
    """Add a question to the draft."""
    draft = queries.find_draft()
    if draft is None:
        flash(_sentence("no_draft"))
        return redirect(url_for("administration.equality"))
    back = url_for("administration.equality_version", version_id=draft.id)
    form = QuestionForm(sent())
    if request.method == "POST" and form.validate():
        try:
            service.add_question(_words(form), actor=staff(current_user.id))
        except EqualityRefused as error:
            form.options.errors = [_sentence(str(error))]
        else:
            flash(_("The question is saved."))
            return redirect(back)
    return _question_page(form, _("Add a question"), back)


@requires(Permission.ADMINISTER)
def question(question_id: int) -> Any:
    """Change a question of the draft."""
    found = _find(question_id)
    back = url_for("administration.equality_version", version_id=found.version_id)
    form = QuestionForm(sent(), data=_known(found))
    if request.method == "POST" and form.validate():
        try:
            service.edit_question(found, _words(form), actor=staff(current_user.id))
        except EqualityRefused as error:
            form.options.errors = [_sentence(str(error))]
        else:
            flash(_("The question is saved."))
            return redirect(back)
    return _question_page(form, _("Change a question"), back)


@requires(Permission.ADMINISTER)
def question_remove(question_id: int) -> Any:
    """Leave a question out of the draft."""
    found = _find(question_id)
    back = url_for("administration.equality_version", version_id=found.version_id)
    try:
        service.remove_question(found, actor=staff(current_user.id))
    except EqualityRefused as error:
        flash(_sentence(str(error)))
    else:
        flash(_("The question is left out."))
    return redirect(back)


def _find(question_id: int) -> EqualityQuestion:
    found = queries.find_question(question_id)
    return found if found is not None else abort(404)


def _question_page(form: QuestionForm, heading: str, back: str) -> str:
    hints = {
        "options": _(
            "One answer on each line. A line that begins with # is a heading. "
            "Prefer not to say is added to every question."
        )
    }
    return form_page(form, heading, back, button=_("Save the question"), hints=hints)


def _known(found: EqualityQuestion) -> dict[str, Any]:
    names = ("text", "hint", "several", "own_words")
    known = {name: getattr(found, name) for name in names}
    return {**known, "options": service.lines_of(found)}


def _words(form: QuestionForm) -> QuestionWords:
    return QuestionWords(
        text=form.text.data or "",
        hint=form.hint.data or "",
        options=form.options.data or "",
        several=form.several.data,
        own_words=form.own_words.data,
    )


def _sentence(code: str) -> str:
    return {
        "no_draft": _("A published version stays as it is. Begin a new one first."),
        "empty": _("Add a question first."),
        "too_many": _("There are 30 questions already. Leave one out first."),
        "options": _("Write between 2 and 60 answers"),
        "long": _("Shorten the answers: 200 characters at most"),
        "twice": _("An answer is there twice"),
    }[code]
