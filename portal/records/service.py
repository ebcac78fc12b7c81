"""The verbs of retention and of legal holds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import scrub, session, utc_now, writing
from portal.feedback import keeping
from portal.feedback.models import Feedback
from portal.feedback.signals import feedback_received, feedback_withdrawn, record_closed
from portal.records.disposal import keep_proposed
from portal.records.models import LegalHold, Retention
from portal.records.periods import Begins, class_of, find_class
from portal.records.queries import find_open_hold, find_retention, nothing_left
from portal.web.errors import Refused


class NothingLeft(Refused):
    """Everything of the item was erased; there is nothing to keep."""

    sentence = _l(
        "Everything of this item was erased already, so there is nothing left to keep. "
        "Its record says when that was."
    )


class HeldAlready(Refused):
    """Somebody else set or lifted the hold meanwhile."""

    sentence = _l(
        "A colleague set or lifted the hold meanwhile. Open the record again to see how it stands."
    )


def _computed(feedback: Feedback, closed_on: date | None) -> Retention:
    found = class_of(feedback.kind)
    starts_on = found.starts_on(feedback.received_on, closed_on)
    return Retention(
        feedback_id=feedback.id,
        class_id=found.id,
        starts_on=starts_on,
        review_on=found.review_on(starts_on),
        set_by=None,
        reason="",
    )


@feedback_received.connect
def classify_received(_app: Flask, feedback: Feedback, details: dict[str, Any]) -> None:
    """Give it its class in the transaction that stores it."""
    session().add(_computed(feedback, None))


def classify(ids: Sequence[int]) -> int:
    """Give items the class of their kind, whatever they had; returns how many."""
    with writing() as db:
        for ident in ids:
            feedback = db.get_one(Feedback, ident)
            db.merge(_computed(feedback, feedback.withdrawn_on))
    return len(ids)


def count_anew(rows: Sequence[Retention]) -> int:
    """Count review dates with the years that are set for today; returns how many.

    Class and start stay, also where somebody set them by hand.
    """
    with writing() as db:
        for row in rows:
            fresh = db.get_one(Retention, row.feedback_id)
            fresh.review_on = find_class(fresh.class_id).review_on(fresh.starts_on)
    return len(rows)


@record_closed.connect
def begin_period(_app: Flask, feedback_id: int, closed_on: date | None) -> None:
    """Count from the day on which a case was closed; what somebody set by hand stays."""
    db = session()
    retention = find_retention(feedback_id)
    if retention is not None and retention.set_by is not None:
        return
    feedback = db.get_one(Feedback, feedback_id)
    if class_of(feedback.kind).begins == Begins.CLOSED:
        db.merge(_computed(feedback, closed_on))


def set_class(
    feedback: Feedback, class_id: str, *, starts_on: date | None, reason: str, by: User
) -> None:
    """Set class and start by hand, with the reason. Raises `NothingLeft`."""
    found = find_class(class_id)
    with writing() as db:
        if nothing_left(feedback):
            raise NothingLeft
        retention = Retention(
            feedback_id=feedback.id,
            class_id=found.id,
            starts_on=starts_on,
            review_on=found.review_on(starts_on),
            set_by=by.id,
            reason=reason,
        )
        db.merge(retention)
        shown = starts_on.isoformat() if starts_on else None
        actor = staff(by.id)
        record(actor, "set_retention", "feedback", feedback.id, to=class_id, starts_on=shown)


def set_hold(feedback: Feedback, reason: str, *, by: User) -> None:
    """Keep everything of one item until the hold is lifted; a proposed disposal ends.

    The Records Management Code (Appendix I) asks for it when an inquiry or a court may need the
    record. Raises `NothingLeft`, `HeldAlready`.
    """
    with writing() as db:
        if feedback.legal_hold:
            raise HeldAlready
        if nothing_left(feedback):
            raise NothingLeft
        keeping.hold(feedback)
        db.add(LegalHold(feedback_id=feedback.id, reason=reason, set_by=by.id))
        keep_proposed(feedback.id, by=by)
        record(staff(by.id), "set_legal_hold", "feedback", feedback.id)


def lift_hold(feedback: Feedback, reason: str, *, by: User) -> bool:
    """End the hold. True when the item was erased by that, since its person took it back.

    Raises `HeldAlready` when there is no hold.
    """
    with writing() as db:
        hold = find_open_hold(feedback.id)
        if hold is None:
            raise HeldAlready
        hold.lifted_at, hold.lifted_by, hold.lift_reason = utc_now(), by.id, reason
        db.flush()
        erased = keeping.release(feedback)
        record(staff(by.id), "lift_legal_hold", "feedback", feedback.id, erased=erased)
    if erased:
        scrub()
    return erased


@feedback_withdrawn.connect
def forget_reasons(_app: Flask, feedback: Feedback) -> None:
    """With the record goes what staff wrote about keeping it; the trail says that they did."""
    db = session()
    db.execute(delete(Retention).where(Retention.feedback_id == feedback.id))
    db.execute(delete(LegalHold).where(LegalHold.feedback_id == feedback.id))
