"""An administrator looks after the numbers that people in danger see."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, update

from portal.audit.queries import list_entries
from portal.db import writing
from portal.i18n import today
from portal.organisations.models import Signpost
from portal.organisations.queries import find_signpost, list_signposts
from portal.organisations.service import load_reference_data
from tests.factories import sign_in_as
from tests.pages import Page

LIST = "/administration/help-signposts"


@pytest.fixture(autouse=True)
def _as_shipped(app: Flask) -> Iterator[None]:
    """Afterwards the signposts are those that came with the portal."""
    yield
    with app.app_context():
        with writing() as db:
            db.execute(delete(Signpost))
        load_reference_data()


@pytest.fixture
def boss(page: Page) -> Page:
    """An administrator's browser."""
    sign_in_as(page, "system_administrator")
    return page


def typed(**changed: str) -> dict[str, str]:
    """What somebody types into the form."""
    later = today() + timedelta(days=90)
    return {
        "name": "Invented line",
        "text": "You want an invented line:",
        "phone": "01632 960 001",
        "kind": "other",
        "position": "70",
        "review_on": f"{later.day} {later.month} {later.year}",
        **changed,
    }


def test_a_new_signpost_is_on_the_public_page_at_once(boss: Page, other_page: Page) -> None:
    assert boss.post(f"{LIST}/new", typed()) == f"{LIST}/invented-line"
    shown = other_page.get("/help-now")
    assert "You want an invented line:" in shown.text
    assert "tel:01632960001" in shown.response.text
    with boss.app.app_context():
        assert [e.verb for e in list_entries("signpost", "invented-line")] == ["add_signpost"]


def test_an_urgent_one_stands_first_and_in_the_bar(boss: Page, other_page: Page) -> None:
    boss.post(f"{LIST}/new", typed(urgent="y", position="999"))
    assert "01632 960 001" in str(other_page.get("/privacy").response.text)
    with boss.app.app_context():
        names = [s.id for s in list_signposts()]
    assert names[:4] == ["emergency-999", "nhs-111", "invented-line", "nhs-111-mental-health"]


def test_a_signpost_speaks_the_languages_that_staff_wrote(boss: Page, other_page: Page) -> None:
    boss.post(f"{LIST}/new", typed(name_ar="خط", text_ar="خط للتجربة:"))
    assert "خط للتجربة:" in other_page.get("/ar/help-now").text
    assert "You want an invented line:" not in other_page.get("/ar/help-now").text


def test_a_changed_number_is_shown_in_every_language(boss: Page, other_page: Page) -> None:
    here = f"{LIST}/samaritans/change"
    values = {i.get("name"): i.get("value") for i in boss.get(here).find_all("input")}
    with boss.app.app_context():
        text = find_signpost("samaritans").text
    boss.post(here, typed(name=values["name"], text=text, phone="01632 960002"))
    for prefix in ("", "/ar"):
        assert "tel:01632960002" in other_page.get(f"{prefix}/help-now").response.text
    assert "You want to talk" not in other_page.get("/ar/help-now").text


def test_words_that_staff_change_are_no_longer_those_of_the_portal(
    boss: Page, other_page: Page
) -> None:
    boss.post(f"{LIST}/samaritans/change", typed(name="Samaritans", text="Somebody listens:"))
    assert "Somebody listens:" in other_page.get("/help-now").text
    spans = other_page.get("/ar/help-now").find_all("span")
    assert [s.get("lang") for s in spans if s.text == "Somebody listens:"] == ["en"]


def test_two_people_who_change_one_signpost_do_not_overwrite_each_other(boss: Page) -> None:
    here = f"{LIST}/samaritans/change"
    token = boss.get(here).token()
    boss.post(here, typed(name="First"))
    response = boss.client.post(here, data={**token, **typed(name="Second")})
    assert response.status_code == 409 and "Second" in response.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter the name"),
        ({"text": "x" * 501}, "Use 500 characters or fewer"),
        ({"phone": "call us"}, "Enter a phone number"),
        ({"phone": "9" * 30}, "Enter a phone number"),
        ({"phone": "", "urgent": "y"}, "needs a phone number"),
        ({"sms": "+١"}, "Enter a number for texts"),
        ({"url": "javascript:alert(1)"}, "begins with https://"),
        ({"url": "https://["}, "begins with https://"),
        ({"position": "0"}, "Enter a whole number from 1 to 999"),
        ({"review_on": "1 1 2020"}, "Choose a day after today"),
        ({"review_on": "1 1 2100"}, "within two years"),
        ({"name_ar": "خط"}, "Write both the name and the words"),
        ({"kind": "nothing"}, "Choose an answer"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_keeps_the_rest(
    boss: Page, wrong: dict[str, str], sentence: str
) -> None:
    shown = boss.post(f"{LIST}/new", typed(**wrong), status=200)
    assert sentence in shown.text
    assert "70" in [i.get("value") for i in shown.find_all("input")] or "position" in wrong


def test_a_signpost_that_was_checked_is_due_later(boss: Page) -> None:
    with boss.app.app_context(), writing() as db:
        db.execute(update(Signpost).values(review_on=today() - timedelta(days=1)))
    assert "past their review date" in boss.get("/desk").text
    with boss.app.app_context():
        names = [s.id for s in list_signposts()]
    for name in names:
        boss.post(f"{LIST}/{name}/checked", {"review_on": typed()["review_on"]})
    assert "review date" not in boss.get("/desk").text
    with boss.app.app_context():
        assert list_entries("signpost", "shout")[-1].verb == "confirm_signpost"


def test_a_retired_signpost_leaves_the_public_page_and_can_come_back(
    boss: Page, other_page: Page
) -> None:
    boss.post(f"{LIST}/shout/retire", at=f"{LIST}/shout", action="retire")
    assert "sms:85258" not in other_page.get("/help-now").response.text
    with boss.app.app_context():
        load_reference_data()
    assert "sms:85258" not in other_page.get("/help-now").response.text
    assert "Not shown any more" in boss.get(LIST).text
    boss.post(f"{LIST}/shout/checked", {"review_on": typed()["review_on"]})
    assert "sms:85258" in other_page.get("/help-now").response.text


def test_the_last_number_in_the_bar_stays(boss: Page) -> None:
    boss.post(f"{LIST}/nhs-111/retire", at=f"{LIST}/nhs-111", action="retire")
    boss.post(f"{LIST}/emergency-999/retire", at=f"{LIST}/emergency-999", action="retire")
    assert "Put another one there first." in boss.get(LIST).response.text
    shown = boss.post(f"{LIST}/emergency-999/change", typed(), status=200)
    assert "Put another one there first." in shown.text
    with boss.app.app_context():
        assert [s.id for s in list_signposts() if s.urgent] == ["emergency-999"]
