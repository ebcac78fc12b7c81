"""Two tabs, the Back button, and a sign-in that ended while somebody was writing."""

from sqlalchemy import func, select

from portal.db import db
from portal.desk.models import Note
from portal.feedback.models import Draft, Feedback
from tests.factories import make_feedback, sign_in, sign_in_as
from tests.pages import Page
from tests.web.journey import WORDS, Journey


def answer_of(page: Page, journey: Journey, name: str) -> str:
    """What a draft holds."""
    with page.app.app_context():
        draft = db.session.get_one(Draft, journey.root.rpartition("/")[2])
        return str(draft.answers.get(name, ""))


def test_two_drafts_in_two_tabs_do_not_mix(page: Page) -> None:
    first, second = Journey(page).begin().to("good"), Journey(page).begin().to("good")
    first.answer("good", {"good": "Of the first tab"})
    second.answer("good", {"good": "Of the second tab"})
    assert answer_of(page, first, "good") == "Of the first tab"
    assert answer_of(page, second, "good") == "Of the second tab"


def test_back_and_another_answer_keeps_what_came_later(page: Page) -> None:
    journey = Journey(page).begin().to("publish")
    journey.answer("good", {"good": "Words of the second try"})
    assert answer_of(page, journey, "good") == "Words of the second try"
    assert answer_of(page, journey, "better") == "More chairs"


def test_sending_twice_from_two_tabs_keeps_it_once(page: Page) -> None:
    journey = Journey(page).begin().to("check")
    token = page.get(journey.url("check")).token()
    led = [page.client.post(journey.url("check"), data=token).headers["Location"] for _ in "ab"]
    assert led == [journey.url("sent")] * 2
    with page.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Feedback)) == 1


def test_an_old_step_sent_after_the_end_changes_nothing(page: Page) -> None:
    journey = Journey(page).begin().to("check")
    old = page.get(journey.url("good")).token()
    page.post(journey.url("check"))
    response = page.client.post(journey.url("good"), data={**old, "good": "Too late"})
    assert response.headers["Location"] == journey.url("sent")
    with page.app.app_context():
        kept = db.session.scalars(select(Feedback)).unique().one()
        assert [p.original_text for p in kept.passages if p.original_text == "Too late"] == []


def test_after_signing_in_again_one_press_saves_the_note(page: Page, other_page: Page) -> None:
    with page.app.app_context():
        url = f"/desk/item/{make_feedback().id}"
    email = sign_in_as(page, "moderator")
    token = page.get(url).token(f"{url}/note")
    late = other_page.client.post(f"{url}/note", data={**token, "body": WORDS})
    assert late.status_code == 401
    again = other_page._shown(late, url).token()
    sign_in(other_page, email)
    pressed = other_page.client.post(f"{url}/note", data={**again, "body": WORDS})
    assert pressed.status_code == 302
    with page.app.app_context():
        assert [n.body for n in db.session.scalars(select(Note))] == [WORDS]
