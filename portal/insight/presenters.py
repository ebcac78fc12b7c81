"""A series as a chart and a table."""

from dataclasses import dataclass
from datetime import date

from portal.insight.queries import POLARITIES, Series

HEIGHT, WIDTH, STEP, BAR = 120, 640, 50, 12


@dataclass(frozen=True)
class Bar:
    """One bar of the chart, in units of its view box."""

    polarity: str
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Chart:
    """What the template draws: bars, months, and the rows of the table."""

    id: str
    title: str
    bars: list[Bar]
    months: list[date]
    rows: list[tuple[date, dict[str, int]]]
    totals: dict[str, int]


def chart(series: Series, title: str, months: list[str]) -> Chart:
    """Three bars a month: positive, mixed, negative; they differ by shape of line and by place."""
    counts = [series.months.get(month, {}) for month in months]
    top = max((n for month in counts for n in month.values()), default=1) or 1
    bars = [
        Bar(
            polarity,
            20 + position * STEP + POLARITIES.index(polarity) * BAR,
            HEIGHT - round(count.get(polarity, 0) / top * 100),
            round(count.get(polarity, 0) / top * 100),
        )
        for position, count in enumerate(counts)
        for polarity in POLARITIES
        if count.get(polarity)
    ]
    days = [date.fromisoformat(f"{month}-01") for month in months]
    return Chart(
        id=series.id,
        title=title,
        bars=bars,
        months=days,
        rows=list(zip(days, counts, strict=True)),
        totals={p: sum(c.get(p, 0) for c in counts) for p in POLARITIES},
    )
