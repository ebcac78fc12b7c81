"""Settings: from a day on, in their range, and never against the law."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.audit.queries import list_entries
from portal.complaints.clock import acknowledge_by
from portal.db import utc_now, violated_constraint, writing
from portal.desk.models import Outcome
from portal.desk.moderation import needs_second_person
from portal.feedback.drafts import start_draft
from portal.feedback.models import Feedback
from portal.i18n import today
from portal.settings import value
from portal.settings.models import SettingChange
from portal.settings.queries import list_changes, values
from portal.settings.registry import SETTINGS
from portal.settings.service import SettingRefused, set_value


def set_now(name: str, number: int, *, in_days: int = 0) -> None:
    """Set a value from a day on, with a reason."""
    day = today() + timedelta(days=in_days)
    set_value(name, number, effective_on=day, reason="Tried it out", actor="staff:1")


def test_what_nobody_set_has_the_value_that_came_with_the_portal(context: Flask) -> None:
    assert value("first_replies_checked") == 10
    assert values() == {setting.name: setting.default for setting in SETTINGS}


def test_a_future_value_takes_effect_on_its_day(context: Flask) -> None:
    set_now("draft_days", 14, in_days=3)
    assert value("draft_days") == 7
    assert value("draft_days", on=today() + timedelta(days=3)) == 14
    with time_machine.travel(utc_now() + timedelta(days=3)):
        assert values()["draft_days"] == value("draft_days") == 14


def test_the_newest_of_one_day_counts_and_the_older_stays_in_the_history(context: Flask) -> None:
    set_now("draft_days", 14)
    set_now("draft_days", 21)
    assert value("draft_days") == 21
    assert [c.value for c in list_changes("draft_days")] == [21, 14]
    assert [e.verb for e in list_entries("setting", "draft_days")] == ["set", "set"]


@pytest.mark.parametrize(
    ("name", "number", "days", "code"),
    [
        ("acknowledge_working_days", 5, 0, "fixed"),
        ("smallest_count_shown", 7, 0, "range"),
        ("draft_days", 31, 0, "range"),
        ("draft_days", 5, -1, "past"),
    ],
)
def test_a_wrong_value_is_refused(
    context: Flask, name: str, number: int, days: int, code: str
) -> None:
    with pytest.raises(SettingRefused, match=code):
        set_now(name, number, in_days=days)
    assert not list_changes(name)


def test_the_schema_keeps_the_time_of_the_law(context: Flask) -> None:
    row = SettingChange(
        name="acknowledge_working_days", value=9, effective_on=today(), set_by="x", reason="x"
    )
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.add(row)
    assert violated_constraint(caught.value) == "ck_setting_changes_law_stays"
    assert acknowledge_by(date(2026, 3, 2)) == date(2026, 3, 5)


def test_drafts_live_as_long_as_was_set(context: Flask) -> None:
    set_now("draft_days", 2)
    draft, _key = start_draft(kind="experience", language="en")
    assert timedelta(days=1) < draft.expires_at - utc_now() <= timedelta(days=2)


def test_the_second_person_looks_from_the_level_that_was_set(context: Flask) -> None:
    feedback = Feedback(risk=1)
    assert needs_second_person(feedback, Outcome.APPROVE)
    set_now("second_person_risk", 2)
    assert not needs_second_person(feedback, Outcome.APPROVE)
