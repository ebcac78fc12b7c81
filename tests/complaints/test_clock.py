"""The three working days of SI 2009/309: reg 2 says what a working day is, reg 13 how many."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.complaints.clock import acknowledge_by, add_working_days, is_working_day
from portal.complaints.queries import find_case, list_cases
from portal.complaints.service import acknowledge
from portal.feedback.states import Kind
from tests.factories import make_feedback, make_staff


@pytest.mark.parametrize(
    ("received", "by"),
    [
        ("2026-03-02", "2026-03-05"),  # Monday: Tuesday, Wednesday, Thursday
        ("2026-03-05", "2026-03-10"),  # Thursday, over a weekend
        ("2026-03-07", "2026-03-11"),  # a Saturday: the day itself never counts
        ("2026-04-01", "2026-04-08"),  # Wednesday before Good Friday, Easter Monday
        ("2026-04-02", "2026-04-09"),  # Maundy Thursday
        ("2026-12-23", "2026-12-30"),  # Christmas; Boxing Day is a Saturday: Monday in its stead
        ("2027-12-24", "2027-12-31"),  # Christmas on a Saturday: Monday and Tuesday in its stead
        ("2026-12-31", "2027-01-06"),  # New Year's Day, a Friday
        ("2026-05-01", "2026-05-07"),  # early May bank holiday
        ("2026-08-28", "2026-09-03"),  # summer bank holiday of England, not Scotland's
    ],
)
def test_a_complaint_is_to_be_acknowledged_in_three_working_days(received: str, by: str) -> None:
    assert acknowledge_by(date.fromisoformat(received)) == date.fromisoformat(by)


@pytest.mark.parametrize(
    "day", ["2026-04-03", "2026-04-06", "2026-12-25", "2026-12-28", "2027-01-01", "2026-03-01"]
)
def test_no_working_day(day: str) -> None:
    assert not is_working_day(date.fromisoformat(day))


def test_a_scottish_bank_holiday_counts_in_england() -> None:
    assert is_working_day(date(2026, 11, 30))


def test_no_days_later_is_the_same_day() -> None:
    assert add_working_days(date(2026, 12, 25), 0) == date(2026, 12, 25)


def test_a_complaint_opens_its_case_and_nothing_else_does(context: Flask) -> None:
    with time_machine.travel("2026-04-01T10:00:00Z", tick=False):
        complaint, other = make_feedback(kind=Kind.COMPLAINT), make_feedback()
    case = find_case(complaint.id)
    assert case is not None
    assert (case.received_on, case.acknowledge_by) == (date(2026, 4, 1), date(2026, 4, 8))
    assert find_case(other.id) is None


def test_the_day_of_receipt_is_the_day_in_london(context: Flask) -> None:
    with time_machine.travel("2026-06-01T23:30:00Z", tick=False):
        complaint = make_feedback(kind=Kind.COMPLAINT)
    case = find_case(complaint.id)
    assert case is not None
    assert case.received_on == date(2026, 6, 2)


def test_what_is_older_than_twelve_months_is_flagged_and_never_refused(context: Flask) -> None:
    complaint = make_feedback(kind=Kind.COMPLAINT, details={"over_12_months": True})
    case = find_case(complaint.id)
    assert case is not None
    assert case.over_12_months


def test_an_acknowledgement_is_recorded_once(context: Flask) -> None:
    case = find_case(make_feedback(kind=Kind.COMPLAINT).id)
    assert case is not None
    first, second = make_staff("complaints_manager"), make_staff("complaints_manager", "moderator")
    acknowledge(case, user_id=first.id)
    acknowledge(case, user_id=second.id)
    assert case.acknowledged_by == first.id


def test_the_most_pressing_case_stands_first_and_acknowledged_ones_last(context: Flask) -> None:
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        done = make_feedback(kind=Kind.COMPLAINT)
        clock.shift(86400)
        pressing = make_feedback(kind=Kind.COMPLAINT)
        clock.shift(86400)
        later = make_feedback(kind=Kind.COMPLAINT)
        case = find_case(done.id)
        assert case is not None
        acknowledge(case, user_id=make_staff("complaints_manager").id)
    assert [c.feedback_id for c in list_cases().items] == [pressing.id, later.id, done.id]
