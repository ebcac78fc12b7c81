"""Disposal: one person proposes, a second decides, and a record without words remains."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import scrub, session, utc_now, writing
from portal.feedback import keeping
from portal.feedback.models import Feedback
from portal.records.models import Disposal, DisposalState, Retention
from portal.records.queries import find_retention, is_due, today


def propose(ids: Sequence[int], *, by: User) -> int:
    """Propose to dispose of records that are due; returns how many were.

    What is not due any more, is kept by a hold, or was proposed meanwhile is passed over.
    """
    wanted = (
        select(Retention)
        .join(Feedback, Feedback.id == Retention.feedback_id)
        .where(Retention.feedback_id.in_(ids))
        .order_by(Retention.feedback_id)
    )
    with writing() as db:
        # the rows first: the question whether they are due is asked once nobody else can answer
        db.scalars(wanted.with_for_update(of=Retention)).all()
        due = db.scalars(wanted.where(*is_due())).all()
        for retention in due:
            _propose(retention, by)
    return len(due)


def _propose(retention: Retention, by: User) -> None:
    feedback = retention.feedback
    session().add(
        Disposal(
            feedback_id=feedback.id,
            kind=feedback.kind,
            class_id=retention.class_id,
            received_on=feedback.received_on,
            review_on=retention.review_on,
            proposed_by=by.id,
        )
    )
    record(staff(by.id), "propose_disposal", "feedback", feedback.id, to=retention.class_id)


def approve(ids: Sequence[int], *, by: User) -> int:
    """Dispose of what somebody else proposed; returns how many. It cannot be undone.

    What `by` proposed alone, what a hold keeps, what is to be kept longer by now, and what was
    decided meanwhile is passed over.
    """
    done = sum(_approve(ident, by) for ident in sorted(set(ids)))
    if done:
        scrub()
    return done


def _approve(disposal_id: int, by: User) -> bool:
    with writing():
        disposal = _proposed(disposal_id)
        if disposal is None or disposal.proposed_by == by.id or disposal.feedback.legal_hold:
            return False
        if not _is_still_due(disposal):
            return False
        keeping.dispose(disposal.feedback, actor=staff(by.id), disposal_id=disposal_id)
        _decide(disposal, DisposalState.DISPOSED, by)
    return True


def _is_still_due(disposal: Disposal) -> bool:
    """Whether the day has come also by the class and the years that hold now."""
    retention = find_retention(disposal.feedback_id)
    day = retention.review_on if retention is not None else None
    return day is not None and day <= today()


def refuse(ids: Sequence[int], *, by: User) -> int:
    """Keep what was proposed; whoever proposed it may think again. Returns how many."""
    with writing():
        found = [each for ident in sorted(set(ids)) if (each := _proposed(ident))]
        for disposal in found:
            _decide(disposal, DisposalState.REFUSED, by)
    return len(found)


def keep_proposed(feedback_id: int, *, by: User) -> None:
    """End a proposal about one item, inside the caller's transaction."""
    wanted = select(Disposal.id).filter_by(feedback_id=feedback_id, state=DisposalState.PROPOSED)
    refuse(session().scalars(wanted).all(), by=by)


def _proposed(disposal_id: int) -> Disposal | None:
    wanted = select(Disposal).filter_by(id=disposal_id, state=DisposalState.PROPOSED)
    return session().scalars(wanted.with_for_update(of=Disposal)).one_or_none()


def _decide(disposal: Disposal, state: DisposalState, by: User) -> None:
    disposal.state, disposal.decided_by, disposal.decided_at = state, by.id, utc_now()
    verb = "dispose" if state == DisposalState.DISPOSED else "refuse_disposal"
    record(staff(by.id), verb, "feedback", disposal.feedback_id, disposal_id=disposal.id)
