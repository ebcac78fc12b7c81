"""What goes wrong while giving: the words stay, and other people stay out."""

from datetime import timedelta

import pytest
from flask_babel import force_locale, gettext
from sqlalchemy import select, update

from portal.db import db, utc_now, writing
from portal.feedback.models import Draft, Feedback
from portal.feedback.states import Kind, State
from tests.pages import Page
from tests.web.journey import WORDS, Journey
from tests.web.test_give_journey import count, stored

ODD = "Kind 😀 staff\u200f \x00and\u202e calm\r\nward e\u0301"
URGENT = {"": "I want to kill myself.", "/ar": "أريد أن أقتل نفسي."}


def test_an_error_keeps_what_was_typed(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page, Kind.COMPLAINT).begin().to("about-you")
    typed = {"name": "Invented Name", "email": "not an address", "phone": "01632 960001"}
    shown = journey.answer("about-you", typed, status=200)
    values = {i.get("name"): i.get("value") for i in shown.find_all("input")}
    assert {name: values[name] for name in typed} == typed
    assert "Enter an email address in the correct format" in shown.text


def test_an_unanswered_question_is_asked_again_with_a_sentence(sqlite_page: Page) -> None:
    shown = Journey(sqlite_page).begin().answer("who", {}, status=200)
    assert "Choose who you are" in shown.text
    assert "".join(shown.find_all("title")[0].itertext()).startswith("Error: ")


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_an_answer_nobody_offered_is_refused(sqlite_page: Page, prefix: str) -> None:
    shown = Journey(sqlite_page, prefix=prefix).begin().answer("who", {"who": "x"}, status=200)
    with sqlite_page.app.test_request_context(), force_locale(prefix.strip("/") or "en"):
        assert gettext("Choose an answer") in shown.text
    assert "Not a valid choice" not in shown.text


def test_a_service_that_is_not_listed_is_kept_in_words(page: Page) -> None:
    place = {"service": "not_listed", "service_text": "A clinic by the river"}
    Journey(page, answers={"service": place}).send()
    assert stored(page).service_text == "A clinic by the river"


def test_not_sure_needs_no_words(sqlite_page: Page) -> None:
    Journey(sqlite_page, answers={"service": {"service": "not_sure"}}).send()
    assert (stored(sqlite_page).care_service_id, stored(sqlite_page).service_text) == (None, "")


