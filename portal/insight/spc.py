"""XmR charts by the NHS Making Data Count rules ("plot the dots").

Mean and limits come from the moving range; four rules mark what is more than chance, the first
that fits names the point: outside the limits, a trend, two of three close to a limit, a run on
one side of the mean. Limits are drawn anew only where a person says so (`rebase`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean as exact_mean
from typing import Literal

#: limits stand this many average moving ranges from the mean
LIMIT = 2.66
CLOSE = LIMIT * 2 / 3
#: a moving range this many times the average is left out of it once (outlier screen)
SCREEN = 3.267
#: with fewer points the limits are trial limits
ENOUGH_POINTS = 12
RUN = 7
COMMON_CAUSE = "Common Cause"

Improvement = Literal["increase", "decrease", "neutral"]
DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0}


@dataclass(frozen=True)
class Segment:
    """Points between two rebases: positions from `start` up to but without `end`."""

    start: int
    end: int
    points: int
    mean: float | None
    lower_limit: float | None
    upper_limit: float | None

    @property
    def trial(self) -> bool:
        """Whether these are trial limits: fewer than twelve points."""
        return self.points < ENOUGH_POINTS


@dataclass(frozen=True)
class Xmr:
    """A chart's numbers: limits by segment, a label for each value (None where there is none)."""

    values: tuple[float | None, ...]
    labels: tuple[str | None, ...]
    segments: tuple[Segment, ...]
    improvement: Improvement
    target: float | None

    @property
    def mean(self) -> float | None:
        """The mean of the last segment."""
        return self.segments[-1].mean if self.segments else None

    @property
    def lower_limit(self) -> float | None:
        """The lower process limit of the last segment."""
        return self.segments[-1].lower_limit if self.segments else None

    @property
    def upper_limit(self) -> float | None:
        """The upper process limit of the last segment."""
        return self.segments[-1].upper_limit if self.segments else None

    @property
    def trial(self) -> bool:
        """Whether the limits in force are trial limits."""
        return not self.segments or self.segments[-1].trial

    @property
    def variation(self) -> str:
        """The icon of the last point: common_cause, or improvement, concern or neutral with
        _high or _low.
        """
        last = next((label for label in reversed(self.labels) if label), COMMON_CAUSE)
        return variation_of(last, self.improvement)

    @property
    def assurance(self) -> str | None:
        """The icon of the target by the last limits: pass, fail, inconsistent; None without."""
        return assurance_of(self.lower_limit, self.upper_limit, self.target, self.improvement)


def xmr(
    values: Sequence[float | None],
    *,
    improvement: Improvement = "increase",
    target: float | None = None,
    baseline: int | None = None,
    rebase: Sequence[int] = (),
    screen_outliers: bool = True,
    trend_points: int = RUN,
) -> Xmr:
    """Mean, limits and labels of a series in its order of time.

    `baseline`: only the first so many points of each segment make its limits. `rebase`: positions
    at which a person began a new segment; the point there belongs to the new one. A value of None
    is a gap: it is left out, and its neighbours are next to each other.
    """
    starts = sorted({0, *(at for at in rebase if 0 < at < len(values))})
    segments, labels = [], []
    for start, end in zip(starts, [*starts[1:], len(values)], strict=True):
        some = values[start:end]
        known = [float(value) for value in some if value is not None]
        mean, lower, upper = limits(known, baseline, screen_outliers)
        segments.append(Segment(start, end, len(known), mean, lower, upper))
        found = iter(_labels(known, mean, lower, upper, trend_points))
        labels += [None if value is None else next(found) for value in some]
    return Xmr(tuple(values), tuple(labels), tuple(segments), improvement, target)


def limits(
    y: Sequence[float], baseline: int | None = None, screen_outliers: bool = True
) -> tuple[float | None, float | None, float | None]:
    """Mean, lower and upper process limit; no limits for a single point, nothing for none."""
    fixed = y[:baseline] if baseline else y
    if not fixed:
        return None, None, None
    # the exact mean: equal points must lie on it, and not a rounding error beside it
    mean = exact_mean(fixed)
    ranges = [abs(later - earlier) for earlier, later in zip(fixed, fixed[1:], strict=False)]
    if not ranges:
        return mean, None, None
    average = exact_mean(ranges)
    if screen_outliers:
        kept = [moved for moved in ranges if moved < SCREEN * average]
        average = exact_mean(kept) if kept else average
    return mean, mean - LIMIT * average, mean + LIMIT * average


