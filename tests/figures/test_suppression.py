"""Small numbers are hidden, the others are rounded, and nothing beside them gives them away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.figures.intervals import wilson
from portal.figures.suppression import Share, published_share, suppressed


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (232, "230")],
)
def test_a_count_is_hidden_or_rounded(count: int, shown: str) -> None:
    assert suppressed(count) == shown


def test_the_limit_can_be_made_stricter_and_not_laxer() -> None:
    assert [suppressed(9, 10), suppressed(3, 2), suppressed(10, 10)] == ["*", "*", "10"]


@pytest.mark.parametrize(
    ("positive", "n", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_the_interval_has_the_published_values(
    positive: int, n: int, low: float, high: float
) -> None:
    assert wilson(positive, n) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(("positive", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_of_nobody_is_no_share(positive: int, n: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        wilson(positive, n)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval(numbers: tuple[int, int]) -> None:
    positive, n = numbers
    low, high = wilson(positive, n)
    assert 0 <= low <= positive / n <= high <= 1


def test_a_share_is_shown_from_eight_people_on() -> None:
    assert published_share(5, 7) is None
    assert published_share(9, 9, 10) is None
    assert published_share(6, 8) == Share(75, 44, 92, 10)


@given(st.integers(8, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_tells_no_more_of_n_than_is_shown(numbers: tuple[int, int]) -> None:
    share = published_share(*numbers)
    assert share is not None
    low, high = wilson(share.percent / 100 * share.n, share.n)
    assert (share.low, share.high) == (round(100 * low), round(100 * high))
