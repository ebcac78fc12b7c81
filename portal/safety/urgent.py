"""What is urgent and unread: noticed in the trail, closed by a person who read it."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.audit.queries import newest_entry
from portal.audit.service import PERSON, record, settle, staff
from portal.db import session, to_the_hour, utc_now, writing
from portal.feedback.models import Feedback
from portal.feedback.signals import feedback_received
from portal.feedback.states import State
from portal.safety.models import Cause, UrgentCall

URGENT = 2
#: entries of the trail that give somebody something new to read
NEWS = ("receive", "write_back", "answer_question", "raise_risk")
BATCH = 100
HOUR = timedelta(hours=1)


def notice() -> int:
    """Call for a reader of everything urgent that is new; returns how many calls were made.

    Signals tell of most, but a person's later message and a late reading are found here; what was
    decided meanwhile needs no reader any more.
    """
    _close_decided()
    made = 0
    for feedback_id in session().scalars(_unnoticed().limit(BATCH)).all():
        made += _call_for_risk(feedback_id)
    return made


def _unnoticed() -> Any:
    called = select(func.max(UrgentCall.news_id)).where(UrgentCall.feedback_id == Feedback.id)
    unread = select(UrgentCall.id).where(
        UrgentCall.feedback_id == Feedback.id, UrgentCall.opened_at.is_(None)
    )
    news = newest_entry("feedback", Feedback.id, AuditEntry.verb.in_(NEWS))
    known = func.coalesce(called.scalar_subquery(), 0)
    wanted = select(Feedback.id).where(
        Feedback.risk == URGENT,
        Feedback.state != State.WITHDRAWN,
        news > known,
        news > func.coalesce(_decided(Feedback.id), 0),
        ~unread.exists(),
    )
    return wanted.order_by(Feedback.id)


def _decided(ident: Any) -> Any:
    moved = AuditEntry.verb.startswith("move_to_"), AuditEntry.actor.startswith("staff:")
    return newest_entry("feedback", ident, moved[0] & moved[1])


def _call_for_risk(feedback_id: int) -> int:
    with writing() as db:
        # two workers may see the same item: the second one waits here and finds the first's call
        db.get(Feedback, feedback_id, with_for_update={"of": Feedback})
        if db.scalars(_unnoticed().where(Feedback.id == feedback_id)).first() is None:
            return 0
        entry = _newest(feedback_id, *NEWS)
        db.add(
            UrgentCall(
                feedback_id=feedback_id,
                news_id=entry.id,
                cause=Cause.RISK,
                since_at=_since(entry),
            )
        )
    return 1


def _since(entry: AuditEntry) -> datetime:
    """When it came, as well as is known: a person's entries are cut to the hour."""
    latest = entry.at + HOUR if entry.actor == PERSON else entry.at
    return min(utc_now(), latest)


def _newest(feedback_id: int, *verbs: str) -> AuditEntry:
    about = AuditEntry.subject == "feedback", AuditEntry.subject_id == str(feedback_id)
    wanted = select(AuditEntry).where(*about, AuditEntry.verb.in_(verbs))
    return session().scalars(wanted.order_by(AuditEntry.id.desc()).limit(1)).one()


@feedback_received.connect
def call_on_receipt(_app: Flask, feedback: Feedback, details: dict[str, Any]) -> None:
    """Call in the transaction that stores urgent words, so that none can be without."""
    if feedback.risk < URGENT:
        return
    settle()
    entry = _newest(feedback.id, "receive")
    session().add(
        UrgentCall(feedback_id=feedback.id, news_id=entry.id, cause=Cause.RISK, since_at=utc_now())
    )


def call_for_severity(feedback: Feedback) -> None:
    """Call for a reader of what was judged as severe, unless somebody was called before."""
    with writing() as db:
        if db.scalars(select(UrgentCall.id).filter_by(feedback_id=feedback.id)).first():
            return
        settle()
        entry = _newest(feedback.id, "judge_severity")
        db.add(
            UrgentCall(
                feedback_id=feedback.id,
                news_id=entry.id,
                cause=Cause.SEVERITY,
                since_at=entry.at,
            )
        )


def no_longer_severe(feedback: Feedback, *, by: User) -> None:
    """Whoever judged it as less severe has read it: an open call for its severity is closed."""
    for call in list_unread(feedback.id):
        if call.cause == Cause.SEVERITY:
            _close(call, by.id, utc_now())


def list_unread(feedback_id: int) -> list[UrgentCall]:
    """The calls of one item that nobody answered."""
    wanted = select(UrgentCall).filter_by(feedback_id=feedback_id, opened_at=None)
    return list(session().scalars(wanted.order_by(UrgentCall.id)).unique())


def newest_news(feedback_id: int) -> int:
    """The newest entry of the trail that told something new; the page of the item shows it."""
    about = AuditEntry.subject == "feedback", AuditEntry.subject_id == str(feedback_id)
    news = select(func.max(AuditEntry.id)).where(*about, AuditEntry.verb.in_(NEWS))
    return session().scalar(news) or 0


def mark_read(feedback: Feedback, *, seen: int, by: User) -> None:
    """Record that `by` read the words, as far as the page showed them; twice changes nothing.

    `seen` is the newest entry that the page knew. What came later calls again.
    """
    with writing():
        calls = list_unread(feedback.id)
        for call in calls:
            call.news_id = max(call.news_id, min(seen, newest_news(feedback.id)))
            _close(call, by.id, utc_now())
        if calls:
            record(staff(by.id), "read_urgent", "feedback", feedback.id)


def _close(call: UrgentCall, user_id: int, moment: datetime) -> None:
    call.opened_by, call.opened_at = user_id, moment
    call.since_at = to_the_hour(call.since_at)


def _close_decided() -> None:
    """Who decided on an item has read it."""
    decided = _decided(UrgentCall.feedback_id)
    wanted = select(UrgentCall, decided).where(
        UrgentCall.opened_at.is_(None), decided > UrgentCall.news_id
    )
    if not session().execute(wanted.limit(1)).first():
        return
    with writing() as db:
        for call, entry_id in db.execute(wanted.limit(BATCH)).unique().all():
            entry = db.get_one(AuditEntry, entry_id)
            _close(call, int(entry.actor.partition(":")[2]), entry.at)
