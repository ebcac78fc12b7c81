"""The duty rota: London's hours, no overlap, and no gap that nobody sees."""

from datetime import UTC, date, datetime, time

import pytest
from flask import Flask

from portal.accounts.models import User
from portal.db import writing
from portal.duty import rota
from portal.duty.forms import read_days, read_time
from tests.factories import make_staff, sign_in_as
from tests.pages import Page

MIDNIGHT = time(0)


def night(day: date, person: User, deputy: User | None = None) -> None:
    """On duty from eight in the evening to eight in the morning."""
    rota.fill([day], time(20), time(8), person, deputy, by=person)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-28", 11), ("2026-10-24", 13), ("2026-07-01", 12)]
)
def test_a_night_is_as_long_as_the_clocks_make_it(context: Flask, day: str, hours: int) -> None:
    night(date.fromisoformat(day), make_staff("safety_lead"))
    (shift,) = rota.list_shifts(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert (shift.ends_at - shift.begins_at).total_seconds() / 3600 == hours


@pytest.mark.parametrize("month", ["2026-03-01", "2026-10-01", "2026-12-01", "2027-02-01"])
def test_a_month_that_is_filled_has_no_gap(context: Flask, month: str) -> None:
    lead, days = make_staff("safety_lead"), rota.days_of(date.fromisoformat(month))
    assert rota.fill(days, MIDNIGHT, MIDNIGHT, lead, None, by=lead) == len(days)
    assert [day.gaps for day in rota.month_of(days[0])] == [[] for _ in days]


def test_the_rest_of_a_day_is_a_gap(context: Flask) -> None:
    lead = make_staff("safety_lead")
    rota.fill([date(2026, 12, 25)], time(9), time(17), lead, None, by=lead)
    christmas = rota.month_of(date(2026, 12, 1))[24]
    assert [(b.hour, e.hour) for b, e in christmas.gaps] == [(0, 9), (17, 0)]
    assert not christmas.working


def test_nobody_is_on_duty_twice_and_then_nothing_is_saved(context: Flask) -> None:
    lead = make_staff("safety_lead")
    night(date(2026, 12, 24), lead)
    days = [date(2026, 12, 23), date(2026, 12, 25)]
    with pytest.raises(rota.Overlaps) as caught:
        rota.fill(days, time(6), time(18), lead, None, by=lead)
    assert caught.value.days == [date(2026, 12, 25)]
    assert rota.month_of(days[0])[22].shifts == []


def test_the_duty_of_somebody_who_left_is_a_gap(context: Flask) -> None:
    lead = make_staff("safety_lead")
    rota.fill([date(2026, 12, 25)], MIDNIGHT, MIDNIGHT, lead, None, by=lead)
    with writing():
        lead.active = False
    assert len(rota.month_of(date(2026, 12, 1))[24].gaps) == 1


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("1, 5, 12-14", {1, 5, 12, 13, 14}),
        ("32", set()),
        ("5-1", set()),
        ("first", set()),
        ("", set()),
    ],
)
def test_days_can_be_typed(typed: str, days: set[int]) -> None:
    assert read_days(typed) == days


@pytest.mark.parametrize(
    ("typed", "clock"), [("8:30", time(8, 30)), ("24:00", None), ("8", None), ("٨:٣٠", None)]
)
def test_times_can_be_typed(typed: str, clock: time | None) -> None:
    assert read_time(typed) == clock


def filled(page: Page, **changed: str) -> dict[str, str]:
    """What somebody sends to fill December 2026 with one person."""
    with page.app.app_context():
        lead = make_staff("safety_lead", email="on-duty@staff.example", demo=False).id
    values = {"month": "2026-12", "person": str(lead), "deputy": "", "begins": "00:00",
              "ends": "00:00", "days": "every", "only": ""}  # fmt: skip
    return {**values, **changed}


def test_a_safety_lead_fills_a_month_on_the_screen(page: Page) -> None:
    sign_in_as(page, "safety_lead")
    page.post("/desk/duty/fill", filled(page), at="/desk/duty?month=2026-12", action="fill")
    shown = page.get("/desk/duty?month=2026-12").text
    assert "Somebody is on duty at every hour of this month" in shown
    assert "Nobody is on duty" not in shown


def test_gaps_are_named_in_words(page: Page) -> None:
    sign_in_as(page, "moderator")
    shown = page.get("/desk/duty?month=2026-12")
    assert "31 gaps in this month" in shown.text
    assert "Nobody is on duty 00:00 – 00:00" in shown.text
    assert "Save the duty" not in shown.text


def test_weekends_and_bank_holidays_can_be_filled_alone(page: Page) -> None:
    sign_in_as(page, "system_administrator")
    typed = filled(page, days="free")
    page.post("/desk/duty/fill", typed, at="/desk/duty?month=2026-12", action="fill")
    with page.app.app_context():
        free = [d.day.day for d in rota.month_of(date(2026, 12, 1)) if d.shifts]
    assert free == [5, 6, 12, 13, 19, 20, 25, 26, 27, 28]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"person": ""}, "Choose who is on duty"),
        ({"begins": "25:00"}, "Write the time like 08:30"),
        ({"days": "only", "only": "99"}, "Write the days like 1, 5, 12-14"),
        ({"person": "\x00"}, "Choose an answer"),
        ({"deputy": "99999999999999999999"}, "Choose an answer"),
    ],
)
def test_what_cannot_be_saved_is_said(page: Page, changed: dict[str, str], sentence: str) -> None:
    sign_in_as(page, "safety_lead")
    typed = filled(page, **changed)
    shown = page.post("/desk/duty/fill", typed, at="/desk/duty", action="fill", status=200)
    assert sentence in shown.text


def test_a_moderator_cannot_fill_the_rota(page: Page) -> None:
    sign_in_as(page, "moderator")
    token = page.get("/account/what-we-tell-you").token("")
    answer = page.client.post("/desk/duty/fill", data={**filled(page), **token})
    assert answer.status_code == 403


def test_a_duty_is_taken_off_once(page: Page) -> None:
    sign_in_as(page, "safety_lead")
    with page.app.app_context():
        lead = make_staff("safety_lead", email="other@staff.example")
        night(date(2026, 12, 24), lead)
    page.post("/desk/duty/remove", at="/desk/duty?month=2026-12", action="remove")
    assert "31 gaps" in page.get("/desk/duty?month=2026-12").text
