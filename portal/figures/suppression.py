"""Small numbers, as NHS England publishes them since 2018: 1 to 7 as "*", else to the nearest 5.

Everything public that is a number comes from here: a count, a share with its interval and its n,
and (`portal.figures.disclosure`) which cells of a table may stand beside their totals.
"""

from dataclasses import dataclass

from portal.figures.intervals import wilson

SMALLEST = 8
#: groups of people (age, language, …) are shown from here on
SMALLEST_GROUP = 10
BASE = 5
HIDDEN = "*"


@dataclass(frozen=True)
class Share:
    """A share that may be published: whole percent, and the n that may stand beside it."""

    percent: int
    low: int
    high: int
    n: int


def rounded(count: int) -> int:
    """A count to the nearest five."""
    return BASE * round(count / BASE)


def may_be_shown(count: int, smallest: int = SMALLEST) -> bool:
    """Whether so many people are enough; `smallest` can only be stricter."""
    return count >= max(smallest, SMALLEST)


def suppressed(count: int, smallest: int = SMALLEST) -> str:
    """A count as it may be published; zero is shown. `smallest` can only be stricter."""
    if count == 0:
        return "0"
    return str(rounded(count)) if may_be_shown(count, smallest) else HIDDEN


def published_share(positive: int, n: int, smallest: int = SMALLEST) -> Share | None:
    """The share of `positive` in `n` people, None below `smallest`: too few to say.

    The interval is made from what is published, so that it tells no more of n than that.
    """
    if not may_be_shown(n, smallest):
        return None
    percent, shown = round(100 * positive / n), rounded(n)
    low, high = wilson(percent / 100 * shown, shown)
    return Share(percent, round(100 * low), round(100 * high), shown)
