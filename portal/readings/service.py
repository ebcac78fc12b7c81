"""Asking for readings, taking leases, keeping results."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from blinker import Namespace
from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, delete, or_, select, update

from portal.classifier import NO_MODEL, Passage
from portal.classifier import Reading as Read
from portal.db import session, to_the_hour, utc_now, writing
from portal.readings.models import Correction, Reading, ReadingState, ReadStatement, ReadTheme

LEASE = timedelta(minutes=3)
MOST_ATTEMPTS = 5
#: with fewer tries than this, a reading whose lease ran out is taken together with others
TOGETHER = 2
#: how one source's words are found: ids in, passages and language per id out
Loader = Callable[[Sequence[int]], dict[int, tuple[list[Passage], str | None]]]
_loaders: dict[str, Loader] = {}

_namespace = Namespace()
#: sender: the app; source, source_id, risk, language: sent inside the result's transaction
reading_finished = _namespace.signal("reading-finished")


def register_source(name: str, loader: Loader) -> None:
    """Say how the words of one source are found; called by upper packages at start."""
    _loaders[name] = loader


def request(source: str, source_id: int, *, risk: int = 0, rules: Sequence[str] = ()) -> None:
    """Ask for a reading, inside the transaction that stores the words."""
    with writing() as db:
        db.add(Reading(source=source, source_id=source_id, risk=risk, rules=" ".join(rules)))


def forget(source: str, source_id: int) -> None:
    """Erase the reading and the corrections of one source, inside the caller's transaction."""
    with writing() as db:
        reading = db.scalars(
            select(Reading).filter_by(source=source, source_id=source_id)
        ).one_or_none()
        if reading is not None:
            db.delete(reading)
        db.execute(delete(Correction).filter_by(source=source, source_id=source_id))


def lease(limit: int) -> tuple[str, list[tuple[int, str, int]]]:
    """Take up to `limit` waiting readings for three minutes; returns owner and (id, source, id).

    A lease that ran out is taken again, together with what is new: a worker was killed. What ran
    out twice is read alone, so that one poison text cannot park its neighbours; a reading that
    killed its worker five times is parked.
    """
    owner, now = uuid.uuid4().hex, utc_now()
    ran_out = Reading.lease_until < now
    once = and_(ran_out, Reading.attempts < TOGETHER)
    rows = _take(owner, now, or_(Reading.lease_until.is_(None), once), limit)
    if not rows:
        rows = _take(owner, now, ran_out, 1)
    return owner, rows


def _take(
    owner: str, now: datetime, free: ColumnElement[bool], limit: int
) -> list[tuple[int, str, int]]:
    # a CTE: PostgreSQL may run a plain subquery more than once and lock more than `limit` rows
    due = (
        select(Reading.id)
        .where(Reading.state == ReadingState.WAITING, free, Reading.attempts < MOST_ATTEMPTS)
        .order_by(Reading.risk.desc(), Reading.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    with writing() as db:
        rows = db.execute(
            update(Reading)
            .where(Reading.id.in_(select(due.c.id)))
            .values(lease_owner=owner, lease_until=now + LEASE, attempts=Reading.attempts + 1)
            .returning(Reading.id, Reading.source, Reading.source_id)
            .execution_options(synchronize_session=False)
        ).all()
    return [(row[0], row[1], row[2]) for row in rows]


def _unread() -> Select[int]:
    return select(Reading.id).where(
        Reading.state == ReadingState.ABSTAINED,
        Reading.abstained_reason == NO_MODEL,
        Reading.attempts < MOST_ATTEMPTS,
    )


def lacked_a_model() -> bool:
    """Whether there are readings that a model could still read."""
    return session().scalars(_unread().limit(1)).first() is not None


def ask_again(limit: int) -> int:
    """Let up to `limit` readings wait again that no model was there for; returns how many.

    Their tries are not forgotten: should one worker have the model and another none, a reading
    goes between them no more than `MOST_ATTEMPTS` times. Corrections and the risk stay.
    """
    due = (
        _unread()
        .order_by(Reading.risk.desc(), Reading.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    waiting = {"state": ReadingState.WAITING, "abstained_reason": None, "read_at": None}
    with writing() as db:
        asked = db.scalars(
            update(Reading)
            .where(Reading.id.in_(select(due.c.id)))
            .values(**waiting, requested_at=utc_now(), lease_until=None)
            .returning(Reading.id)
            .execution_options(synchronize_session=False)
        )
        return len(asked.all())


def load(rows: Sequence[tuple[int, str, int]]) -> dict[int, tuple[list[Passage], str | None]]:
    """The words of leased readings by reading id; a source that is gone has no words."""
    found: dict[int, tuple[list[Passage], str | None]] = {}
    for source in {row[1] for row in rows}:
        ids = [row[2] for row in rows if row[1] == source]
        words = _loaders[source](ids)
        for reading_id, its_source, source_id in rows:
            if its_source == source:
                found[reading_id] = words.get(source_id, ([], None))
    return found


def keep(owner: str, results: dict[int, Read]) -> int:
    """Store results whose lease is still ours; returns how many were stored, each only once."""
    kept = 0
    with writing() as db:
        for reading_id, result in results.items():
            row = db.get(Reading, reading_id, with_for_update=True)
            if row and row.lease_owner == owner and row.state == ReadingState.WAITING:
                _fill(row, result)
                kept += 1
                _announce(row)
    return kept


def _announce(row: Reading) -> None:
    """In the result's own transaction: a kill between the two would lose the risk for ever."""
    reading_finished.send(
        current_app._get_current_object(),  # type: ignore[attr-defined]
        source=row.source,
        source_id=row.source_id,
        risk=row.risk,
        language=row.language,
    )


def _fill(row: Reading, result: Read) -> None:
    row.state = ReadingState.ABSTAINED if result.abstained else ReadingState.READ
    row.abstained_reason = result.abstained
    # to the hour: the exact time of an anonymous person's words is kept nowhere
    row.read_at = to_the_hour(utc_now())
    row.requested_at = to_the_hour(row.requested_at)
    row.lease_until = row.lease_owner = None
    row.model = result.model
    row.language = result.language
    row.sentiment = result.sentiment
    row.risk = max(row.risk, result.risk)
    row.rules = " ".join(result.rules)[:400]
    row.statements = [
        ReadStatement(statement_id=s.id, polarity=s.polarity, score=s.score, evidence=s.evidence)
        for s in result.statements
    ]
    row.themes = [
        ReadTheme(theme_id=t.id, polarity=t.polarity, score=t.score) for t in result.themes
    ]


def park_poison() -> int:
    """Give readings that failed five times to people; returns how many."""
    now = utc_now()
    poison = and_(
        Reading.state == ReadingState.WAITING,
        Reading.attempts >= MOST_ATTEMPTS,
        Reading.lease_until < now,
    )
    if session().scalars(select(Reading.id).where(poison).limit(1)).first() is None:
        return 0
    with writing() as db:
        parked = db.scalars(
            update(Reading)
            .where(poison)
            .values(state=ReadingState.ABSTAINED, abstained_reason="failed", read_at=now)
            .returning(Reading.id)
            .execution_options(synchronize_session=False)
        )
        return len(parked.all())


def correct(source: str, source_id: int, *, label: str, value: str, user_id: int) -> None:
    """Keep what a person says a label should be."""
    with writing() as db:
        db.add(
            Correction(
                source=source, source_id=source_id, label=label, value=value, corrected_by=user_id
            )
        )
