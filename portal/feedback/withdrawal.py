"""Taking back what was said: what is erased, and what the law says must stay."""

from flask import current_app
from sqlalchemy import delete

from portal.audit.service import PERSON
from portal.db import scrub, session, utc_now, writing
from portal.feedback.models import Contact, Feedback, Message
from portal.feedback.service import SOURCE, move, set_public_text
from portal.feedback.signals import feedback_withdrawn, record_closed
from portal.feedback.states import Kind, State
from portal.i18n import LONDON
from portal.readings import service as readings


def must_keep(feedback: Feedback) -> bool:
    """Whether the words stay after a withdrawal: a complaint's record (reg 17) or a legal hold."""
    return feedback.kind == Kind.COMPLAINT or feedback.legal_hold


def withdraw(feedback: Feedback) -> bool:
    """Take everything back: unpublished at once, words, contact and reading erased.

    Returns False when the words must be kept; then it is only marked and unpublished.
    """
    with writing() as db:
        kept = must_keep(feedback)
        move(feedback, State.WITHDRAWN, actor=PERSON, kept=kept)
        feedback.withdrawn_on = utc_now().astimezone(LONDON).date()
        feedback.publish_consent = False
        set_public_text(feedback, None)
        if kept:
            record_closed.send(
                current_app._get_current_object(),  # type: ignore[attr-defined]
                feedback_id=feedback.id,
                closed_on=feedback.withdrawn_on,
            )
        else:
            erase(feedback)
        db.flush()
    if not kept:
        scrub()
    return not kept


def erase(feedback: Feedback) -> None:
    """Erase words, contact and reading, here and on the floors above, inside one transaction.

    The caller has decided that nothing must be kept, and calls `scrub` after the commit.
    """
    with writing():
        feedback_withdrawn.send(
            current_app._get_current_object(),  # type: ignore[attr-defined]
            feedback=feedback,
        )
        _erase(feedback)
        readings.forget(SOURCE, feedback.id)


def _erase(feedback: Feedback) -> None:
    db = session()
    feedback.passages.clear()
    feedback.answers.clear()
    feedback.service_text = feedback.content_notes = ""
    feedback.further[:] = [row for row in feedback.further if row.care_service_id]
    for row in feedback.further:
        row.service_text = ""
    feedback.risk = 0
    db.execute(delete(Contact).where(Contact.feedback_id == feedback.id))
    db.execute(delete(Message).where(Message.feedback_id == feedback.id))
