"""XmR charts give the published numbers of the Making Data Count rules."""

import pytest

from portal.insight.spc import (
    COMMON_CAUSE,
    assurance_of,
    close_of_two_in_three,
    label_of,
    limits,
    one_side_ends,
    part_of_run,
    trend_ends,
    two_in_three,
    variation_of,
    xmr,
)

NOISE = [-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621,
         -1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272,
         -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141]  # fmt: skip
SPIKE = [*NOISE[:14], 10, *NOISE[15:]]
DEVIATIONS = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def numbers(chart: object) -> tuple[float, float, float]:
    return chart.mean, chart.lower_limit, chart.upper_limit  # type: ignore[attr-defined]


def test_the_published_noise_is_all_common_cause() -> None:
    chart = xmr(NOISE)
    assert numbers(chart) == pytest.approx((0.1416238, -3.01138, 3.294627), abs=1e-6)
    assert chart.labels == (COMMON_CAUSE,) * 20


def test_an_outlier_is_screened_once_or_not_at_all() -> None:
    screened, raw = xmr(SPIKE), xmr(SPIKE, screen_outliers=False)
    assert numbers(screened) == pytest.approx((0.6694159, -2.383666, 3.722497), abs=1e-6)
    assert numbers(raw) == pytest.approx((0.6694159, -4.596625, 5.935457), abs=1e-6)


def test_a_rebase_gives_each_half_its_own_limits() -> None:
    first, second = xmr(NOISE, rebase=[10]).segments
    assert (first.mean, first.lower_limit, first.upper_limit) == pytest.approx(
        (0.0746, -2.60, 2.75), abs=0.005
    )
    assert (second.mean, second.lower_limit, second.upper_limit) == pytest.approx(
        (0.209, -3.28, 3.70), abs=0.005
    )
    assert numbers(xmr(NOISE, rebase=[10]))[0] == second.mean


def test_limits_can_be_fixed_by_the_first_twelve() -> None:
    fixed = numbers(xmr(NOISE, baseline=12))
    assert fixed == pytest.approx((0.1941793, -2.6074, 2.9958), abs=1e-4)


def test_one_point_far_off_is_special_cause() -> None:
    chart, raw = xmr(DEVIATIONS), xmr(DEVIATIONS, screen_outliers=False)
    assert numbers(chart) == pytest.approx((1.94, -0.72, 4.60), abs=0.006)
    assert numbers(raw)[1:] == pytest.approx((-3.06, 6.95), abs=0.006)
    assert chart.labels[4] == "Above UCL"


@pytest.mark.parametrize(
    ("sides", "ends"),
    [
        ([], []),
        ([1] * 6, [0] * 6),
        ([1] * 6 + [-1], [0] * 7),
        ([1] * 8 + [-1], [0, 0, 0, 0, 0, 0, 1, 1, 0]),
        ([-1] * 8 + [1], [0, 0, 0, 0, 0, 0, 1, 1, 0]),
        ([1] * 4 + [0] + [1] * 4, [0] * 9),
    ],
)
def test_seven_on_one_side_end_where_they_end(sides: list[int], ends: list[int]) -> None:
    assert one_side_ends(sides) == ends


@pytest.mark.parametrize(
    ("y", "ends"),
    [
        ([1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 0, 0, 1]),
        ([7, 6, 5, 4, 3, 2, 1], [0, 0, 0, 0, 0, 0, -1]),
        ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
        ([1, 2, 3, 4, 5, 6], [0] * 6),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0, 0, 0, 0, 0, 0, 0, 1, 0]),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0, 0, 0, 0, 0, 0, 0, -1, 0]),
    ],
)
def test_seven_that_rise_or_fall_end_where_they_end(y: list[int], ends: list[int]) -> None:
    assert trend_ends(y) == ends


