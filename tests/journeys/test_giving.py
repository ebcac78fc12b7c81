"""A person names further services on the way: one at a time, optional, changed at the end."""

import pytest
from sqlalchemy import select

from portal.db import db
from portal.feedback.models import Feedback
from portal.feedback.states import Kind
from portal.organisations.queries import list_services
from tests.journeys.story import AMBULANCE, HOSPITAL
from tests.pages import Page
from tests.web.journey import Journey

ADD = {"others": "yes"}
FOUND = {"search": "ambulance", "service": AMBULANCE}
IN_WORDS = {"service": "not_listed", "service_text": "A care home by the sea"}


def at_others(page: Page, kind: Kind = Kind.EXPERIENCE) -> Journey:
    """A journey up to the question about other services."""
    return Journey(page, kind).begin().to("others")


def name_another(journey: Journey, chosen: dict[str, str], query: str = "") -> str:
    """Say yes, choose one; returns where it leads."""
    journey.page.post(journey.url("others") + query, ADD)
    return str(journey.page.post(journey.url("another") + query, chosen))


def kept(page: Page) -> list[str]:
    """The further services of the one stored row."""
    with page.app.app_context():
        row = db.session.scalars(select(Feedback)).unique().one()
        return [r.care_service.slug if r.care_service else r.service_text for r in row.further]


def test_who_has_one_service_to_tell_of_goes_on_at_once(page: Page) -> None:
    journey = at_others(page)
    assert journey.answer("others", {}).endswith("/when")
    journey.to("check")
    assert "No other services" in page.get(journey.url("check")).text
    page.post(journey.url("check"))
    assert kept(page) == []


@pytest.mark.parametrize("kind", [Kind.EXPERIENCE, Kind.COMPLAINT])
def test_further_services_are_added_one_at_a_time_and_kept_in_order(page: Page, kind: Kind) -> None:
    journey = at_others(page, kind)
    assert name_another(journey, IN_WORDS).endswith("/others")
    assert name_another(journey, FOUND).endswith("/others")
    shown = page.get(journey.url("others"))
    assert shown.h1 == "You named 2 other services"
    assert journey.answer("others", {"others": "no"}).endswith("/when")
    journey.to("check")
    assert "A care home by the sea and North East Ambulance" in page.get(journey.url("check")).text
    page.post(journey.url("check"))
    assert kept(page) == ["A care home by the sea", AMBULANCE]


def test_one_is_taken_out_again(sqlite_page: Page) -> None:
    journey = at_others(sqlite_page)
    name_another(journey, FOUND)
    name_another(journey, IN_WORDS)
    led = sqlite_page.post(journey.url("others"), {"remove": AMBULANCE})
    shown = sqlite_page.get(led)
    assert shown.h1 == "You named 1 other service" and "Ambulance" not in shown.text


def test_what_is_changed_at_the_end_leads_back_to_the_end(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin().to("check")
    led = name_another(journey, FOUND, "?change=1")
    assert led.endswith("/others?change=1")
    assert sqlite_page.post(led, {"others": ""}).endswith("/check")
    assert "North East Ambulance" in sqlite_page.get(journey.url("check")).text


def test_the_list_is_searched_again_without_naming_one(sqlite_page: Page) -> None:
    journey = at_others(sqlite_page)
    sqlite_page.post(journey.url("others"), ADD)
    shown = journey.answer("another", {"search": "ambulance", "action": "search"}, status=200)
    assert "North East Ambulance" in shown.text and "I’m not sure" not in shown.text


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"service": HOSPITAL}, "You named this service already. Choose another one"),
        ({"service": "nothing-of-ours"}, "Choose a service, or enter its name"),
        ({"service": "not_listed"}, "Enter the name of the service or place"),
        ({"service": "not_listed", "service_text": "x" * 301}, "Use 300 characters or fewer"),
    ],
)
def test_a_wrong_answer_gets_a_sentence(
    sqlite_page: Page, chosen: dict[str, str], sentence: str
) -> None:
    journey = at_others(sqlite_page)
    sqlite_page.post(journey.url("others"), ADD)
    shown = journey.answer("another", chosen, status=200)
    assert sentence in shown.text


def test_after_six_nothing_more_is_asked(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context():
        slugs = [s.slug for s in list_services() if s.slug != HOSPITAL][:6]
    journey = at_others(sqlite_page)
    for slug in slugs:
        name_another(journey, {"service": slug})
    assert "That is as many as one story can name." in sqlite_page.get(journey.url("others")).text
    assert journey.answer("others", ADD).endswith("/when")


def test_a_main_service_that_is_chosen_later_is_not_named_twice(page: Page) -> None:
    journey = at_others(page)
    name_another(journey, FOUND)
    journey.answers["service"] = FOUND
    journey.send()
    assert kept(page) == []
