"""One record: its class, its holds, and the copy of everything held. It shows no words."""

import json
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.feedback.models import Feedback
from portal.feedback.queries import find_feedback
from portal.records import queries, service
from portal.records.forms import ClassForm, HoldForm, day_of
from portal.records.held import copy_held
from portal.records.words import TABLES

BIGGEST = 2**31


def _find(feedback_id: int) -> Feedback:
    feedback = find_feedback(feedback_id) if feedback_id < BIGGEST else None
    if feedback is None:
        abort(404)
    return feedback


@requires(Permission.MANAGE_RECORDS)
def record(feedback_id: int) -> Any:
    """How long it is kept and what keeps it."""
    return _page(_find(feedback_id))


def _page(feedback: Feedback, status: int = 200, **forms: Any) -> Any:
    retention = queries.find_retention(feedback.id)
    known = (
        {"class_id": retention.class_id, "starts_on": _iso(retention.starts_on)}
        if retention
        else {}
    )
    context = {"class_form": ClassForm(data=known), "hold_form": HoldForm(), **forms}
    html = render_template(
        "records/record.html",
        feedback=feedback,
        retention=retention,
        nothing_left=queries.nothing_left(feedback),
        open_hold=queries.find_open_hold(feedback.id),
        holds=queries.list_holds_of(feedback.id),
        disposals=queries.list_disposals_of(feedback.id),
        errors_shown=bool(forms),
        **context,
    )
    return html, status


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


@requires(Permission.MANAGE_RECORDS)
def set_class(feedback_id: int) -> Any:
    """Set class and start by hand."""
    feedback, form = _find(feedback_id), ClassForm(request.form)
    if not form.validate():
        return _page(feedback, class_form=form)
    service.set_class(
        feedback,
        form.class_id.data,
        starts_on=day_of(form.starts_on.data),
        reason=form.reason.data or "",
        by=current_user,
    )
    flash(_("The retention class is set."))
    return _back(feedback)


@requires(Permission.MANAGE_RECORDS)
def hold(feedback_id: int) -> Any:
    """Set a legal hold."""
    feedback, form = _find(feedback_id), HoldForm(request.form)
    if not form.validate():
        return _page(feedback, hold_form=form)
    service.set_hold(feedback, form.hold_reason.data or "", by=current_user)
    flash(_("The legal hold is set. Nothing of this record is erased until it is lifted."))
    return _back(feedback)


@requires(Permission.MANAGE_RECORDS)
def lift(feedback_id: int) -> Any:
    """Lift the legal hold."""
    feedback, form = _find(feedback_id), HoldForm(request.form)
    if not form.validate():
        return _page(feedback, hold_form=form)
    erased = service.lift_hold(feedback, form.hold_reason.data or "", by=current_user)
    flash(
        _("The legal hold is lifted. The person had taken this back, so it is erased now.")
        if erased
        else _("The legal hold is lifted.")
    )
    return _back(feedback)


@requires(Permission.MANAGE_RECORDS)
def held(feedback_id: int) -> Any:
    """The copy of everything held. It is asked for by POST, since every copy is in the trail."""
    feedback, as_file = _find(feedback_id), request.form.get("shape") == "file"
    found = copy_held(feedback, by=current_user, as_file=as_file)
    if as_file:
        return _file(found)
    return render_template("records/held.html", feedback=feedback, found=found, titles=TABLES)


def _file(found: dict[str, Any]) -> Response:
    response = Response(
        json.dumps(found, ensure_ascii=False, indent=2), mimetype="application/json"
    )
    name = f"held-{found['reference']}.json"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def _back(feedback: Feedback) -> Any:
    return redirect(url_for("records.record", feedback_id=feedback.id))