def test_every_point_of_a_run_is_part_of_it() -> None:
    assert part_of_run([0, 0, 0, 0, 0, 0, 1, 0]) == [1, 1, 1, 1, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("close", "sides", "marked"),
    [
        ([0, 0, 1, 0, 1, 0, 0], [1] * 7, [0, 0, 1, 1, 1, 0, 0]),
        ([1, 0, 0, 1], [1] * 4, [0] * 4),
        ([0, 0, 1, 1, 0, 0, 0], [1] * 7, [0, 1, 1, 1, 1, 0, 0]),
        ([1, 0, 1], [1, 1, -1], [0, 0, 0]),
        ([1, 1, 0], [1, -1, 1], [0, 0, 0]),
        ([1, 1], [1, 1], [0, 0]),
    ],
)
def test_two_of_three_stand_close_on_the_same_side(close: list, sides: list, marked: list) -> None:
    assert two_in_three(close, sides) == marked


def test_of_two_in_three_only_the_close_ones_count() -> None:
    close = [0, 0, 1, 0, 1, 0, 0]
    assert close_of_two_in_three(two_in_three(close, [1] * 7), close) == close
    assert close_of_two_in_three([0, 0, 0, 0], [1, 0, 0, 1]) == [0] * 4


def test_the_first_rule_that_fits_names_the_point() -> None:
    every = {"two_in_three": True, "shift": True}
    assert [
        label_of(1, outside=True, trend=1, **every),
        label_of(-1, outside=True, trend=-1, **every),
        label_of(-1, trend=1, **every),
        label_of(1, trend=-1, **every),
        label_of(1, **every),
        label_of(-1, **every),
        label_of(1, shift=True),
        label_of(-1, shift=True),
        label_of(1),
    ] == ["Above UCL", "Below LCL", "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)",
          "2 in 3 Above CL", "2 in 3 Below CL", "7 Points Above CL", "7 Points Below CL",
          COMMON_CAUSE]  # fmt: skip


@pytest.mark.parametrize(
    ("lower", "upper", "target", "increase", "decrease"),
    [
        (1, 3, 4, "fail", "pass"),
        (5, 7, 4, "pass", "fail"),
        (1, 5, 4, "inconsistent", "inconsistent"),
    ],
)
def test_the_target_is_met_always_never_or_by_chance(
    lower: int, upper: int, target: int, increase: str, decrease: str
) -> None:
    assert assurance_of(lower, upper, target, "increase") == increase
    assert assurance_of(lower, upper, target, "decrease") == decrease
    assert assurance_of(lower, upper, target, "neutral") is None


def test_two_points_close_to_opposite_limits_are_common_cause() -> None:
    chart = xmr([1, -1] * 7 + [5.5, -5.5])
    assert chart.labels[-2:] == (COMMON_CAUSE, COMMON_CAUSE)


def test_fewer_than_twelve_points_are_trial_limits() -> None:
    assert xmr(range(11)).trial
    assert not xmr(range(12)).trial


@pytest.mark.parametrize(
    ("label", "increase", "decrease", "neutral"),
    [
        ("Above UCL", "improvement_high", "concern_high", "neutral_high"),
        ("7 Point Trend (Decreasing)", "concern_low", "improvement_low", "neutral_low"),
        ("2 in 3 Below CL", "concern_low", "improvement_low", "neutral_low"),
        ("7 Points Above CL", "improvement_high", "concern_high", "neutral_high"),
        (COMMON_CAUSE, "common_cause", "common_cause", "common_cause"),
    ],
)
def test_the_icon_says_which_way_and_whether_it_is_better(
    label: str, increase: str, decrease: str, neutral: str
) -> None:
    found = [variation_of(label, way) for way in ("increase", "decrease", "neutral")]
    assert found == [increase, decrease, neutral]


def test_no_points_and_one_point_have_no_limits() -> None:
    assert limits([]) == (None, None, None)
    assert limits([3.0]) == (3.0, None, None)
    assert xmr([]).variation == "common_cause"
