"""A person gives feedback through the real pages, without JavaScript."""

import re

import pytest
from sqlalchemy import func, select

from portal.complaints.models import ComplaintCase
from portal.db import db
from portal.feedback.models import Contact, Draft, Feedback
from portal.feedback.states import Kind
from tests.pages import Page
from tests.web.journey import WORDS, Journey


def stored(page: Page) -> Feedback:
    """The one row that is there."""
    with page.app.app_context():
        return db.session.scalars(select(Feedback)).unique().one()


def count(page: Page, model: type) -> int:
    """How many rows there are."""
    with page.app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_is_given_in_both_languages(page: Page, kind: Kind, prefix: str) -> None:
    thanks = Journey(page, kind, prefix).send()
    kept = stored(page)
    assert (kept.kind, kept.language) == (kind, "ar" if prefix else "en")
    assert kept.reference in thanks.text


def test_what_was_answered_is_what_is_stored(page: Page) -> None:
    Journey(page).send()
    with page.app.app_context():
        kept = db.session.scalars(select(Feedback)).unique().one()
        words = {p.prompt: p.original_text for p in kept.passages}
        assert words == {"good": WORDS, "better": "More chairs", "statement": "Always"}
        assert kept.care_service and kept.care_service.slug == "r0b01"
        assert (kept.who, kept.happened_when, kept.overall) == ("self", "past_week", "good")
        assert [(a.statement_id, a.answer) for a in kept.answers] == [("PS-I-01", "yes")]


def test_a_complaint_is_never_for_show_and_has_its_date(sqlite_page: Page) -> None:
    thanks = Journey(sqlite_page, Kind.COMPLAINT).send()
    assert not stored(sqlite_page).publish_consent
    assert count(sqlite_page, ComplaintCase) == 1
    assert "We tell you that we have your complaint by" in thanks.text


def test_the_contact_stands_apart_from_the_story(sqlite_page: Page) -> None:
    Journey(sqlite_page, Kind.COMPLAINT).send()
    with sqlite_page.app.app_context():
        assert db.session.scalars(select(Contact.name)).one() == "Invented Name"


def test_the_code_that_was_shown_opens_the_page(page: Page, other_page: Page) -> None:
    journey = Journey(page).begin().to("code")
    shown = page.get(journey.url("code"))
    card = [re.sub(r"\s+", " ", "".join(dd.itertext())) for dd in shown.find_all("dd")]
    journey.answer("code", {"kept": "y"})
    page.post(journey.url("check"))
    led = other_page.post("/my-feedback", {"reference": card[0].lower(), "code": card[1].upper()})
    assert WORDS in other_page.get(led).text


def test_the_code_is_never_in_an_address(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin().to("code")
    shown = sqlite_page.get(journey.url("code"))
    code = "".join(shown.find_all("dd")[1].itertext()).strip().split()
    addresses = [
        value
        for element in shown.tree.iter()
        for name, value in element.attrib.items()
        if name in ("href", "action", "src")
    ]
    assert len(code) == 6
    assert not [a for a in addresses if all(word in a for word in code)]
    assert "kept" not in journey.answer("code", {"kept": "y"})


def test_the_same_code_is_shown_again_from_the_check_page(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin().to("code")
    first = "".join(sqlite_page.get(journey.url("code")).find_all("dd")[1].itertext())
    journey.to("check")
    again = sqlite_page.get(journey.url("code?change=1"))
    assert "".join(again.find_all("dd")[1].itertext()) == first


def test_an_arabic_reader_is_shown_digits(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page, prefix="/ar").begin().to("code")
    code = "".join(sqlite_page.get(journey.url("code")).find_all("dd")[1].itertext())
    assert re.fullmatch(r"\s*(\d{4} ){4}\d{4}\s*", code)


def test_back_leads_to_the_question_before(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin().to("when")
    shown = sqlite_page.get(journey.url("when"))
    back = [a.get("href") for a in shown.find_all("a") if "back-link" in (a.get("class") or "")]
    assert back == [journey.url("others")]
    who = sqlite_page.get(journey.url("who"))
    assert [i.get("value") for i in who.find_all("input") if "checked" in i.attrib] == ["self"]


def test_change_leads_to_the_answer_and_back_to_the_check(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin().to("check")
    shown = sqlite_page.get(journey.url("check"))
    changes = [a.get("href") for a in shown.find_all("a") if "change=1" in (a.get("href") or "")]
    assert journey.url("good?change=1") in changes
    led = sqlite_page.post(journey.url("good?change=1"), {"good": "Other invented words"})
    assert led == journey.url("check")
    assert "Other invented words" in sqlite_page.get(led).text


def test_every_change_link_opens_a_question(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page, Kind.COMPLAINT).begin().to("check")
    shown = sqlite_page.get(journey.url("check"))
    changes = {a.get("href") for a in shown.find_all("a") if "change=1" in (a.get("href") or "")}
    assert len(changes) >= 6
    for url in changes:
        sqlite_page.get(url)


def test_a_new_choice_of_statements_asks_only_for_what_is_missing(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page, answers={"statements": {}}).begin().to("check")
    chosen = {"statements": ["PS-I-02"]}
    led = sqlite_page.post(journey.url("statements?change=1"), chosen)
    assert led.endswith("/answers")
    sqlite_page.get(led)


def test_nobody_jumps_over_a_question(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin()
    response = sqlite_page.client.get(journey.url("check"))
    assert response.headers["Location"] == journey.url("who")


def test_two_sends_make_one_record(page: Page) -> None:
    journey = Journey(page).begin().to("check")
    token = page.get(journey.url("check")).token()
    led = [page.client.post(journey.url("check"), data=token).headers["Location"] for _ in "ab"]
    assert led == [journey.url("sent")] * 2
    assert count(page, Feedback) == 1


def test_going_back_after_sending_leads_to_the_thank_you(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page)
    journey.send()
    for name in ("good", "check", "code"):
        response = sqlite_page.client.get(journey.url(name))
        assert response.headers["Location"] == journey.url("sent")


def test_finishing_clears_the_page_from_a_shared_computer(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page)
    journey.send()
    sqlite_page.post(journey.url("sent"))
    assert sqlite_page.client.get(journey.url("sent")).headers["Location"] == "/give"
    assert count(sqlite_page, Draft) == 0
