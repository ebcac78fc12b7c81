"""Scorecards for staff: the true numbers of a place and a time, line by line.

Answers and comments are never added up, nor are two statements; a theme is what was read as that
theme, and not a mean of its statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from portal.db import session
from portal.figures.intervals import wilson
from portal.figures.suppression import SMALLEST, SMALLEST_GROUP
from portal.insight.groups import dimensions
from portal.insight.models import GroupTally, Source, Tally
from portal.insight.series import MonthSeries, Point, Scope, newest_model


@dataclass(frozen=True)
class Line:
    """One line: of what, who read it, and its numbers; no share where too few said something."""

    subject: str
    source: str
    model: str
    positive: int
    mixed: int
    negative: int
    enough: int = SMALLEST

    @property
    def n(self) -> int:
        """How many said something."""
        return self.positive + self.mixed + self.negative

    @property
    def percent(self) -> int | None:
        """The share for whom it held in whole percent; None: too few to say."""
        return round(100 * self.positive / self.n) if self.n >= self.enough else None

    @property
    def interval(self) -> tuple[int, int] | None:
        """Between which percentages it lies, 95 times in 100 (Wilson)."""
        if self.percent is None:
            return None
        low, high = wilson(self.positive, self.n)
        return round(100 * low), round(100 * high)


@dataclass(frozen=True)
class GroupLines:
    """The lines of one question about people, by group."""

    dimension: str
    groups: list[tuple[str, Line]]


def _sums(table: Any) -> list[Any]:
    return [func.sum(column) for column in (table.positive, table.mixed, table.negative)]


def scorecard(where: Scope, months: Sequence[date]) -> dict[tuple[str, str], list[Line]]:
    """(source, subject) to its lines; comments have a line for each model that read some."""
    table = Tally
    rows = session().execute(
        select(table.source, table.subject, table.model, *_sums(table))
        .where(where.condition(table), table.month.in_(months))
        .group_by(table.source, table.subject, table.model)
        .order_by(table.source, table.subject, table.model)
    )
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for source, subject, model, *counts in rows:
        found[source, subject].append(Line(subject, source, model, *counts))
    return found


def group_lines(subject: str, source: str, model: str, where: Scope, months: Sequence[date]
                ) -> list[GroupLines]:  # fmt: skip
    """One statement by what people told of themselves; groups of fewer than ten have no share."""
    table = GroupTally
    rows = session().execute(
        select(table.dimension, table.group, *_sums(table))
        .where(
            where.condition(table),
            table.month.in_(months),
            table.subject == subject,
            table.source == source,
            table.model == model,
        )
        .group_by(table.dimension, table.group)
        .order_by(table.dimension, table.group)
    )
    found: dict[str, list[tuple[str, Line]]] = defaultdict(list)
    for dimension, group, positive, mixed, negative in rows:
        line = Line(subject, source, model, positive, mixed, negative, enough=SMALLEST_GROUP)
        found[dimension].append((group, line))
    known = {dimension.code for dimension in dimensions()}
    return [GroupLines(code, lines) for code, lines in found.items() if code in known]


def comments_by_month(
    subjects: Iterable[str], where: Scope, months: Sequence[date]
) -> list[MonthSeries]:
    """What one model read in comments of each of these subjects, for the dashboard."""
    table, wanted = Tally, list(subjects)
    rows = session().execute(
        select(table.subject, table.model, table.month, *_sums(table))
        .where(
            where.condition(table),
            table.subject.in_(wanted),
            table.source == Source.COMMENTS,
            table.month.in_(months),
        )
        .group_by(table.subject, table.model, table.month)
    )
    found: dict[str, dict[str, dict[date, Point]]] = defaultdict(lambda: defaultdict(dict))
    for subject, model, month, *counts in rows:
        found[subject][model][month] = Point(month, *counts)
    return [_newest(subject, found[subject], months) for subject in wanted if subject in found]


def _newest(
    subject: str, by_model: dict[str, dict[date, Point]], months: Sequence[date]
) -> MonthSeries:
    model = newest_model(by_model)
    others = {
        name: sum(point.n for point in points.values())
        for name, points in by_model.items()
        if name != model
    }
    points = [by_model[model].get(month, Point(month)) for month in months]
    return MonthSeries(subject, Source.COMMENTS, model, points, others)