def test_not_listed_needs_the_name(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin().to("service")
    shown = journey.answer("service", {"service": "not_listed"}, status=200)
    assert "Enter the name of the service or place" in shown.text


def test_searching_shows_services_and_asks_on(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin().to("service")
    search = {"search": "sunderland", "action": "search"}
    shown = journey.answer("service", search, status=200)
    assert "Sunderland Royal Hospital" in shown.text


def test_what_was_searched_for_is_still_there_after_going_on(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin().to("service")
    search = {"search": "sunderland", "action": "search"}
    shown = journey.answer("service", search, status=200)
    searching, going_on = [
        f for f in shown.find_all("form") if "sign-out" not in str(f.get("action"))
    ][:2]
    names = [
        [i.get("name") for i in form.iter() if i.get("name")] for form in (searching, going_on)
    ]
    assert "service" not in names[0] and "action" not in names[1]
    assert [i.get("value") for i in going_on.iter() if i.get("name") == "search"] == ["sunderland"]


def test_delete_my_answers_deletes_them(page: Page) -> None:
    journey = Journey(page).begin().to("better")
    led = page.post(journey.url("delete"), at=journey.url("better"), action="/delete")
    assert "Nothing was sent and nothing is kept." in page.get(led).text
    assert count(page, Draft) == 0
    page.get(journey.url("good"), status=404)


def test_every_question_offers_to_delete_the_answers(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page, Kind.COMPLAINT).begin()
    for name in ("who", "service", "when", "happened", "wanted", "about-you"):
        assert sqlite_page.get(journey.url(name)).token("/delete")
        journey.answer(name)


def test_another_browser_cannot_open_the_draft(page: Page, other_page: Page) -> None:
    journey = Journey(page).begin().to("better")
    other_page.get(journey.url("good"), status=404)
    other_page.client.set_cookie(f"draft_{journey.root.rpartition('/')[2]}", "a-wrong-key")
    other_page.get(journey.url("good"), status=404)


def test_a_new_start_never_reopens_the_draft_before(sqlite_page: Page) -> None:
    first = Journey(sqlite_page).begin().to("better")
    second = Journey(sqlite_page).begin()
    assert second.root != first.root
    assert not stored_words(sqlite_page, second.root)


def stored_words(page: Page, root: str) -> str:
    """What the draft at `root` knows of the question what was good."""
    with page.app.app_context():
        draft = db.session.get_one(Draft, root.rpartition("/")[2])
        return draft.answers.get("good", "")


def test_an_expired_draft_gives_the_words_back(page: Page) -> None:
    journey = Journey(page).begin().to("good")
    token = page.get(journey.url("good")).token()
    with page.app.app_context(), writing() as session:
        session.execute(update(Draft).values(expires_at=utc_now() - timedelta(minutes=1)))
    response = page.client.post(journey.url("good"), data={**token, "good": WORDS})
    shown = page._shown(response, journey.url("good"))
    assert response.status_code == 410
    assert WORDS in shown.text
    assert "7 days" in shown.text


@pytest.mark.parametrize(
    ("kind", "step", "field", "most"),
    [
        (Kind.EXPERIENCE, "good", "good", 10_000),
        (Kind.COMPLAINT, "happened", "happened", 50_000),
    ],
)
def test_a_long_text_is_kept_and_one_letter_more_is_told(
    page: Page, kind: Kind, step: str, field: str, most: int
) -> None:
    journey = Journey(page, kind).begin().to(step)
    shown = journey.answer(step, {field: "\u00e9" * (most + 1)}, status=200)
    assert f"Use {most:,} characters or fewer" in shown.text
    assert "\u00e9" * (most + 1) in shown.text
    journey.answers = {step: {field: "\u00e9" * most}}
    journey.send()
    with page.app.app_context():
        kept = db.session.scalars(select(Feedback)).unique().one()
        assert "\u00e9" * most in [p.original_text for p in kept.passages]


def test_emoji_and_other_scripts_stay_and_control_characters_go(page: Page) -> None:
    Journey(page, answers={"good": {"good": ODD}}).send()
    with page.app.app_context():
        kept = db.session.scalars(select(Feedback)).unique().one()
        words = kept.passages[0].original_text
    assert words == "Kind 😀 staff\u200f and\u202e calm\nward \u00e9"


def test_what_a_person_writes_is_shown_as_text(sqlite_page: Page) -> None:
    attack = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    journey = Journey(sqlite_page, answers={"good": {"good": attack}}).begin().to("check")
    for name in ("good", "check"):
        shown = sqlite_page.get(journey.url(name))
        assert "alert(1)" not in [script.text for script in shown.find_all("script")]
        assert not [i for i in shown.find_all("img") if i.get("src") == "x"]


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_urgent_words_lead_to_help_and_lose_nothing(page: Page, prefix: str) -> None:
    journey = Journey(page, prefix=prefix).begin().to("good")
    led = journey.answer("good", {"good": URGENT[prefix]})
    assert led == f"{journey.root}/help-now?after=good"
    assert "116 123" in page.get(led).text
    assert page.post(led) == journey.url("better")
    assert stored_words(page, journey.root) == URGENT[prefix]


def test_urgent_words_put_the_item_in_the_red_queue(page: Page) -> None:
    journey = Journey(page).begin().to("good")
    page.post(journey.answer("good", {"good": URGENT[""]}))
    here = "better"
    while here != "check":
        data = {"kept": "y"} if here == "code" else None
        here = journey.answer(here, data).rpartition("/")[2]
    page.post(journey.url("check"))
    assert stored(page).risk == 2


def test_what_a_machine_fills_in_waits_for_a_person(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin().to("check")
    sqlite_page.post(journey.url("check"), {"website": "https://spam.example"})
    assert stored(sqlite_page).state == State.HELD
