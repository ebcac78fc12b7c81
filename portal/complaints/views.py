"""The queue of complaints, and what a complainant is told on sending."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.accounts.scope import in_scope
from portal.complaints import service
from portal.complaints.models import ComplaintCase
from portal.complaints.queries import find_case, list_cases, parse_place, place_of
from portal.db import utc_now
from portal.i18n import LONDON


@requires(Permission.HANDLE_COMPLAINTS)
def queue() -> Any:
    """Every complaint with its acknowledge-by date."""
    today = utc_now().astimezone(LONDON).date()
    after, before = (parse_place(request.args.get(name)) for name in ("after", "before"))
    found = list_cases(current_user, after=after, before=before)
    return render_template(
        "complaints/queue.html",
        cases=found.items,
        today=today,
        previous=_address("before", found.before),
        next=_address("after", found.after),
    )


def _address(name: str, case: ComplaintCase | None) -> str | None:
    if case is None:
        return None
    place: dict[str, Any] = {name: place_of(case)}
    return url_for("complaints.queue", **place)


@requires(Permission.HANDLE_COMPLAINTS)
def acknowledge(feedback_id: int) -> Any:
    """Record the acknowledgement."""
    case = find_case(feedback_id)
    if case is None or not in_scope(current_user, case.feedback.care_service_id):
        abort(404)
    service.acknowledge(case, user_id=current_user.id)
    flash(_("The acknowledgement is recorded."))
    return redirect(url_for("complaints.queue"))


def told_on_sending(feedback_id: int) -> str:
    """What happens next with a complaint and by when; nothing for anything else."""
    case = find_case(feedback_id)
    return render_template("complaints/told.html", case=case) if case else ""
