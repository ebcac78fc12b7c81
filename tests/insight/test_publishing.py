"""What is public is rounded, of enough people, and gives nothing hidden away."""

import random
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.db import session, writing
from portal.figures.disclosure import TOTAL
from portal.i18n import today
from portal.insight.counting import Place
from portal.insight.jobs import keep_counts
from portal.insight.models import PublishedFigure, PublishedPeriod
from portal.insight.periods import add_months, last_period, months_from, period_of
from portal.insight.publishing import publish_due
from portal.insight.rollups import mark, settle
from portal.organisations.models import Organisation
from portal.organisations.places import merge
from portal.organisations.queries import find_service
from portal.settings.service import set_value
from tests.figures.test_disclosure import determined, with_totals
from tests.insight.answers import keep_answers, make_public

PERIOD = last_period()
MONTHS = months_from(PERIOD, 6)
#: a site of each of three organisations
SITES = ("r0b01", "rtd01", "rr7en")


def figures(**columns: object) -> list[PublishedFigure]:
    """Public figures with these columns."""
    wanted = select(PublishedFigure).filter_by(**columns)
    return list(session().scalars(wanted.order_by(PublishedFigure.first_month)))


def shown_cells() -> set:
    """Cells of organisations by months that everybody sees, with their totals."""
    return {
        (row.place or TOTAL, row.first_month if row.months == 1 else TOTAL)
        for row in figures(dimension="", subject="PE-I-01")
    }


def fill(table: dict[str, list[int]]) -> dict:
    """So many yes by site and month; returns the counts as an attacker would like to have them."""
    counts = {}
    for slug, row in table.items():
        service = find_service(slug)
        for month, number in zip(MONTHS, row, strict=True):
            keep_answers(month, [number], slug=slug)
            counts[service.organisation_code, month] = number
    make_public()
    return counts


def test_a_half_year_is_public_when_it_is_over_and_rounded(context: Flask) -> None:
    for month in MONTHS:
        keep_answers(month, (9, 1, 2))
    keep_answers(add_months(PERIOD, 6), (30, 0, 0))
    make_public()
    (whole,) = figures(level="region", months=6, dimension="")
    assert (whole.percent, whole.n, whole.low, whole.high) == (75, 70, 64, 84)
    assert {row.n for row in figures(level="region", months=1)} == {10}
    assert not figures(first_month=add_months(PERIOD, 6))


@pytest.mark.parametrize("seed", range(3))
def test_no_hidden_month_of_an_organisation_can_be_worked_out(context: Flask, seed: int) -> None:
    dice = random.Random(seed)
    counts = fill({slug: [dice.choice([0, 3, 7, 9, 12, 30]) for _ in MONTHS] for slug in SITES})
    table, shown = with_totals(counts), shown_cells()
    assert all(table[cell] >= 8 for cell in shown)
    assert not {cell for cell in determined(table, shown) if 0 < table[cell] < 8}


def test_one_small_month_takes_another_with_it(context: Flask) -> None:
    counts = fill({"r0b01": [20, 20, 3, 20, 20, 20], "rtd01": [20] * 6, "rr7en": [20] * 6})
    shown = shown_cells()
    assert ("R0B", TOTAL) in shown and (TOTAL, TOTAL) in shown
    assert sum(cell[0] == "R0B" for cell in shown if cell[1] is not TOTAL) == 4
    assert not determined(with_totals(counts), shown)


def test_groups_are_shown_from_ten_and_never_by_what_is_left(context: Flask) -> None:
    for month in MONTHS:
        keep_answers(month, (5,), language="en")
    keep_answers(MONTHS[0], (9,), language="ar")
    make_public()
    assert not figures(dimension="language")
    keep_answers(MONTHS[1], (1,), language="ar")
    keep_answers(MONTHS[1], (12,), language="pl")
    make_public()
    groups = {row.group for row in figures(dimension="language", level="region")}
    assert groups == {"en", "ar", "pl"}


def test_two_periods_never_overlap(context: Flask) -> None:
    for month in months_from(add_months(PERIOD, -6), 12):
        keep_answers(month, (9,))
    make_public()
    halves = [row.first_month for row in figures(months=6, dimension="", level="region")]
    assert halves == [add_months(PERIOD, -6), PERIOD]
    assert {period_of(row.first_month) for row in figures(months=1)} == set(halves)


def test_a_merged_organisation_stands_with_the_one_that_goes_on(context: Flask) -> None:
    fill({"r0b01": [9] * 6, "rtd01": [9] * 6, "rr7en": [9] * 6})
    old, new = (session().get_one(Organisation, code) for code in ("RR7", "R0B"))
    merge(old, new, last_day=today(), actor="system")
    try:
        settle()
        publish_due()
        assert not figures(place="RR7")
        assert {row.n for row in figures(place="R0B", months=6, dimension="")} == {110}
    finally:
        with writing():
            old.merged_into, old.valid_to = None, None


def test_a_late_change_is_made_public_and_an_unchanged_half_year_is_left(context: Flask) -> None:
    keep_answers(MONTHS[0], (20, 0, 0))
    make_public()
    assert publish_due() == 0
    keep_answers(MONTHS[0], (0, 0, 20))
    mark([Place("service", str(find_service("r0b01").id))], MONTHS[0])
    settle()
    assert publish_due() == 1
    assert {row.percent for row in figures(level="region", dimension="")} == {50}


def test_a_stricter_setting_takes_small_numbers_down(context: Flask) -> None:
    keep_answers(MONTHS[0], (9,))
    make_public()
    assert figures()
    set_value("smallest_count_shown", 10, effective_on=today(), reason="Stricter", actor="system")
    assert publish_due() == 1
    assert not figures()
    assert session().scalar(select(func.min(PublishedPeriod.smallest))) == 10


@pytest.mark.parametrize("n", [5, 9, 12])
def test_the_public_table_refuses_what_is_small_or_exact(context: Flask, n: int) -> None:
    row = PublishedFigure(level="region", place="", source="answers", model="", subject="PE-I-01",
                          dimension="", group="", first_month=date(2026, 4, 1), months=6,
                          percent=50, low=40, high=60, n=n)  # fmt: skip
    with pytest.raises(IntegrityError, match="rounded_and_not_small"), writing() as db:
        db.add(row)


def test_the_sweep_counts_publishes_and_then_has_nothing_to_do(context: Flask) -> None:
    keep_answers(MONTHS[0], (20, 0, 0))
    assert keep_counts() == 2  # a month was counted, a half year published
    assert figures(level="region", months=6, dimension="")
    assert keep_counts() == 0
