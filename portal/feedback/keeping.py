"""What keeps a record, and the end of it: for the people who manage records."""

from portal.db import utc_now, writing
from portal.feedback.models import Feedback
from portal.feedback.service import move, set_public_text
from portal.feedback.states import State
from portal.feedback.withdrawal import erase, must_keep
from portal.i18n import LONDON


def is_erased(feedback: Feedback) -> bool:
    """Whether the person took it back and nothing had to be kept."""
    return feedback.state == State.WITHDRAWN and not must_keep(feedback)


def hold(feedback: Feedback) -> None:
    """Keep everything of it from now on, inside the caller's transaction."""
    with writing():
        feedback.legal_hold = True


def release(feedback: Feedback) -> bool:
    """Keep it no longer; True when that finishes an erasure that its person asked for."""
    with writing() as db:
        feedback.legal_hold = False
        if erased := is_erased(feedback):
            erase(feedback)
        db.flush()
    return erased


def dispose(feedback: Feedback, *, actor: str, disposal_id: int) -> None:
    """Empty the row for good, inside the caller's transaction. What it counts for stays."""
    with writing() as db:
        if feedback.state != State.WITHDRAWN:
            move(feedback, State.WITHDRAWN, actor=actor, disposal_id=disposal_id)
            feedback.withdrawn_on = utc_now().astimezone(LONDON).date()
        feedback.publish_consent = False
        feedback.code_hash = None
        set_public_text(feedback, None)
        erase(feedback)
        db.flush()
