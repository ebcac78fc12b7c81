"""The verbs of retention and of legal holds."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, insert, select

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import scrub, session, utc_now, writing
from portal.feedback import keeping
from portal.feedback.models import Feedback
from portal.feedback.signals import feedback_received, feedback_withdrawn, record_closed
from portal.records.disposal import keep_proposed
from portal.records.models import LegalHold, Retention
from portal.records.periods import Begins, class_of, find_class, years_of_classes
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
    values = _period(feedback.kind, feedback.received_on, closed_on)
    return Retention(feedback_id=feedback.id, set_by=None, reason="", **values)


def _period(
    kind: str, received_on: date, closed_on: date | None, years: Mapping[str, int] | None = None
) -> dict[str, Any]:
    found = class_of(kind)
    starts_on = found.starts_on(received_on, closed_on)
    review_on = found.review_on(starts_on, years[found.id] if years else None)
    return {"class_id": found.id, "starts_on": starts_on, "review_on": review_on}


@feedback_received.connect
def classify_received(_app: Flask, feedback: Feedback, details: dict[str, Any]) -> None:
    """Give it its class in the transaction that stores it."""
    session().add(_computed(feedback, None))


def classify(ids: Sequence[int]) -> int:
    """Give items the class of their kind, save where somebody set one by hand; returns how many.

    A handful of questions however many items there are: nobody else writes meanwhile.
    """
    with writing() as db:
        years = years_of_classes()
        stored = select(Retention.feedback_id).where(Retention.feedback_id.in_(ids))
        by_hand = db.scalars(stored.where(Retention.set_by.is_not(None))).all()
        wanted = [ident for ident in ids if ident not in by_hand]
        rows = [
            {"feedback_id": ident, **_period(kind, received_on, withdrawn_on, years)}
            for ident, kind, received_on, withdrawn_on in db.execute(_days_of(wanted))
        ]
        old = delete(Retention).where(Retention.feedback_id.in_(wanted))
        db.execute(old, execution_options={"synchronize_session": "fetch"})
        if rows:
            db.execute(insert(Retention), rows)
    return len(rows)


def _days_of(ids: Sequence[int]) -> Select[int, str, date, date | None]:
    wanted = select(Feedback.id, Feedback.kind, Feedback.received_on, Feedback.withdrawn_on)
    return wanted.where(Feedback.id.in_(ids))


def count_anew(ids: Sequence[int]) -> int:
    """Count review dates with the years that are set for today; returns how many.

    Class and start stay, also where somebody set them by hand.
    """
    with writing() as db:
        years = years_of_classes()
        for row in db.scalars(select(Retention).where(Retention.feedback_id.in_(ids))):
            row.review_on = find_class(row.class_id).review_on(row.starts_on, years[row.class_id])
    return len(ids)


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
