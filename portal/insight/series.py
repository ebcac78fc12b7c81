"""One sentence over time: the numbers behind charts and behind the effect of a change."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select, true

from portal.db import session
from portal.insight.models import Level, Source, Tally
from portal.organisations.models import CareService

#: a service goes on in another one this many times at most
LONGEST_CHAIN = 20


@dataclass(frozen=True)
class Point:
    """One month: how often the sentence held, held in part, did not hold."""

    month: date
    positive: int = 0
    mixed: int = 0
    negative: int = 0

    @property
    def n(self) -> int:
        """How many said something."""
        return self.positive + self.mixed + self.negative

    @property
    def share(self) -> float | None:
        """The share for whom it held, from 0 to 1; None where nobody said anything."""
        return self.positive / self.n if self.n else None


@dataclass(frozen=True)
class MonthSeries:
    """True numbers by month, for staff and for reckoning; never to be published as they are."""

    subject: str
    source: str
    model: str
    points: list[Point]
    #: other models of the reader in these months, and how many comments they read
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """All months together."""
        return sum(point.n for point in self.points)


@dataclass(frozen=True)
class Scope:
    """Where: rows of one level at some places; no places means all of them."""

    level: str
    places: tuple[str, ...] | None = None

    def condition(self, table: Any) -> ColumnElement[bool]:
        """The condition on a table of counts."""
        at = true() if self.places is None else table.place.in_(self.places)
        return (table.level == self.level) & at


REGION = Scope(Level.REGION)


def of_services(services: Iterable[int]) -> Scope:
    """Some services, with those that were merged into them."""
    return Scope(Level.SERVICE, tuple(str(ident) for ident in sorted(with_merged(services))))


def of_organisation(code: str) -> Scope:
    """An organisation with everything in it."""
    return Scope(Level.ORGANISATION, (code,))


def with_merged(services: Iterable[int]) -> set[int]:
    """The ids of services and of all that went into them: what was said of those stays said."""
    found = set(services)
    newest: Collection[int] = found
    for _step in range(LONGEST_CHAIN):
        wanted = select(CareService.id).where(CareService.merged_into_id.in_(newest))
        newest = set(session().scalars(wanted)) - found
        if not newest:
            break
        found |= newest
    return found


def series(
    statement: str,
    services: Iterable[int] | None,
    months: Sequence[date],
    *,
    source: str = Source.ANSWERS,
    model: str | None = None,
) -> MonthSeries:
    """What people said of one statement (or theme) in these months, a point for every month.

    `services` are ids of care services, merged ones are added to them; None is the whole region.
    `source` is "answers" (people's own) or "comments" (read by a computer). Comments are those
    that one model read: `model`, or the one that read most of the newest month with any; how many
    others read stands in `left_out`.
    """
    where = REGION if services is None else of_services(services)
    return series_of(statement, where, months, source=source, model=model)


def series_of(
    statement: str,
    where: Scope,
    months: Sequence[date],
    *,
    source: str = Source.ANSWERS,
    model: str | None = None,
) -> MonthSeries:
    """The same for any place."""
    table = Tally
    sums = [func.sum(column) for column in (table.positive, table.mixed, table.negative)]
    rows = session().execute(
        select(table.model, table.month, *sums)
        .where(
            where.condition(table),
            table.subject == statement,
            table.source == source,
            table.month.in_(months),
        )
        .group_by(table.model, table.month)
    )
    by_model: dict[str, dict[date, Point]] = defaultdict(dict)
    for name, month, *counts in rows:
        by_model[name][month] = Point(month, *counts)
    chosen = model if model is not None else newest_model(by_model)
    points = [by_model.get(chosen, {}).get(month, Point(month)) for month in months]
    others = {
        name: sum(point.n for point in found.values())
        for name, found in sorted(by_model.items())
        if name != chosen
    }
    return MonthSeries(statement, source, chosen, points, others)


def newest_model(by_model: dict[str, dict[date, Point]]) -> str:
    """The model with most in the newest month; "" where nothing was read."""
    if not by_model:
        return ""
    newest = {name: max(found) for name, found in by_model.items()}
    return max(by_model, key=lambda name: (newest[name], by_model[name][newest[name]].n, name))
