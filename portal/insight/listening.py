"""Hears of every change that a monthly count is made from, and marks its month.

It listens to the session itself and not to single verbs: whoever stores, edits, moves, reads
again, declines or erases something, in whatever package, changes rows that pass here, and the
mark is written in the same transaction.
"""

from collections.abc import Iterable
from itertools import product
from typing import Any

from flask import has_app_context
from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import Session

from portal.desk.models import Decision
from portal.feedback.models import Feedback, StatementAnswer
from portal.insight.counting import Place
from portal.insight.models import Level, TallyMark
from portal.insight.periods import month_of
from portal.jobs import wake
from portal.organisations.models import CareService, Organisation
from portal.readings.models import Reading, ReadStatement, ReadTheme

#: columns of feedback that decide where it counts, or whether
COUNTS = ("care_service_id", "organisation_code", "received_on", "state", "who", "language")
PLACED = ("care_service_id", "organisation_code", "received_on")
MARKED = "insight_marked"
Mark = tuple[str, str, Any]


def _keep_the_old(_row: Any, _new: Any, _old: Any, _initiator: Any) -> None:
    """Heard only so that SQLAlchemy loads the old value before it is replaced."""


for _column in (*(getattr(Feedback, name) for name in PLACED), CareService.organisation_code):
    event.listen(_column, "set", _keep_the_old, active_history=True)


@event.listens_for(Session, "after_flush")
def _mark_changes(current: Session, _context: Any) -> None:
    changed = [row for row in current.dirty if current.is_modified(row)]
    rows = [*current.new, *current.deleted, *changed]
    marked: set[Mark] = current.info.setdefault(MARKED, set())
    if fresh := (_of_places(changed) | _of_feedback(current, rows)) - marked:
        marked |= fresh
        values = [
            {"level": level, "place": place, "month": month}
            for level, place, month in sorted(fresh, key=str)
        ]
        current.connection().execute(insert(TallyMark), values)


def _of_places(changed: list[Any]) -> set[Mark]:
    """Every month of an organisation that won or lost a service, or went into another."""
    found: set[Mark] = set()
    for row in changed:
        if isinstance(row, CareService) and _touched(row, ("organisation_code",)):
            codes = {row.organisation_code, *_old(row, "organisation_code")}
            found |= {(Level.ORGANISATION, code, None) for code in codes}
        elif isinstance(row, Organisation) and _touched(row, ("merged_into_code",)):
            found.add((Level.ORGANISATION, row.code, None))
    return found


def _of_feedback(current: Session, rows: list[Any]) -> set[Mark]:
    """The months in which feedback counted before, and those in which it counts now."""
    found: set[Mark] = set()
    ids: set[int] = set()
    for row in rows:
        if isinstance(row, Feedback) and (row not in current.dirty or _touched(row, COUNTS)):
            ids.add(row.id)
            found |= _before(row)
        elif isinstance(row, StatementAnswer | Decision):
            ids.add(row.feedback_id)
        elif isinstance(row, Reading) and row.source == "feedback":
            ids.add(row.source_id)
    readings = {row.reading_id for row in rows if isinstance(row, ReadStatement | ReadTheme)}
    return found | _now(current, ids, readings)


def _before(row: Feedback) -> set[Mark]:
    was = [_old(row, name) or (row.__dict__.get(name),) for name in PLACED]
    return {
        (*_place(service, code), month_of(day))
        for service, code, day in product(*was)
        if day is not None
    }


def _now(current: Session, ids: set[int], readings: set[int]) -> set[Mark]:
    if not ids and not readings:
        return set()
    connection = current.connection()
    if readings:
        read = select(Reading.source_id).where(Reading.id.in_(readings))
        ids |= set(connection.execute(read.where(Reading.source == "feedback")).scalars())
    wanted = select(Feedback.care_service_id, Feedback.organisation_code, Feedback.received_on)
    rows = connection.execute(wanted.where(Feedback.id.in_(ids)))
    return {(*_place(service, code), month_of(day)) for service, code, day in rows}


def _touched(row: Any, names: Iterable[str]) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in names)


def _old(row: Any, name: str) -> tuple[Any, ...]:
    return tuple(inspect(row).attrs[name].history.deleted or ())


def _place(service: int | None, code: str | None) -> Place:
    if service is not None:
        return Place(Level.SERVICE, str(service))
    return Place(Level.ELSEWHERE, code or "")


@event.listens_for(Session, "after_commit")
def _wake_worker(current: Session) -> None:
    if current.info.pop(MARKED, None) and has_app_context():
        wake("rollups")


@event.listens_for(Session, "after_rollback")
def _forget_marks(current: Session) -> None:
    current.info.pop(MARKED, None)
