"""The queue and what belongs to an item."""

from collections.abc import Sequence

from sqlalchemy import func, select

from portal.audit.models import AuditEntry
from portal.audit.queries import newest_entry
from portal.db import session
from portal.desk.models import Decision, Note, PageReport, Response
from portal.feedback.models import Feedback
from portal.feedback.states import Channel, Kind, State

PAGE = 25
#: entries of the trail after which somebody should look at an urgent item
NEWS = ("receive", "write_back", "raise_risk")


def list_queue(
    state: State, *, after: tuple[int, int] | None = None, channel: Channel | None = None
) -> Sequence[Feedback]:
    """Items in one state, the most urgent first, then the oldest; complaints have their own.

    `after` is (risk, id) of the last item seen. Returns at most one more than a page.
    """
    wanted = select(Feedback).where(Feedback.state == state, Feedback.kind != Kind.COMPLAINT)
    if channel:
        wanted = wanted.where(Feedback.channel == channel)
    if after:
        risk, ident = after
        wanted = wanted.where(
            (Feedback.risk < risk) | ((Feedback.risk == risk) & (Feedback.id > ident))
        )
    order = wanted.order_by(Feedback.risk.desc(), Feedback.id).limit(PAGE + 1)
    return session().scalars(order).unique().all()


def list_urgent() -> Sequence[Feedback]:
    """The red queue: anything urgent that nobody has decided on, complaints included.

    Urgent words may also come later, in a message or in a late reading: then the item stands
    here, whatever its state, until a member of staff does something with it.
    """
    undecided = Feedback.state.in_((State.RECEIVED, State.SECOND_CHECK))
    news = newest_entry("feedback", Feedback.id, AuditEntry.verb.in_(NEWS))
    seen = newest_entry("feedback", Feedback.id, AuditEntry.actor.startswith("staff:"))
    wanted = select(Feedback).where(
        Feedback.risk == 2,
        Feedback.state != State.WITHDRAWN,
        undecided | (news > func.coalesce(seen, 0)),
    )
    return session().scalars(wanted.order_by(Feedback.id).limit(100)).unique().all()


def count_queues() -> dict[str, int]:
    """How many items stand in each state, complaints left out."""
    rows = session().execute(
        select(Feedback.state, func.count())
        .where(Feedback.kind != Kind.COMPLAINT)
        .group_by(Feedback.state)
    )
    return {state: count for state, count in rows}


def list_decisions(feedback_id: int) -> Sequence[Decision]:
    """All decisions on one item, newest first."""
    wanted = select(Decision).filter_by(feedback_id=feedback_id).order_by(Decision.id.desc())
    return session().scalars(wanted).all()


def open_decision(feedback_id: int) -> Decision | None:
    """The decision that waits for a second person."""
    wanted = (
        select(Decision)
        .where(
            Decision.feedback_id == feedback_id,
            Decision.needs_second,
            Decision.second_by.is_(None),
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )
    return session().scalars(wanted).first()


def was_seconded(feedback_id: int) -> bool:
    """Whether a second person agreed to the newest decision."""
    newest = last_decision(feedback_id)
    return newest is not None and bool(newest.agreed)


def last_decision(feedback_id: int) -> Decision | None:
    """The newest decision on one item."""
    return next(iter(list_decisions(feedback_id)), None)


def list_responses(feedback_id: int) -> Sequence[Response]:
    """The answers to one item, oldest first."""
    wanted = select(Response).filter_by(feedback_id=feedback_id).order_by(Response.id)
    return session().scalars(wanted).all()


def list_notes(feedback_id: int) -> Sequence[Note]:
    """The private notes on one item, oldest first."""
    wanted = select(Note).filter_by(feedback_id=feedback_id).order_by(Note.id)
    return session().scalars(wanted).all()


def list_page_reports(limit: int = 100) -> Sequence[PageReport]:
    """Reports about pages, newest first."""
    return session().scalars(select(PageReport).order_by(PageReport.id.desc()).limit(limit)).all()
