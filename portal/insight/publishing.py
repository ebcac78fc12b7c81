"""What everybody may see of a half year that is over.

Everything public is made here, at once for all places, because what may stand on one page depends
on what stands on the others: a region and its organisations, a half year and its months, everybody
and the groups in it. Pages, feeds and exports for the public read `PublishedFigure` and nothing
else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select

from portal.db import session, writing
from portal.figures.disclosure import TOTAL, Cell, publishable
from portal.figures.suppression import SMALLEST_GROUP, published_share
from portal.insight.counting import Counts
from portal.insight.groups import NOT_TOLD
from portal.insight.models import (
    GroupTally,
    Level,
    PublishedFigure,
    PublishedPeriod,
    Tally,
)
from portal.insight.periods import HALF_YEAR, add_months, is_over, months_from, period_of
from portal.organisations.models import Organisation
from portal.settings import value

#: row of a table for what names no organisation: it is never shown
NOWHERE = "nowhere"


class Series(NamedTuple):
    """What the cells of one table are about; readings of two models make two tables."""

    source: str
    model: str
    subject: str


class Figure(NamedTuple):
    """A row of `PublishedFigure`, in the order of its columns."""

    level: str
    place: str
    source: str
    model: str
    subject: str
    dimension: str
    group: str
    first_month: date
    months: int
    percent: int
    low: int
    high: int
    n: int


def publish_due() -> int:
    """Make public what is over and not yet public, or changed since; returns how many periods."""
    smallest, done = value("smallest_count_shown"), 0
    _open_periods()
    due = select(PublishedPeriod.first_month, PublishedPeriod.revision).where(
        (PublishedPeriod.published_revision < PublishedPeriod.revision)
        | (PublishedPeriod.smallest != smallest)
    )
    for first, revision in session().execute(due.order_by(PublishedPeriod.first_month)).all():
        _publish(first, revision, smallest)
        done += 1
    return done


def _open_periods() -> None:
    """A row for each half year that is over and has counts."""
    oldest = session().scalar(select(func.min(Tally.month)).where(Tally.level == Level.REGION))
    if oldest is None:
        return
    known = set(session().scalars(select(PublishedPeriod.first_month)))
    period, missing = period_of(oldest), []
    while is_over(period):
        missing += [period] if period not in known else []
        period = add_months(period, HALF_YEAR)
    if missing:
        with writing() as db:
            db.add_all(PublishedPeriod(first_month=first) for first in missing)


def _publish(first: date, revision: int, smallest: int) -> None:
    """Compute outside of the write lock, then write what differs."""
    figures = set(figures_of(first, smallest))
    table = PublishedFigure
    columns = [getattr(table, name) for name in Figure._fields]
    within = table.first_month >= first, table.first_month < add_months(first, HALF_YEAR)
    with writing() as db:
        known = {Figure(*row) for row in db.execute(select(*columns).where(*within))}
        for old in known - figures:
            same = [column == v for column, v in zip(columns, old, strict=True)]
            db.execute(delete(table).where(*same))
        if fresh := figures - known:
            db.execute(insert(table), [figure._asdict() for figure in sorted(fresh)])
        period = db.get_one(PublishedPeriod, first)
        period.published_revision, period.smallest = revision, smallest


def figures_of(first: date, smallest: int) -> Iterator[Figure]:
    """Everything that may be published of the half year that begins with `first`."""
    months = months_from(first, HALF_YEAR)
    into = _successors()
    groups = _group_tables(months, into)
    for series, cells in _tables(months, into):
        counts = _with_totals(cells)
        sizes = {cell: c.n for cell, c in cells.items()}
        shown = publishable(sizes, smallest=smallest, never=[NOWHERE])
        for cell in shown:
            yield from _figure(series, cell, counts[cell], first=first, smallest=smallest)
        limit = max(SMALLEST_GROUP, smallest)
        for dimension, parts in groups.get(series, {}).items():
            of_groups = _with_totals(parts)
            for cell in _shown_groups(parts, counts, shown, limit):
                yield from _figure(
                    series, (cell[0], TOTAL), of_groups[cell],
                    first=first, smallest=limit, group=(dimension, str(cell[1])),
                )  # fmt: skip


def _shown_groups(
    parts: dict[Cell, Counts], totals: dict[Cell, Counts], shown: set[Cell], limit: int
) -> set[Cell]:
    """Groups of the half year; whether their totals stand on a page is decided already."""
    rows = {row for row, column in totals if column is TOTAL and row is not TOTAL}
    sizes = {cell: counts.n for cell, counts in parts.items()}
    for row in rows:
        told = sum(n for (r, _), n in sizes.items() if r == row)
        sizes[row, NOT_TOLD] = max(0, totals[row, TOTAL].n - told)
    fixed: dict[Cell, bool] = {(r, TOTAL): (r, TOTAL) in shown for r in (*rows, TOTAL)}
    found = publishable(sizes, smallest=limit, never=[NOT_TOLD, NOWHERE], totals=fixed)
    return {cell for cell in found if cell[1] is not TOTAL}


def _figure(
    series: Series,
    cell: Cell,
    counts: Counts,
    *,
    first: date,
    smallest: int,
    group: tuple[str, str] = ("", ""),
) -> Iterator[Figure]:
    row, month = cell
    share = published_share(counts.positive, counts.n, smallest)
    if share is not None:
        level = Level.REGION if row is TOTAL else Level.ORGANISATION
        months = HALF_YEAR if month is TOTAL else 1
        begins: Any = first if month is TOTAL else month
        shown = share.percent, share.low, share.high, share.n
        yield Figure(level, str(row or ""), *series, *group, begins, months, *shown)


def _with_totals(cells: dict[Cell, Counts]) -> dict[Cell, Counts]:
    found: dict[Cell, Counts] = defaultdict(Counts, cells)
    for (row, column), counts in cells.items():
        for cell in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            found[cell] += counts
    return found


def _successors() -> dict[str, str]:
    """Where the numbers of an organisation stand: with the one that it was merged into.

    An organisation that is over has no page of its own beside the one that holds its numbers.
    """
    later = dict(session().execute(select(Organisation.code, Organisation.merged_into_code)).all())
    found = {}
    for code in later:
        here, seen = code, {code}
        while later.get(here) and later[here] not in seen:
            here = later[here] or here
            seen.add(here)
        found[code] = here
    return found


def _rows(table: Any, months: list[date], *more: Any) -> Iterable[Any]:
    """What is kept of these months, without what is a sum of the rest."""
    wanted = select(
        table.source, table.model, table.subject, *more, table.level, table.place, table.month,
        table.positive, table.mixed, table.negative,
    ).where(
        table.month.in_(months),
        (table.level == Level.ORGANISATION)
        | ((table.level == Level.ELSEWHERE) & (table.place == "")),
    )  # fmt: skip
    order = table.source, table.model, table.subject, *more
    return session().execute(wanted.order_by(*order))


def _tables(
    months: list[date], into: dict[str, str]
) -> Iterator[tuple[Series, dict[Cell, Counts]]]:
    for series, rows in groupby(_rows(Tally, months), key=lambda row: Series(*row[:3])):
        cells: dict[Cell, Counts] = defaultdict(Counts)
        for row in rows:
            cells[_row(row, into), row.month] += Counts(*row[-3:])
        for row in {r for r, _ in cells}:
            for month in months:
                cells.setdefault((row, month), Counts())
        # with one organisation alone the region would be its double
        cells.setdefault((NOWHERE, months[0]), Counts())
        yield series, cells


def _group_tables(
    months: list[date], into: dict[str, str]
) -> dict[Series, dict[str, dict[Cell, Counts]]]:
    found: dict[Series, dict[str, dict[Cell, Counts]]] = {}
    for row in _rows(GroupTally, months, GroupTally.dimension, GroupTally.group):
        tables = found.setdefault(Series(*row[:3]), {})
        cells = tables.setdefault(row[3], defaultdict(Counts))
        cells[_row(row, into), row[4]] += Counts(*row[-3:])
    return found


def _row(row: Any, into: dict[str, str]) -> str:
    return into.get(row.place, row.place) if row.level == Level.ORGANISATION else NOWHERE
