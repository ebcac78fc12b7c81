"""The queue of appeals, and what a person may still ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from portal.accounts.models import User
from portal.appeals.models import Appeal, AppealState
from portal.db import session
from portal.desk.models import Decision, Outcome
from portal.desk.queries import last_decision, list_responses
from portal.feedback.models import Feedback
from portal.feedback.queries import find_published
from portal.feedback.scope import seen_by
from portal.feedback.states import Kind, State
from portal.i18n import today
from portal.web.own_pages import page_behind

PAGE = 25
Place = tuple[int, int]
#: in which states of the item a decision can still be looked at again
STANDS = {
    Outcome.HOLD: (State.HELD,),
    Outcome.DECLINE: (State.DECLINED,),
    Outcome.REDACT: (State.APPROVED, State.PUBLISHED),
}


@dataclass(frozen=True)
class Counts:
    """How many are open, how many of them urgent, how many past their day."""

    open: int
    urgent: int
    late: int


def appeals_query(state: AppealState, viewer: User) -> Select[Appeal]:
    """Those in one state that `viewer` may see, without an order."""
    about = select(Appeal).outerjoin(Feedback, Feedback.id == Appeal.feedback_id)
    return about.where(Appeal.state == state, seen_by(viewer))


def in_order(wanted: Select[Appeal]) -> Select[Appeal]:
    """Urgent ones first, then the oldest."""
    return wanted.order_by(Appeal.urgent.desc(), Appeal.id)


def list_appeals(
    state: AppealState, viewer: User, *, after: Place | None = None
) -> Sequence[Appeal]:
    """A page of that queue, behind one place of it; at most one more than a page."""
    wanted = appeals_query(state, viewer)
    if after is not None:
        urgent, ident = bool(after[0]), after[1]
        later = (Appeal.urgent.is_(urgent)) & (Appeal.id > ident)
        wanted = wanted.where(later | Appeal.urgent.is_(False) if urgent else later)
    return session().scalars(in_order(wanted).limit(PAGE + 1)).unique().all()


def place_of(appeal: Appeal) -> Place:
    """Where an appeal stands in the order."""
    return int(appeal.urgent), appeal.id


def count_open(viewer: User) -> Counts:
    """The counts for the front of the desk, in one query."""
    some = appeals_query(AppealState.OPEN, viewer).with_only_columns(
        func.count(),
        func.count().filter(Appeal.urgent),
        func.count().filter(Appeal.due_on < today()),
    )
    return Counts(*session().execute(some).one())


def find_appeal(appeal_id: int, viewer: User) -> Appeal | None:
    """One appeal that `viewer` may see."""
    if appeal_id >= 2**31:
        return None
    wanted = select(Appeal).outerjoin(Feedback, Feedback.id == Appeal.feedback_id)
    scope = seen_by(viewer)
    return session().scalars(wanted.where(Appeal.id == appeal_id, scope)).unique().one_or_none()


def reported(page: str, response_id: int) -> tuple[int | None, int | None]:
    """The published item that a page shows and the answer on it, as far as they are public.

    `response_id` is what the link of the report said; 0 for none.
    """
    endpoint, values = page_behind(page) or ("", {})
    item = find_published(values["feedback_id"]) if endpoint == "feedback.experience" else None
    if item is None:
        return None, None
    answers = {response.id for response in list_responses(item.id)}
    return item.id, response_id if response_id in answers else None


def list_of_person(feedback_id: int) -> Sequence[Appeal]:
    """What the person who gave this feedback asked for, newest first."""
    wanted = select(Appeal).where(
        Appeal.feedback_id == feedback_id, Appeal.decision_id.is_not(None)
    )
    return session().scalars(wanted.order_by(Appeal.id.desc())).unique().all()


def list_open_of(feedback_id: int) -> Sequence[Appeal]:
    """Everything open about one item, oldest first."""
    wanted = select(Appeal).filter_by(feedback_id=feedback_id, state=AppealState.OPEN)
    return session().scalars(wanted.order_by(Appeal.id)).unique().all()


def appealable(feedback: Feedback) -> Decision | None:
    """The decision that the person may ask to be looked at again, once; None where there is none.

    Not published, or published with words taken out; a complaint is never published anyway.
    """
    decision = standing_decision(feedback)
    if decision is None:
        return None
    asked = select(Appeal.id).filter_by(decision_id=decision.id)
    return None if session().scalars(asked).first() else decision


def standing_decision(feedback: Feedback) -> Decision | None:
    """The newest decision where it kept the words, or some of them, from being shown."""
    decision = last_decision(feedback.id) if feedback.kind != Kind.COMPLAINT else None
    if decision is None or feedback.state not in STANDS.get(Outcome(decision.outcome), ()):
        return None
    return decision
