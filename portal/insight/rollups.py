"""Monthly counts kept in line with what they are made from.

What changes a count marks its months in the same transaction (`portal.insight.listening`). A
sweep counts those months anew, never by plus or minus one, so that no order of events leads
astray. Once a day everything is compared, and what differs is counted anew as well.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update

from portal.db import session, writing
from portal.feedback.models import Feedback
from portal.insight.counting import Counts, Key, Place, count_month
from portal.insight.models import (
    GroupTally,
    Level,
    PublishedPeriod,
    Tally,
    TallyCheck,
    TallyMark,
)
from portal.insight.periods import add_months, month_of, period_of
from portal.organisations.models import CareService

#: marks of one month that are worked off in one transaction
BATCH = 200
BASE = (Level.SERVICE, Level.ELSEWHERE)
REGION = Place(Level.REGION, "")
Table = type[Tally] | type[GroupTally]
log = logging.getLogger(__name__)


def mark(places: Iterable[Place], month: date | None) -> None:
    """Say that a month (or every month) of these places may have changed, inside the change's
    own transaction.
    """
    month = month_of(month) if month else None
    rows = [{"level": p.level, "place": p.place, "month": month} for p in places]
    if rows:
        with writing() as db:
            db.execute(insert(TallyMark), rows)


def settle() -> int:
    """Count anew what is marked, in short transactions; returns how many marks there were."""
    total = 0
    while session().scalars(select(TallyMark.id).limit(1)).first() is not None:
        done = _settle_some()
        total += done
        if not done:  # another worker has them in hand
            break
    return total


def _settle_some() -> int:
    """One month in one transaction: on SQLite everybody else who writes waits for it."""
    wanted = select(TallyMark.id, TallyMark.level, TallyMark.place, TallyMark.month)
    wanted = wanted.order_by(TallyMark.id).with_for_update()
    with writing() as db:
        first = db.execute(wanted.limit(1)).first()
        if first is None:
            return 0
        marks = db.execute(wanted.where(_same_month(first.month)).limit(BATCH)).all()
        places = {Place(row.level, row.place) for row in marks}
        if first.month:
            _count_anew(first.month, places)
        else:
            for month in months_counted():
                mark(places, month)
        db.execute(
            delete(TallyMark).where(TallyMark.id.in_([row.id for row in marks])),
            execution_options={"synchronize_session": False},
        )
    return len(marks)


def _same_month(month: date | None) -> ColumnElement[bool]:
    return TallyMark.month == month if month else TallyMark.month.is_(None)


def months_counted() -> list[date]:
    """Every month from the first feedback to the last."""
    first, last = session().execute(
        select(func.min(Feedback.received_on), func.max(Feedback.received_on))
    ).one()  # fmt: skip
    oldest = session().scalar(select(func.min(Tally.month)).where(Tally.level == Level.REGION))
    days = [day for day in (first, oldest) if day is not None]
    if not days:
        return []
    month, months = month_of(min(days)), []
    while month <= month_of(max([*days, *([last] if last else [])])):
        months.append(month)
        month = add_months(month, 1)
    return months


def _count_anew(month: date, places: set[Place]) -> None:
    """One month of these places, of their organisations and of the region."""
    base = {place for place in places if place.level in BASE}
    if base:
        _replace(month, base, count_month(month, base))
    above = {place for place in places if place.level == Level.ORGANISATION}
    above |= _organisations_of(base)
    if above:
        _replace(month, above, _sum_up(month, above))
    _replace(month, {REGION}, _region(month))
    _note_change(month)


def _organisations_of(base: set[Place]) -> set[Place]:
    ids = [int(place.place) for place in base if place.level == Level.SERVICE]
    codes = session().scalars(
        select(CareService.organisation_code).where(CareService.id.in_(ids)).distinct()
    )
    named = {place.place for place in base if place.level == Level.ELSEWHERE and place.place}
    return {Place(Level.ORGANISATION, code) for code in {*codes, *named}}


def _sum_up(month: date, organisations: set[Place]) -> dict[Key, Counts]:
    """Organisations as the sum of their services and of what names them alone."""
    found: dict[Key, Counts] = defaultdict(Counts)
    codes = [place.place for place in organisations]
    owners = dict(
        session()
        .execute(
            select(CareService.id, CareService.organisation_code).where(
                CareService.organisation_code.in_(codes)
            )
        )
        .all()
    )
    services = {str(ident): code for ident, code in owners.items()}
    for key, counts in stored(month, (Level.SERVICE,), list(services)).items():
        found[key.at(Place(Level.ORGANISATION, services[key.place]))] += counts
    for key, counts in stored(month, (Level.ELSEWHERE,), codes).items():
        found[key.at(Place(Level.ORGANISATION, key.place))] += counts
    return found


def _region(month: date) -> dict[Key, Counts]:
    """Everything: the organisations and what names none."""
    found: dict[Key, Counts] = defaultdict(Counts)
    for key, counts in stored(month, (Level.ORGANISATION,)).items():
        found[key.at(REGION)] += counts
    for key, counts in stored(month, (Level.ELSEWHERE,), [""]).items():
        found[key.at(REGION)] += counts
    return found


def stored(
    month: date, levels: Collection[str], places: Collection[str] | None = None
) -> dict[Key, Counts]:
    """The counts that are kept of one month."""
    found = {}
    for table in (Tally, GroupTally):
        columns: list[Any] = [table.level, table.place, table.source, table.model, table.subject]
        if table is GroupTally:
            columns += [GroupTally.dimension, GroupTally.group]
        wanted = select(*columns, table.positive, table.mixed, table.negative)
        wanted = wanted.where(table.month == month, table.level.in_(levels))
        if places is not None:
            wanted = wanted.where(table.place.in_(places))
        for row in session().execute(wanted):
            found[Key(*row[: len(columns)])] = Counts(*row[len(columns) :])
    return found


def _replace(month: date, places: set[Place], counts: dict[Key, Counts]) -> None:
    db = session()
    for table in (Tally, GroupTally):
        one_of = [
            (table.level == level) & table.place.in_([p.place for p in places if p.level == level])
            for level in {place.level for place in places}
        ]
        db.execute(
            delete(table).where(table.month == month, or_(*one_of)),
            execution_options={"synchronize_session": False},
        )
    _insert(month, counts)


def _insert(month: date, counts: dict[Key, Counts]) -> None:
    rows: dict[Table, list[dict[str, Any]]] = {Tally: [], GroupTally: []}
    for key, value in counts.items():
        row: dict[str, Any] = {
            "level": key.level, "place": key.place, "source": key.source, "model": key.model,
            "subject": key.subject, "month": month, "positive": value.positive,
            "mixed": value.mixed, "negative": value.negative,
        }  # fmt: skip
        if key.dimension:
            rows[GroupTally].append({**row, "dimension": key.dimension, "group": key.group})
        else:
            rows[Tally].append(row)
    for table, some in rows.items():
        if some:
            session().execute(insert(table), some)


def _note_change(month: date) -> None:
    """What was published of its half year is made anew."""
    session().execute(
        update(PublishedPeriod)
        .where(PublishedPeriod.first_month == period_of(month))
        .values(revision=PublishedPeriod.revision + 1)
        .execution_options(synchronize_session=False)
    )


def expected(month: date) -> dict[Key, Counts]:
    """All counts of one month as the rows of people say, without looking at what is kept."""
    found: dict[Key, Counts] = defaultdict(Counts)
    owners = {
        str(ident): code
        for ident, code in session().execute(select(CareService.id, CareService.organisation_code))
    }
    for key, counts in count_month(month).items():
        found[key] += counts
        found[key.at(REGION)] += counts
        code = owners[key.place] if key.level == Level.SERVICE else key.place
        if code:
            found[key.at(Place(Level.ORGANISATION, code))] += counts
    return dict(found)


def repair() -> int:
    """Compare every month with the rows of people, and count anew what differs; returns how many.

    This is the check of every day, and the first filling of an empty table.
    """
    settle()
    months, repaired = months_counted(), 0
    for month in months:
        if stored(month, tuple(Level)) == expected(month):
            continue
        repaired += 1
        with writing() as db:
            for table in (Tally, GroupTally):
                db.execute(
                    delete(table).where(table.month == month),
                    execution_options={"synchronize_session": False},
                )
            _insert(month, expected(month))
            _note_change(month)
    first_time = session().scalars(select(TallyCheck.id).limit(1)).first() is None
    with writing() as db:
        db.add(TallyCheck(months=len(months), repaired=repaired))
    if repaired and not first_time:
        log.warning("%s of %s months of counts were counted anew", repaired, len(months))
    return repaired
