"""What other pages show of appeals."""

from flask import render_template
from flask_security import current_user

from portal.appeals.models import AppealState
from portal.appeals.queries import (
    appealable,
    count_open,
    list_of_person,
    list_open_of,
    standing_decision,
)
from portal.appeals.words import FOR_PERSON
from portal.desk.models import Outcome
from portal.feedback.queries import find_feedback
from portal.reasons.queries import find_reason


def queue_panel(_nothing: int) -> str:
    """How many appeals wait, on the front of the desk."""
    counts = count_open(current_user)
    return render_template("appeals/queue_panel.html", counts=counts) if counts.open else ""


def item_panel(feedback_id: int) -> str:
    """What is open about one item, on its page at the desk."""
    found = list_open_of(feedback_id)
    return render_template("appeals/item_panel.html", appeals=found) if found else ""


def holder_panel(feedback_id: int) -> str:
    """Why words were taken out, whether a second look can be asked for, and what came of it."""
    feedback = find_feedback(feedback_id)
    asked = list_of_person(feedback_id)
    if feedback is None:
        return ""
    standing = standing_decision(feedback)
    redacted = standing is not None and standing.outcome == Outcome.REDACT
    return render_template(
        "appeals/holder_panel.html",
        reason=find_reason(standing.reason) if standing is not None and redacted else None,
        may_ask=appealable(feedback) is not None,
        asked=asked,
        said=FOR_PERSON,
        open_state=AppealState.OPEN,
    )
