"""Reasons of moderators."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.administration.days import parse_day, typed_day
from portal.administration.views.form_page import form_page, sent
from portal.administration.word_forms import NewReasonForm, ReasonForm
from portal.audit.service import staff
from portal.i18n import today
from portal.reasons.queries import ShownReason, find_reason, list_reasons, own_sentences
from portal.reasons.service import ReasonRefused, add_reason, change_reason


@requires(Permission.ADMINISTER)
def reason_list() -> Any:
    """All reasons, offered today or not."""
    rows = [(reason, reason.active(today())) for reason in list_reasons()]
    return render_template("administration/reasons.html", rows=rows)


@requires(Permission.ADMINISTER)
def reason_new() -> Any:
    """Add one."""
    form, back = NewReasonForm(sent()), url_for("administration.reason_list")
    if request.method == "POST" and form.validate():
        try:
            add_reason(
                form.code.data or "",
                for_staff=form.for_staff.data or "",
                for_person=form.for_person.data or "",
                active_from=parse_day(form.active_from.data),
                actor=staff(current_user.id),
            )
        except ReasonRefused as error:
            form.code.errors = [_code_sentence(str(error))]
        else:
            flash(_("It is added."))
            return redirect(back)
    hints = {
        "code": _("A short word for lists and exports. It can never be changed."),
        "for_person": _("The person sees this with their code. Use short words."),
    }
    return form_page(form, _("Add a reason"), back, button=_("Add"), hints=hints)


def _code_sentence(code: str) -> str:
    if code == "code_taken":
        return _("There is a reason with this code already")
    return _("Use 3 to 20 small letters, numbers and _, like wrong_place")


@requires(Permission.ADMINISTER)
def reason(reason_code: str) -> Any:
    """Word one anew, or say when it is offered."""
    found = find_reason(reason_code[:40])
    if found is None:
        abort(404)
    form, back = ReasonForm(sent(), data=_known(found)), url_for("administration.reason_list")
    if request.method == "POST" and form.validate():
        try:
            _change(found, form)
        except ReasonRefused as error:
            _say(form, str(error))
        else:
            flash(_("The reason is saved."))
            return redirect(back)
    note = _("Leave a sentence empty to use the one that came with the portal, in every language.")
    return form_page(
        form,
        _("Reason: %(reason)s", reason=found.for_staff),
        back,
        button=_("Save the reason"),
        note=note if found.built_in else None,
    )


def _known(found: ShownReason) -> dict[str, Any]:
    for_staff, for_person = own_sentences(found.code)
    return {
        "for_staff": for_staff,
        "for_person": for_person,
        "active_from": typed_day(found.active_from),
        "active_to": typed_day(found.active_to),
    }


def _change(found: ShownReason, form: ReasonForm) -> None:
    change_reason(
        found.code,
        for_staff=form.for_staff.data or "",
        for_person=form.for_person.data or "",
        active_from=parse_day(form.active_from.data),
        active_to=parse_day(form.active_to.data),
        actor=staff(current_user.id),
    )


def _say(form: ReasonForm, code: str) -> None:
    if code == "words":
        field = form.for_person if form.for_staff.data else form.for_staff
        field.errors = [_("Write both sentences")]
    elif code == "approval":
        form.active_to.errors = [_("This reason is needed every day. Leave both days empty.")]
    else:
        form.active_to.errors = [_("The last day must not come before the first")]
