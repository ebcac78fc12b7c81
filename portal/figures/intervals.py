"""How sure a share is."""

from math import sqrt

#: of the normal distribution, for 95 in 100
Z95 = 1.959963984540054


def wilson(positive: float, n: float) -> tuple[float, float]:
    """The 95% score interval of a share (Wilson 1927): between 0 and 1, also for 0 and for n.

    Raises `ValueError` when `n` is not above 0 or `positive` is not within it.
    """
    if n <= 0 or not 0 <= positive <= n:
        raise ValueError("a share is of at least one, and of no more than all")
    share, square = positive / n, Z95 * Z95
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z95 / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    low = 0.0 if positive == 0 else max(0.0, middle - half)
    high = 1.0 if positive == n else min(1.0, middle + half)
    return low, high
