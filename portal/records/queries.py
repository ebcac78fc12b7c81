"""The lists of records, each with an order and a tie-breaker."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, extract, func, or_, select
from sqlalchemy.orm import contains_eager

from portal.db import session, utc_now
from portal.feedback.keeping import is_erased
from portal.feedback.models import Feedback
from portal.feedback.states import Kind, State
from portal.i18n import LONDON
from portal.records.models import Disposal, DisposalState, LegalHold, Retention
from portal.records.periods import Begins, class_of, schedule

PAGE = 25


def today() -> date:
    """The day in London."""
    return utc_now().astimezone(LONDON).date()


def find_retention(feedback_id: int) -> Retention | None:
    """Class and review date of one item; None when nothing of it is left."""
    return session().get(Retention, feedback_id)


def find_disposal(disposal_id: int) -> Disposal | None:
    """One disposal."""
    return session().get(Disposal, disposal_id)


def nothing_left(feedback: Feedback) -> bool:
    """Whether everything of it was erased: taken back, or disposed of."""
    disposed = select(Disposal.id).filter_by(feedback_id=feedback.id, state=DisposalState.DISPOSED)
    return is_erased(feedback) or session().scalars(disposed).first() is not None


def find_open_hold(feedback_id: int) -> LegalHold | None:
    """The hold that keeps one item now."""
    wanted = select(LegalHold).filter_by(feedback_id=feedback_id, lifted_at=None)
    return session().scalars(wanted).one_or_none()


def list_holds_of(feedback_id: int) -> Sequence[LegalHold]:
    """All holds on one item, newest first."""
    wanted = select(LegalHold).filter_by(feedback_id=feedback_id).order_by(LegalHold.id.desc())
    return session().scalars(wanted).all()


def list_disposals_of(feedback_id: int) -> Sequence[Disposal]:
    """What was proposed and decided about one item, newest first."""
    wanted = select(Disposal).filter_by(feedback_id=feedback_id).order_by(Disposal.id.desc())
    return session().scalars(wanted).all()


def _in_a_disposal() -> ColumnElement[bool]:
    return exists().where(
        Disposal.feedback_id == Feedback.id, Disposal.state != DisposalState.REFUSED
    )


def is_due() -> tuple[ColumnElement[bool], ...]:
    """What makes a record due: its date has come, no hold keeps it, nobody has proposed it."""
    return Retention.review_on <= today(), ~Feedback.legal_hold, ~_in_a_disposal()


def list_due(after: tuple[date, int] | None = None) -> Sequence[Retention]:
    """Records to look at, those that wait longest first; at most one more than a page."""
    wanted = (
        select(Retention)
        .join(Retention.feedback)
        .options(contains_eager(Retention.feedback))
        .where(*is_due())
    )
    if after:
        day, ident = after
        same = and_(Retention.review_on == day, Retention.feedback_id > ident)
        wanted = wanted.where(or_(Retention.review_on > day, same))
    wanted = wanted.order_by(Retention.review_on, Retention.feedback_id).limit(PAGE + 1)
    return session().scalars(wanted).all()


def list_disposals(state: DisposalState, before: int | None = None) -> Sequence[Disposal]:
    """Disposals in one state, newest first; at most one more than a page."""
    wanted = select(Disposal).filter_by(state=state)
    if before:
        wanted = wanted.where(Disposal.id < before)
    return session().scalars(wanted.order_by(Disposal.id.desc()).limit(PAGE + 1)).all()


def list_open_holds(before: int | None = None) -> Sequence[LegalHold]:
    """Holds that are not lifted, newest first; at most one more than a page."""
    wanted = select(LegalHold).where(LegalHold.lifted_at.is_(None))
    if before:
        wanted = wanted.where(LegalHold.id < before)
    return session().scalars(wanted.order_by(LegalHold.id.desc()).limit(PAGE + 1)).all()


def count_lists() -> dict[str, int]:
    """How many records each list holds."""
    disposals = select(Disposal.state, func.count()).group_by(Disposal.state)
    counts: dict[str, int] = {state: number for state, number in session().execute(disposals)}
    due = select(func.count()).select_from(Retention).join(Retention.feedback).where(*is_due())
    holds = select(func.count()).select_from(LegalHold).where(LegalHold.lifted_at.is_(None))
    return {**counts, "due": session().scalar(due) or 0, "held": session().scalar(holds) or 0}


def list_with_other_years(limit: int) -> Sequence[int]:
    """Ids of records whose review date was counted with other years than are set for today."""
    counted = extract("year", Retention.review_on) - extract("year", Retention.starts_on)
    wanted = select(Retention.feedback_id).where(
        or_(*(and_(Retention.class_id == c.id, counted != c.years) for c in schedule().classes))
    )
    return session().scalars(wanted.order_by(Retention.feedback_id).limit(limit)).all()


def list_unclassified(limit: int) -> Sequence[int]:
    """Ids of items without a class, or with one that no longer fits what they are."""
    return session().scalars(_unclassified().order_by(Feedback.id).limit(limit)).all()


def _unclassified() -> Select[int]:
    taken_back = Feedback.state == State.WITHDRAWN
    erased = and_(taken_back, Feedback.kind != Kind.COMPLAINT, ~Feedback.legal_hold)
    wrong = and_(Retention.set_by.is_(None), or_(*(_does_not_fit(kind) for kind in Kind)))
    return (
        select(Feedback.id)
        .outerjoin(Retention, Retention.feedback_id == Feedback.id)
        .where(~erased, ~_in_a_disposal(), or_(Retention.feedback_id.is_(None), wrong))
    )


def _does_not_fit(kind: Kind) -> ColumnElement[bool]:
    """Another class than that of the kind, or counted from another day than it was received."""
    found = class_of(kind)
    wrong: ColumnElement[bool] = Retention.class_id != found.id
    if found.begins == Begins.RECEIVED:
        wrong = or_(wrong, Retention.starts_on != Feedback.received_on)
    return and_(Feedback.kind == kind, wrong)
