"""The dashboard's charts: a scale of round numbers that the bars stand on."""

from datetime import date

import pytest

from portal.insight.presenters import GROUND, TALL, Chart, chart, scale_for
from portal.insight.series import MonthSeries, Point

MONTHS = [date(2026, 1, 1), date(2026, 2, 1)]


def drawn_of(*points: Point) -> Chart:
    """The chart of these months."""
    return chart(MonthSeries("x", "comments", "reader 1", list(points)), "X")


@pytest.mark.parametrize(
    ("most", "scale"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (7, [0, 2, 4, 6, 8]),
        (20, [0, 5, 10, 15, 20]),
        (21, [0, 10, 20, 30]),
        (1234, [0, 500, 1000, 1500]),
    ],
)
def test_the_scale_is_round_and_reaches_over_the_highest_bar(most: int, scale: list[int]) -> None:
    assert scale_for(most) == scale


def test_a_bar_ends_on_the_line_of_its_number() -> None:
    drawn = drawn_of(Point(MONTHS[0], positive=10, negative=20), Point(MONTHS[1]))
    lines = {line.value: line.y for line in drawn.lines}
    assert {bar.polarity: bar.y for bar in drawn.bars} == {
        "positive": lines[10],
        "negative": lines[20],
    }
    assert (lines[0], lines[20]) == (GROUND, GROUND - TALL)


def test_a_chart_without_counts_has_a_scale_and_no_bars() -> None:
    drawn = drawn_of(*map(Point, MONTHS))
    assert ([line.value for line in drawn.lines], drawn.bars) == ([0, 1], [])
