"""Retention classes and how their periods are counted.

The classes stand in a content file; years that an organisation may change are settings.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from portal.feedback.states import Kind
from portal.settings import value

CONTENT = Path(__file__).resolve().parent / "content" / "retention.toml"
YEAR_ENDS = (3, 31)


class Begins(StrEnum):
    """The day from which a period is counted."""

    CLOSED = "closed"
    FINANCIAL_YEAR_END = "financial_year_end"
    RECEIVED = "received"
    BY_HAND = "by_hand"


@dataclass(frozen=True)
class RetentionClass:
    """One class: how long its records are kept and where that is written."""

    id: str
    begins: Begins
    kinds: tuple[Kind, ...]
    source: str
    fixed_years: int | None = None
    setting: str | None = None

    @property
    def years(self) -> int:
        """How long from today's point of view: what is set for today, or the fixed years."""
        return value(self.setting) if self.setting else self.fixed_years or 0

    def starts_on(self, received_on: date, closed_on: date | None) -> date | None:
        """The day from which the period counts; None while it has not begun."""
        if self.begins == Begins.RECEIVED:
            return received_on
        if self.begins == Begins.FINANCIAL_YEAR_END:
            return financial_year_end(received_on)
        return closed_on if self.begins == Begins.CLOSED else None

    def review_on(self, starts_on: date | None, years: int | None = None) -> date | None:
        """The day on which somebody looks whether the record is still needed.

        `years` for those who count many records at once, since `self.years` asks the database.
        """
        if starts_on is None:
            return None
        return years_after(starts_on, self.years if years is None else years)


@dataclass(frozen=True)
class Schedule:
    """All classes, where they come from, and when somebody compared them with the source."""

    source: str
    address: str
    checked_on: date
    check_again_by: date
    classes: tuple[RetentionClass, ...]


@cache
def schedule() -> Schedule:
    """The schedule of the content file."""
    content = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    classes = tuple(
        RetentionClass(
            each["id"],
            Begins(each["begins"]),
            tuple(Kind(kind) for kind in each["kinds"]),
            each["source"],
            each.get("years"),
            each.get("setting"),
        )
        for each in content.pop("classes")
    )
    return Schedule(classes=classes, **content)


def find_class(class_id: str) -> RetentionClass:
    """The class of that id. Raises `KeyError`."""
    return {each.id: each for each in schedule().classes}[class_id]


def class_of(kind: str) -> RetentionClass:
    """The class in which feedback of one kind is at first."""
    return next(each for each in schedule().classes if kind in each.kinds)


def years_of_classes() -> dict[str, int]:
    """Class -> how long its records are kept, from today's point of view."""
    return {each.id: each.years for each in schedule().classes}


def financial_year_end(day: date) -> date:
    """The last day of the financial year in which `day` lies."""
    end = date(day.year, *YEAR_ENDS)
    return end if day <= end else date(day.year + 1, *YEAR_ENDS)


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
