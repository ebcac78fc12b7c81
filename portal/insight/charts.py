"""The geometry of an XmR chart of shares, in the units of its view box; the template draws it.

Time runs from left to right in every language. What a mark means is said by its shape, its
colour and the table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.insight.spc import Xmr, variation_of

LEFT, RIGHT, TOP, GROUND = 70, 710, 20, 260
#: one label of the time axis for each so many months
LABEL_EVERY = 3
SCALE = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Mark:
    """One month's point: where, how it is drawn, and what it says."""

    month: date
    percent: int | None
    label: str | None
    meaning: str
    x: float
    y: float


@dataclass(frozen=True)
class Stroke:
    """A straight line: "mean", "limit", "target" or "scale"."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class RunChart:
    """What the template draws."""

    marks: list[Mark]
    strokes: list[Stroke]
    #: the points of each piece of the line between marks
    lines: list[str]
    scale: list[tuple[int, float]]
    labels: list[tuple[date, float]]
    rebases: list[float]


def run_chart(months: Sequence[date], chart: Xmr) -> RunChart:
    """The chart of shares from 0 to 1, one for each month or None."""
    across = [_x(n, len(months)) for n in range(len(months))]
    marks = [
        Mark(
            month,
            None if value is None else round(100 * value),
            label,
            variation_of(label, chart.improvement) if label else "gap",
            x,
            _y(value or 0),
        )
        for month, value, label, x in zip(months, chart.values, chart.labels, across, strict=True)
    ]
    return RunChart(
        marks=marks,
        strokes=[*_strokes(chart, across)],
        lines=_lines(marks, chart),
        scale=[(percent, _y(percent / 100)) for percent in SCALE],
        labels=[(m.month, m.x) for m in marks[::LABEL_EVERY]],
        rebases=[across[s.start] - _step(len(months)) / 2 for s in chart.segments if s.start],
    )


def _step(count: int) -> float:
    return (RIGHT - LEFT) / max(1, count)


def _x(position: int, count: int) -> float:
    return round(LEFT + _step(count) * (position + 0.5), 1)


def _y(share: float) -> float:
    inside = min(1.0, max(0.0, share))
    return round(GROUND - inside * (GROUND - TOP), 1)


def _strokes(chart: Xmr, across: Sequence[float]) -> list[Stroke]:
    found, half = [], _step(len(across)) / 2
    for segment in chart.segments:
        if segment.mean is None or segment.start >= segment.end:
            continue
        ends = across[segment.start] - half, across[segment.end - 1] + half
        levels = (("mean", segment.mean), ("limit", segment.lower_limit),
                  ("limit", segment.upper_limit))  # fmt: skip
        found += [
            Stroke(kind, round(ends[0], 1), _y(level), round(ends[1], 1), _y(level))
            for kind, level in levels
            if level is not None and 0 <= level <= 1
        ]
    if chart.target is not None:
        found.append(Stroke("target", LEFT, _y(chart.target), RIGHT, _y(chart.target)))
    return found


def _lines(marks: Sequence[Mark], chart: Xmr) -> list[str]:
    """Pieces without gaps, broken where a person drew new limits."""
    starts = {segment.start for segment in chart.segments}
    pieces: list[list[str]] = [[]]
    for position, mark in enumerate(marks):
        if mark.percent is None or position in starts:
            pieces.append([])
        if mark.percent is not None:
            pieces[-1].append(f"{mark.x},{mark.y}")
    return [" ".join(piece) for piece in pieces if len(piece) > 1]
