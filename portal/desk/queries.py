"""The queue and what belongs to an item."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import selectinload

from portal.accounts.models import User
from portal.accounts.scope import services_in_scope
from portal.audit.models import AuditEntry
from portal.audit.queries import newest_entry
from portal.db import session
from portal.desk.models import Decision, Note, PageReport, Response
from portal.feedback.models import Feedback
from portal.feedback.scope import seen_by
from portal.feedback.states import State

PAGE = 50
#: entries of the trail after which somebody should look at an urgent item
NEWS = ("receive", "write_back", "answer_question", "raise_risk")


def list_urgent(viewer: User | None = None) -> Sequence[Feedback]:
    """The red queue: anything urgent that nobody has decided on, complaints included.

    Urgent words may also come later, in a message or in a late reading: then the item stands
    here, whatever its state, until a member of staff does something with it.
    """
    undecided = Feedback.state.in_((State.RECEIVED, State.SECOND_CHECK))
    news = newest_entry("feedback", Feedback.id, AuditEntry.verb.in_(NEWS))
    seen = newest_entry("feedback", Feedback.id, AuditEntry.actor.startswith("staff:"))
    # as words of SQL and not parameters, or the databases could not tell that the index fits
    urgent = text("feedback.risk = 2 AND feedback.state <> 'withdrawn'")
    wanted = select(Feedback).options(selectinload(Feedback.further))
    wanted = wanted.where(
        seen_by(viewer),
        urgent,
        undecided | (news > func.coalesce(seen, 0)),
    )
    return session().scalars(wanted.order_by(Feedback.id).limit(100)).unique().all()


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


#: what the person may see: neither an answer that waits nor one that was given back
GONE_OUT = Response.waiting.is_(False), Response.given_back.is_(None)


def list_responses(feedback_id: int) -> Sequence[Response]:
    """The answers to one item that went out and were not erased, oldest first."""
    wanted = select(Response).where(Response.feedback_id == feedback_id, *GONE_OUT)
    return session().scalars(wanted.where(Response.body != "").order_by(Response.id)).all()


def list_all_responses(feedback_id: int) -> Sequence[Response]:
    """The answers to one item that were not erased, those that wait or were given back included."""
    wanted = select(Response).filter_by(feedback_id=feedback_id).where(Response.body != "")
    return session().scalars(wanted.order_by(Response.id)).all()


def find_response(response_id: int) -> Response | None:
    """One answer."""
    return session().get(Response, response_id)


def count_responses(feedback_id: int) -> int:
    """How many answers were written to one item, whatever became of them."""
    wanted = select(func.count()).where(Response.feedback_id == feedback_id)
    return session().scalar(wanted) or 0


def count_answers_by(user_id: int) -> int:
    """How many answers of one person went out."""
    wanted = select(func.count()).where(Response.written_by == user_id, *GONE_OUT)
    return session().scalar(wanted) or 0


def list_answers_by(user_id: int, *, limit: int) -> Sequence[str]:
    """The words of somebody's newest answers that went out."""
    wanted = select(Response.body).where(Response.written_by == user_id, *GONE_OUT)
    return session().scalars(wanted.order_by(Response.id.desc()).limit(limit)).all()


def staff_names(ids: Collection[int]) -> dict[int, str]:
    """The names of these members of staff, those who left included."""
    if not ids:
        return {}
    return {
        i: name for i, name in session().execute(select(User.id, User.name).where(User.id.in_(ids)))
    }


def answered_among(feedback_ids: Sequence[int]) -> set[int]:
    """Which of these items have an answer, in one query."""
    wanted = select(Response.feedback_id).where(Response.feedback_id.in_(feedback_ids), *GONE_OUT)
    return set(session().scalars(wanted.distinct()))


def list_notes(feedback_id: int) -> Sequence[Note]:
    """The private notes on one item, oldest first."""
    wanted = select(Note).filter_by(feedback_id=feedback_id).order_by(Note.id)
    return session().scalars(wanted).all()


def page_reports_query(viewer: User | None = None) -> Select[PageReport]:
    """Reports about pages, newest first; of those about an item the ones in `viewer`'s scope."""
    services = services_in_scope(viewer) if viewer is not None else None
    reports = select(PageReport).order_by(PageReport.id.desc())
    if services is None:
        return reports
    seen = select(Feedback.id).where(Feedback.care_service_id.in_(services))
    return reports.where(PageReport.feedback_id.is_(None) | PageReport.feedback_id.in_(seen))


def list_page_reports(
    viewer: User | None = None, *, before: int = 0, limit: int = PAGE
) -> Sequence[PageReport]:
    """The newest that nobody dealt with, from below one id on; at most one more than a page."""
    waiting = page_reports_query(viewer).where(PageReport.dealt_with_by.is_(None))
    if before:
        waiting = waiting.where(PageReport.id < before)
    return session().scalars(waiting.limit(limit + 1)).all()


def find_page_report(report_id: int, viewer: User) -> PageReport | None:
    """One report that `viewer` may see."""
    if report_id >= 2**31:
        return None
    return session().scalars(page_reports_query(viewer).filter_by(id=report_id)).one_or_none()
