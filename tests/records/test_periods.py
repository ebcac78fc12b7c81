"""The day on which somebody looks at a record again, by the Records Management Code."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from portal.feedback.states import Kind
from portal.records.periods import class_of, financial_year_end, schedule, years_after
from portal.records.words import CLASSES
from portal.settings.registry import BY_NAME


@pytest.fixture
def sqlite_context(sqlite_app: Flask) -> Iterator[None]:
    """An application to ask for settings."""
    with sqlite_app.app_context():
        yield


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_feedback_has_one_class(kind: Kind) -> None:
    assert sum(kind in each.kinds for each in schedule().classes) == 1


def test_every_class_has_a_source_and_a_name() -> None:
    assert {each.id for each in schedule().classes} == set(CLASSES)
    assert all(each.source for each in schedule().classes)


def test_the_years_of_a_class_are_fixed_or_a_setting() -> None:
    for each in schedule().classes:
        assert (each.fixed_years is None) == (each.setting in BY_NAME)


def test_the_periods_were_compared_with_their_source_within_a_year() -> None:
    assert date.today() < schedule().check_again_by
    assert (schedule().check_again_by - schedule().checked_on).days <= 366


@pytest.mark.parametrize(
    ("kind", "received", "closed", "review"),
    [
        (Kind.EXPERIENCE, date(2026, 11, 25), None, date(2027, 11, 25)),
        (Kind.COMPLIMENT, date(2024, 2, 29), None, date(2025, 3, 1)),
        (Kind.CONCERN, date(2026, 3, 31), None, date(2036, 3, 31)),
        (Kind.CONCERN, date(2026, 4, 1), None, date(2037, 3, 31)),
        (Kind.COMPLAINT, date(2026, 11, 25), date(2027, 2, 1), date(2037, 2, 1)),
        (Kind.COMPLAINT, date(2026, 11, 25), None, None),
    ],
)
@pytest.mark.usefixtures("sqlite_context")
def test_the_period_counts_from_the_day_that_its_class_names(
    kind: Kind, received: date, closed: date | None, review: date | None
) -> None:
    found = class_of(kind)
    assert found.review_on(found.starts_on(received, closed)) == review


def test_a_leap_day_becomes_the_first_of_march() -> None:
    assert years_after(date(2024, 2, 29), 10) == date(2034, 3, 1)
    assert years_after(date(2024, 2, 29), 20) == date(2044, 2, 29)


def test_the_financial_year_ends_on_the_last_of_march() -> None:
    assert financial_year_end(date(2026, 1, 1)) == date(2026, 3, 31)
    assert financial_year_end(date(2026, 12, 31)) == date(2027, 3, 31)
