"""An administrator sets rules and words on the screens."""

from datetime import timedelta

import pytest

from portal.equality.service import load_questions
from portal.i18n import today
from portal.settings import value
from tests.factories import make_staff, sign_in, sign_in_as
from tests.pages import Page


@pytest.fixture
def boss(page: Page) -> Page:
    """An administrator's browser."""
    sign_in_as(page, "system_administrator")
    return page


def day(ahead: int) -> str:
    """A day as staff type it."""
    later = today() + timedelta(days=ahead)
    return f"{later.day} {later.month} {later.year}"


def test_a_setting_is_changed_with_its_reason(boss: Page) -> None:
    here = "/administration/settings/first_replies_checked"
    boss.post(f"{here}/change", {"value": "5", "effective_on": day(0), "reason": "A calm team"})
    shown = boss.get(here).text
    assert "A calm team" in shown
    assert "Invented Person" in shown
    with boss.app.app_context():
        assert value("first_replies_checked") == 5


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"value": "99"}, "Enter a number from 1 to 30"),
        ({"value": "ten"}, "Enter a whole number, like 10"),
        ({"effective_on": day(-1)}, "Choose today or a later day."),
        ({"reason": ""}, "Write why it is changed"),
        ({"value": "9" * 50}, "Use 20 characters or fewer"),
    ],
)
def test_a_wrong_value_gets_a_sentence(boss: Page, typed: dict[str, str], sentence: str) -> None:
    sent = {"value": "5", "effective_on": day(1), "reason": "Because", **typed}
    shown = boss.post("/administration/settings/draft_days/change", sent, status=200)
    assert sentence in shown.text


def test_what_the_law_sets_is_shown_with_its_regulation(boss: Page) -> None:
    shown = boss.get("/administration/settings/acknowledge_working_days").text
    assert "SI 2009/309, regulation 13(3)" in shown
    assert "Set a new value" not in shown


def test_a_reason_is_added_and_worded(boss: Page) -> None:
    here = "/administration/reasons"
    typed = {"code": "wrong_place", "for_staff": "Elsewhere", "for_person": "Not our region."}
    boss.post(f"{here}/new", typed)
    assert "There is a reason with this code" in boss.post(f"{here}/new", typed, status=200).text
    boss.post(f"{here}/wrong_place", {**typed, "for_staff": "Far away", "active_to": day(-1)})
    shown = boss.get(here).text
    assert "Far away" in shown
    assert "Not offered" in shown


def test_a_template_is_written_and_its_gaps_are_checked(boss: Page) -> None:
    typed = {"name": "Thanks", "kind": "", "theme": "", "language": "ar", "active": "y"}
    new = "/administration/reply-templates/new"
    shown = boss.post(new, {**typed, "body": "Dear {patient}"}, status=200)
    assert "There is no gap with the name {patient}" in shown.text
    boss.post(new, {**typed, "body": "شكرًا {service}"})
    assert "شكرًا {service}" in boss.get("/administration/reply-templates").text


def test_a_new_version_of_the_questions_is_published(boss: Page) -> None:
    with boss.app.app_context():
        load_questions()
    here = "/administration/equality"
    draft = boss.post(f"{here}/start", at=here, action="start")
    tea = {"text": "Do you like tea?", "options": "Yes\nNo"}
    boss.post(f"{here}/questions/new", tea)
    assert "Do you like tea?" in boss.get(draft).text
    boss.post(f"{here}/publish", {"reason": "Tea"}, at=draft, action="publish")
    assert "Asked now" in boss.get(here).text
    assert boss.client.get(f"{here}/questions/new").status_code == 302


def test_a_partner_is_added_renamed_and_closed(boss: Page) -> None:
    typed = {"name": "Invented Helpers", "kind": "charity", "area": "Everywhere"}
    here = boss.post("/administration/partners/new", typed)
    boss.post(f"{here}/rename", {"name": "Kind Helpers"})
    boss.post(f"{here}/close", {"valid_to": day(-1)})
    shown = boss.get(here).text
    assert "Invented Helpers: until" in shown
    assert "Closed" in shown
    with boss.app.app_context():
        partner = here.rpartition("/")[2]
        make_staff("volunteer", email="helper@staff.example", partner_id=partner)
    volunteer = Page(boss.app)
    sign_in(volunteer, "helper@staff.example")
    assert volunteer.client.get("/assisted").status_code == 403
