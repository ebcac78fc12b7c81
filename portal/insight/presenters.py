"""A series as a chart and a table."""

from dataclasses import dataclass
from datetime import date

from portal.insight.queries import POLARITIES
from portal.insight.series import MonthSeries

#: in units of the view box: the ground line, the highest line, the first month, and widths
GROUND, TALL, FIRST, STEP, BAR = 200, 180, 88, 48, 12
MOST_LINES = 4


@dataclass(frozen=True)
class Bar:
    """One bar of the chart, in units of its view box."""

    polarity: str
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Line:
    """A line across the chart and the number beside it."""

    value: int
    y: int


@dataclass(frozen=True)
class Chart:
    """What the template draws: lines, bars, months, and the rows of the table."""

    id: str
    title: str
    lines: list[Line]
    bars: list[Bar]
    months: list[date]
    rows: list[tuple[date, dict[str, int]]]
    totals: dict[str, int]
    #: comments of these months that another model of the reader read
    left_out: int


def chart(series: MonthSeries, title: str) -> Chart:
    """Three bars a month: positive, mixed, negative; they differ by shape of line and by place."""
    counts = [{p: n for p in POLARITIES if (n := getattr(point, p))} for point in series.points]
    scale = scale_for(max((n for month in counts for n in month.values()), default=0))
    bars = [
        Bar(
            polarity,
            FIRST + position * STEP + POLARITIES.index(polarity) * BAR,
            GROUND - height(count[polarity], scale),
            height(count[polarity], scale),
        )
        for position, count in enumerate(counts)
        for polarity in POLARITIES
        if count.get(polarity)
    ]
    days = [point.month for point in series.points]
    return Chart(
        id=series.subject,
        title=title,
        lines=[Line(value, GROUND - height(value, scale)) for value in scale],
        bars=bars,
        months=days,
        rows=list(zip(days, counts, strict=True)),
        totals={p: sum(c.get(p, 0) for c in counts) for p in POLARITIES},
        left_out=sum(series.left_out.values()),
    )


def scale_for(most: int) -> list[int]:
    """Round numbers from 0 to at least `most` in equal steps: at most four above the ground."""
    step = next(
        factor * power
        for power in (10**n for n in range(12))
        for factor in (1, 2, 5)
        if factor * power * MOST_LINES >= most
    )
    lines = max(1, -(-most // step))
    return [n * step for n in range(lines + 1)]


def height(count: int, scale: list[int]) -> int:
    """How tall a count stands on that scale."""
    return round(count / scale[-1] * TALL)
