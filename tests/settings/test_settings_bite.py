"""Each setting on the screen rules something, from its first day on and not before."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.accounts.sessions import idle_limit
from portal.db import utc_now, writing
from portal.desk.responses import must_be_read
from portal.duty.jobs import alarm
from portal.feedback.signals import record_closed
from portal.feedback.states import Kind
from portal.figures.suppression import suppressed
from portal.records.jobs import classify_new
from portal.records.queries import find_retention, list_due
from portal.settings import value
from portal.settings.registry import SETTINGS
from portal.settings.service import SettingRefused
from portal.settings.small_numbers import smallest_shown
from portal.you_said_we_did.presenters import people_behind
from portal.you_said_we_did.service import publish_change
from tests.factories import make_change, make_feedback, make_staff, sign_in
from tests.pages import Page
from tests.settings.test_settings import set_now

LATER = 3


@contextmanager
def on_the_day(day: int = LATER) -> Iterator[time_machine.Traveller]:
    """The clock stands on the first day of the new value."""
    with time_machine.travel(utc_now() + timedelta(days=day), tick=False) as clock:
        yield clock


def test_staff_are_signed_out_after_the_minutes_that_hold_today(page: Page) -> None:
    with page.app.app_context():
        make_staff("moderator")
        set_now("session_idle_minutes", 5, in_days=LATER)
    for days, status in ((0, 200), (LATER, 302)):
        with on_the_day(days) as clock:
            sign_in(page, "moderator@staff.example")
            clock.shift(timedelta(minutes=6))
            assert page.client.get("/desk").status_code == status


@pytest.mark.parametrize(("minutes", "allowed"), [(60, 15), (10, 10)])
def test_volunteers_never_have_longer_than_staff(
    context: Flask, minutes: int, allowed: int
) -> None:
    volunteer = make_staff("volunteer")
    set_now("session_idle_minutes", minutes, in_days=LATER)
    assert idle_limit(volunteer) == timedelta(minutes=15)
    with on_the_day():
        assert idle_limit(volunteer) == timedelta(minutes=allowed)


def test_the_alarm_waits_the_minutes_that_hold_today(context: Flask) -> None:
    make_staff("safety_lead")
    set_now("urgent_alarm_minutes", 10, in_days=LATER)
    first = datetime.now(UTC)
    with time_machine.travel(first, tick=False) as clock:
        make_feedback("I want to kill myself")
        clock.shift(timedelta(minutes=10))
        assert alarm() == 0
        clock.shift(timedelta(minutes=50))
        assert alarm() == 1
        clock.move_to(first + timedelta(days=LATER))
        assert alarm() == 1
        clock.shift(timedelta(minutes=10))
        assert alarm() == 1


@pytest.mark.parametrize(("number", "read"), [(0, False), (50, True)])
def test_as_many_first_replies_are_read_as_hold_today(
    context: Flask, number: int, read: bool
) -> None:
    responder = make_staff("responder", demo=False)
    set_now("first_replies_checked", number, in_days=LATER)
    assert must_be_read(responder)
    with on_the_day():
        assert must_be_read(responder) is read


@pytest.mark.parametrize(
    ("name", "kind", "years"),
    [
        ("complaint_kept_years", Kind.COMPLAINT, 10),
        ("concern_kept_years", Kind.CONCERN, 10),
        ("experience_kept_years", Kind.EXPERIENCE, 1),
        ("experience_kept_years", Kind.COMPLIMENT, 1),
    ],
)
def test_records_are_kept_as_long_as_holds_today(
    context: Flask, name: str, kind: Kind, years: int
) -> None:
    feedback = make_feedback(kind=kind)
    with writing():
        record_closed.send(context, feedback_id=feedback.id, closed_on=date(2026, 2, 1))
    set_now(name, years + 5, in_days=LATER)
    assert classify_new() == 0
    assert kept_years(feedback.id) == years
    with on_the_day():
        assert [classify_new(), classify_new()] == [1, 0]
        assert kept_years(feedback.id) == years + 5


def kept_years(feedback_id: int) -> int:
    """The years between start and review."""
    found = find_retention(feedback_id)
    assert found is not None and found.starts_on and found.review_on
    return found.review_on.year - found.starts_on.year


def test_what_is_to_be_kept_longer_is_no_longer_due(context: Flask) -> None:
    feedback = make_feedback()
    set_now("experience_kept_years", 2, in_days=LATER)
    with time_machine.travel(datetime.combine(feedback.received_on, datetime.min.time(), UTC)
                             + timedelta(days=400), tick=False):  # fmt: skip
        assert [r.feedback_id for r in list_due()] == [feedback.id]
        classify_new()
        assert list_due() == []


def test_the_public_count_is_hidden_below_the_number_that_holds_today(context: Flask) -> None:
    set_now("smallest_count_shown", 20, in_days=LATER)
    assert [suppressed(n, smallest_shown()) for n in (0, 7, 8, 12, 21)] == [
        "0",
        "*",
        "10",
        "10",
        "20",
    ]
    with on_the_day():
        assert [suppressed(n, smallest_shown()) for n in (0, 7, 8, 12, 21)] == [
            "0",
            "*",
            "*",
            "*",
            "20",
        ]
        assert people_behind(12) == "Fewer than 20 people told us about this."


def test_the_page_of_a_change_hides_few_people(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        change = make_change(make_feedback())
        publish_change(change, version=change.version, by=make_staff("approver"))
        ident = change.id
    assert "Fewer than 8 people told us" in page.get(f"/you-said-we-did/{ident}").text


def test_nobody_lowers_the_smallest_count(page: Page) -> None:
    with page.app.app_context(), pytest.raises(SettingRefused, match="range"):
        set_now("smallest_count_shown", 7)
    with page.app.app_context():
        make_staff("system_administrator")
    sign_in(page, "system_administrator@staff.example")
    shown = page.get("/administration/settings/smallest_count_shown").text
    assert "You can only raise it: nobody may set it below 8." in shown


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS if setting.fixed])
def test_what_the_law_sets_cannot_be_set_for_any_day(context: Flask, name: str) -> None:
    with pytest.raises(SettingRefused, match="fixed"):
        set_now(name, value(name), in_days=LATER)


def test_the_public_pages_say_the_times_of_the_settings(page: Page) -> None:
    with page.app.app_context():
        set_now("concern_kept_years", 12, in_days=LATER)
        set_now("code_page_idle_minutes", 20, in_days=LATER)
    complain = page.get("/how-to-complain").text
    assert "within 12 months" in complain and "within 6 months" in complain
    assert "Concerns: 10 years" in page.get("/privacy").text
    with on_the_day():
        assert "Concerns: 12 years" in page.get("/privacy").text
        assert "up to 20 minutes" in page.get("/cookies").text
