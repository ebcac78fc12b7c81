"""Alarms, alerts and digests keep to the scope of each member of staff; nothing is silent."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import User
from portal.db import session
from portal.duty import rota
from portal.duty.alerts import tell
from portal.duty.jobs import alarm
from portal.feedback.states import Kind
from portal.notify.models import Mail
from portal.organisations.queries import find_service
from tests.duty.test_alerts import wants
from tests.factories import make_feedback, make_staff, sign_in
from tests.pages import Page

URGENT = "I want to kill myself"
NIGHT = datetime(2026, 12, 26, 2, 0, tzinfo=UTC)


def told() -> list[str]:
    """Who was mailed, by name."""
    mails = session().scalars(select(Mail).order_by(Mail.id))
    return sorted(m.recipient.split("@")[0] for m in mails)


def staff(name: str, role: str, *organisations: str) -> User:
    """Somebody with a role for some organisations, or for everything."""
    return make_staff(role, email=f"{name}@staff.example", organisations=organisations)


def on_duty(person: User, deputy: User | None = None) -> None:
    """The night of the tests is theirs."""
    days = [NIGHT.date() - timedelta(days=1), NIGHT.date()]
    rota.fill(days, time(0), time(0), person, deputy, by=person)


def ring(**values: object) -> list[str]:
    """Something urgent about Sunderland (R0B) stays unread for an hour; who is called."""
    with time_machine.travel(NIGHT, tick=False) as clock:
        make_feedback(URGENT, **values)
        clock.shift(timedelta(hours=1))
        alarm()
    return told()


@pytest.mark.parametrize(
    ("person", "deputy", "called"),
    [
        (("R0B",), (), ["person"]),
        ((), ("RTD",), ["person"]),
        (("RTD",), ("R0B",), ["deputy"]),
        (("RTD",), ("RTD",), ["here", "everywhere"]),
    ],
)
def test_the_alarm_calls_whose_scope_holds_the_item(
    context: Flask, person: tuple[str, ...], deputy: tuple[str, ...], called: list[str]
) -> None:
    staff("here", "safety_lead", "R0B")
    staff("elsewhere", "safety_lead", "RTD")
    staff("everywhere", "safety_lead")
    on_duty(staff("person", "moderator", *person), staff("deputy", "moderator", *deputy))
    assert ring() == sorted(called)


@pytest.mark.parametrize("values", [{}, {"care_service_id": None}, {"kind": Kind.COMPLAINT}])
def test_what_is_in_nobodys_scope_is_never_silent(
    context: Flask, values: dict[str, object]
) -> None:
    on_duty(staff("person", "moderator", "RTD"))
    staff("lead", "safety_lead", "RTD")
    staff("complaints", "complaints_manager", "RTD")
    staff("local", "system_administrator", "RTD")
    staff("admin", "system_administrator")
    assert ring(**values) == ["admin"]


def test_a_later_alarm_keeps_to_the_scope_as_well(context: Flask) -> None:
    on_duty(staff("person", "moderator"))
    staff("here", "safety_lead", "R0B")
    staff("elsewhere", "safety_lead", "RTD")
    with time_machine.travel(NIGHT, tick=False) as clock:
        make_feedback(URGENT)
        for _alarm in range(2):
            clock.shift(timedelta(hours=1))
            alarm()
    assert told() == ["here", "person", "person"]


@pytest.mark.parametrize("frequency", ["at_once", "daily"])
@pytest.mark.parametrize(("organisation", "number"), [("R0B", 1), ("RTD", 0)])
def test_alerts_and_digests_keep_to_the_scope(
    context: Flask, frequency: str, organisation: str, number: int
) -> None:
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False) as clock:
        wants(staff("scoped", "moderator", organisation), frequency)
        make_feedback()
        clock.shift(timedelta(days=1))
        assert tell() == number


def test_what_nobody_has_matched_is_told_to_the_unscoped(context: Flask) -> None:
    wants(staff("scoped", "moderator", "R0B"))
    wants(staff("everywhere", "moderator"))
    make_feedback(care_service_id=None)
    tell()
    assert told() == ["everywhere"]


def test_an_old_choice_reaches_no_further_than_the_scope(context: Flask) -> None:
    wants(staff("scoped", "moderator", "RTD"), organisations=("R0B",))
    make_feedback()
    assert tell() == 0


def test_only_places_of_the_scope_can_be_chosen(page: Page) -> None:
    with page.app.app_context():
        staff("scoped", "moderator", "RTD")
        other = find_service("r0b01")
        assert other is not None
        name = other.name
    sign_in(page, "scoped@staff.example")
    shown = page.get("/account/what-we-tell-you").text
    assert name not in shown
    assert "South Tyneside and Sunderland" not in shown
