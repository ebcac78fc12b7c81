"""Counts of themes and statements by month and polarity.

A story over several services counts once, under its main service and in that one's scope: counted
under each of them, one story would weigh as much as several.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Integer, cast, func, select

from portal.accounts.models import User
from portal.accounts.scope import within_scope
from portal.db import session
from portal.feedback.models import Feedback
from portal.feedback.states import State
from portal.readings.models import Reading, ReadStatement, ReadTheme

POLARITIES = ("positive", "mixed", "negative")


@dataclass
class Series:
    """Counts of one theme or statement: month ("2026-03") to polarity to count."""

    id: str
    months: dict[str, dict[str, int]] = field(default_factory=dict)

    def total(self, polarity: str) -> int:
        """All months together."""
        return sum(month.get(polarity, 0) for month in self.months.values())


def themes_by_month(since: date, viewer: User | None = None) -> list[Series]:
    """Every theme that was read since `since`, by id."""
    return _series(ReadTheme, ReadTheme.theme_id, since, viewer)


def statements_by_month(since: date, viewer: User | None = None) -> list[Series]:
    """Every statement that was read since `since`, by id."""
    return _series(ReadStatement, ReadStatement.statement_id, since, viewer)


def _series(table: Any, label: Any, since: date, viewer: User | None) -> list[Series]:
    year = cast(func.extract("year", Feedback.received_on), Integer)
    month = cast(func.extract("month", Feedback.received_on), Integer)
    rows = session().execute(
        select(label, year, month, table.polarity, func.count())
        .join(Reading, Reading.id == table.reading_id)
        .join(Feedback, Feedback.id == Reading.source_id)
        .where(
            Reading.source == "feedback",
            Feedback.received_on >= since,
            Feedback.state != State.WITHDRAWN,
            within_scope(Feedback.care_service_id, viewer),
        )
        .group_by(label, year, month, table.polarity)
        .order_by(label, year, month, table.polarity)
    )
    found: dict[str, Series] = {}
    for ident, its_year, its_month, polarity, count in rows:
        series = found.setdefault(ident, Series(ident, defaultdict(dict)))
        series.months[f"{its_year:04d}-{its_month:02d}"][polarity] = count
    return list(found.values())
