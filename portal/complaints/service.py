"""The verbs of the complaints queue."""

from typing import Any

from flask import Flask

from portal.audit.service import record, staff
from portal.complaints.clock import acknowledge_by
from portal.complaints.models import ComplaintCase
from portal.db import session, utc_now, writing
from portal.feedback.models import Feedback
from portal.feedback.signals import feedback_received
from portal.feedback.states import Kind
from portal.i18n import LONDON


@feedback_received.connect
def open_case(_app: Flask, feedback: Feedback, details: dict[str, Any]) -> None:
    """Open the case in the transaction that stores the complaint, so none can be without."""
    if feedback.kind != Kind.COMPLAINT:
        return
    session().add(
        ComplaintCase(
            feedback_id=feedback.id,
            received_on=feedback.received_on,
            acknowledge_by=acknowledge_by(feedback.received_on),
            over_12_months=bool(details.get("over_12_months")),
        )
    )


def acknowledge(case: ComplaintCase, *, user_id: int) -> None:
    """Record that the complaint was acknowledged today (reg 13); a second time changes nothing."""
    if case.acknowledged_on:
        return
    with writing():
        case.acknowledged_on = utc_now().astimezone(LONDON).date()
        case.acknowledged_by = user_id
        record(staff(user_id), "acknowledge", "complaint", case.feedback_id)