def _labels(
    y: Sequence[float],
    mean: float | None,
    lower: float | None,
    upper: float | None,
    trend_points: int,
) -> list[str]:
    if mean is None or lower is None or upper is None:
        return [COMMON_CAUSE] * len(y)
    near = (upper - mean) * CLOSE / LIMIT
    sides = [_sign(value - mean) for value in y]
    outside = [value > upper or value < lower for value in y]
    close = [not out and abs(value - mean) > near for value, out in zip(y, outside, strict=True)]
    trend = part_of_run(trend_ends(y, trend_points), trend_points)
    pairs = close_of_two_in_three(two_in_three(close, sides), close)
    shift = part_of_run(one_side_ends(sides), RUN)
    slopes = _slopes(y, trend)
    return [
        label_of(
            sides[i],
            outside=outside[i],
            trend=slopes[i] if trend[i] else 0,
            two_in_three=bool(pairs[i]),
            shift=bool(shift[i]),
            trend_points=trend_points,
        )
        for i in range(len(y))
    ]


def label_of(
    side: int,
    *,
    outside: bool = False,
    trend: int = 0,
    two_in_three: bool = False,
    shift: bool = False,
    trend_points: int = RUN,
) -> str:
    """The first rule that fits names the point; `trend` is 1 or -1 inside a trend."""
    word = "Above" if side > 0 else "Below"
    if outside:
        return "Above UCL" if side > 0 else "Below LCL"
    if trend:
        return f"{trend_points} Point Trend ({'In' if trend > 0 else 'De'}creasing)"
    if two_in_three:
        return f"2 in 3 {word} CL"
    return f"{RUN} Points {word} CL" if shift else COMMON_CAUSE


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def one_side_ends(sides: Sequence[int]) -> list[int]:
    """1 where a point ends seven in a row on one side; a point on the mean breaks the row."""
    return [
        int(i >= RUN - 1 and sides[i] != 0 and len(set(sides[i - RUN + 1 : i + 1])) == 1)
        for i in range(len(sides))
    ]


def trend_ends(y: Sequence[float], points: int = RUN) -> list[int]:
    """1 or -1 where a point ends so many that rise or fall strictly, else 0."""
    steps = [_sign(later - earlier) for earlier, later in zip(y, y[1:], strict=False)]
    found = []
    for i in range(len(y)):
        some = set(steps[i - points + 1 : i]) if i >= points - 1 else set()
        found.append(some.pop() if len(some) == 1 else 0)
    return found


def part_of_run(ends: Sequence[int], points: int = RUN) -> list[int]:
    """1 for every point of a run, where `ends` marks the last ones."""
    return [int(any(ends[i : i + points])) for i in range(len(ends))]


def two_in_three(close: Sequence[int | bool], sides: Sequence[int]) -> list[int]:
    """1 for every point of three in a row on one side of which two or more are close."""
    found = [0] * len(close)
    for i in range(len(close) - 2):
        if abs(sum(sides[i : i + 3])) == 3 and sum(map(bool, close[i : i + 3])) >= 2:
            found[i : i + 3] = [1, 1, 1]
    return found


def close_of_two_in_three(flagged: Sequence[int | bool], close: Sequence[int | bool]) -> list[int]:
    """Of those three only the close points are marked."""
    return [int(bool(a) and bool(b)) for a, b in zip(flagged, close, strict=True)]


def _slopes(y: Sequence[float], trend: Sequence[int]) -> list[int]:
    """Which way it goes at each point of a trend; at a turning point the way it goes on."""
    steps = [_sign(later - earlier) for earlier, later in zip(y, y[1:], strict=False)]
    return [
        steps[i] if i + 1 < len(y) and trend[i] and trend[i + 1] else (steps[i - 1] if i else 0)
        for i in range(len(y))
    ]


def variation_of(label: str, improvement: Improvement) -> str:
    """The variation icon of a label: which way it points, and whether that is better."""
    up = "Above" in label or "Increasing" in label
    if not up and "Below" not in label and "Decreasing" not in label:
        return "common_cause"
    better = DIRECTIONS[improvement] * (1 if up else -1)
    meaning = "neutral" if better == 0 else "improvement" if better > 0 else "concern"
    return f"{meaning}_{'high' if up else 'low'}"


def assurance_of(
    lower: float | None, upper: float | None, target: float | None, improvement: Improvement
) -> str | None:
    """Whether the limits say that a target will be met: always, never, or by chance."""
    if target is None or lower is None or upper is None or improvement == "neutral":
        return None
    if lower <= target <= upper:
        return "inconsistent"
    out_of_reach = (target > upper) == (improvement == "increase")
    return "fail" if out_of_reach else "pass"
