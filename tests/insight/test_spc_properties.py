"""What holds of every XmR chart, whatever the numbers."""

from hypothesis import given
from hypothesis import strategies as st

from portal.insight.spc import COMMON_CAUSE, xmr

NUMBERS = st.lists(
    st.one_of(st.integers(0, 100), st.floats(0, 1, allow_nan=False)), min_size=1, max_size=40
)


def mirrored(label: str) -> str:
    """The label of the same point upside down."""
    words = {"Above": "Below", "Below": "Above", "UCL": "LCL", "LCL": "UCL",
             "(Increasing)": "(Decreasing)", "(Decreasing)": "(Increasing)"}  # fmt: skip
    return " ".join(words.get(word, word) for word in label.split())


@given(NUMBERS)
def test_the_mean_lies_between_the_limits_and_every_point_has_a_label(values: list) -> None:
    chart = xmr(values)
    assert len(chart.labels) == len(values)
    if len(values) > 1:
        assert chart.lower_limit <= chart.mean <= chart.upper_limit


@given(st.lists(st.integers(0, 100), min_size=1, max_size=40))
def test_upside_down_every_label_is_upside_down(values: list[int]) -> None:
    there, back = xmr(values), xmr([-value for value in values])
    assert [mirrored(label) for label in there.labels] == list(back.labels)


@given(st.integers(-1000, 1000), st.integers(1, 40))
def test_points_that_are_all_alike_are_common_cause(value: int, times: int) -> None:
    chart = xmr([value / 7] * times)
    assert set(chart.labels) == {COMMON_CAUSE}


@given(st.lists(st.integers(0, 50), min_size=4, max_size=30), st.integers(1, 29))
def test_a_rebased_chart_is_two_charts_side_by_side(values: list[int], at: int) -> None:
    chart = xmr(values, rebase=[at])
    if at < len(values):
        assert chart.labels == xmr(values[:at]).labels + xmr(values[at:]).labels
        assert chart.mean == xmr(values[at:]).mean
    else:
        assert chart == xmr(values)


@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), max_size=30))
def test_gaps_change_nothing_but_their_own_place(values: list) -> None:
    known = [value for value in values if value is not None]
    chart = xmr(values)
    assert [label for label in chart.labels if label] == list(xmr(known).labels)
    assert [label is None for label in chart.labels] == [value is None for value in values]


@given(st.lists(st.integers(0, 50), min_size=2, max_size=30))
def test_screening_never_widens_the_limits(values: list[int]) -> None:
    screened, raw = xmr(values), xmr(values, screen_outliers=False)
    assert screened.upper_limit - screened.mean <= raw.upper_limit - raw.mean + 1e-9


@given(st.lists(st.integers(0, 50), min_size=8, max_size=30))
def test_every_point_outside_the_limits_says_so_first(values: list[int]) -> None:
    chart = xmr(values)
    for value, label in zip(values, chart.labels, strict=True):
        assert (value > chart.upper_limit) == (label == "Above UCL")
        assert (value < chart.lower_limit) == (label == "Below LCL")
