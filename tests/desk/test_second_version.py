"""The second person agrees to what the page showed, and to nothing else."""

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from portal.db import session
from portal.desk.moderation import check_second
from portal.desk.queries import last_decision
from portal.feedback.models import Feedback
from portal.feedback.states import State
from tests.factories import make_decision, make_feedback, make_staff, sign_in_as
from tests.pages import Page

SEEN = "The nurse was kind"


def redacted(text: str = SEEN) -> Feedback:
    """An item that waits for the second person."""
    feedback = make_feedback("Nurse Joy Invented was kind")
    make_decision(feedback, "redact", public_text=text)
    return feedback


def decided_again(feedback: Feedback) -> None:
    """A moderator takes it back meanwhile and lets other words stand."""
    approver, moderator = make_staff("approver"), make_staff("moderator", email="m@staff.example")
    check_second(feedback, agree=False, version=feedback.version, by=approver)
    make_decision(feedback, "redact", public_text="Nurse Joy was kind", by=moderator)


def test_words_edited_meanwhile_are_not_agreed_to(context: Flask) -> None:
    feedback = redacted()
    seen = feedback.version
    decided_again(feedback)
    with pytest.raises(StaleDataError):
        check_second(feedback, agree=True, version=seen, by=make_staff("approver", "insight"))
    decision = last_decision(feedback.id)
    assert (feedback.state, decision and decision.agreed) == (State.SECOND_CHECK, None)


@pytest.mark.parametrize("version", ["", "0", "-1", "nine", "9" * 5000, "٣"])
def test_a_check_without_the_pages_version_agrees_to_nothing(
    sqlite_page: Page, version: str
) -> None:
    with sqlite_page.app.app_context():
        ident = redacted().id
    sign_in_as(sqlite_page, "approver", "responder")
    url = f"/desk/item/{ident}"
    form = {"agree": "yes", "version": version}
    page = sqlite_page.post(f"{url}/second", form, at=url, action="second", status=409)
    assert page.h1 == "Somebody else changed this first"
    with sqlite_page.app.app_context():
        assert session().get_one(Feedback, ident).state == State.SECOND_CHECK


def test_the_second_persons_page_says_that_it_changed_meanwhile(page: Page) -> None:
    with page.app.app_context():
        ident = redacted().id
    sign_in_as(page, "approver", "responder")
    url = f"/desk/item/{ident}"
    typed = {**page.get(url).token("second"), "agree": "yes"}
    with page.app.app_context():
        decided_again(session().get_one(Feedback, ident))
    response = page.client.post(f"{url}/second", data=typed)
    assert response.status_code == 409
    assert "Somebody else changed this first" in page._shown(response, url).text


def test_the_second_person_agrees_through_the_page(page: Page) -> None:
    with page.app.app_context():
        ident = redacted().id
    sign_in_as(page, "approver", "responder")
    url = f"/desk/item/{ident}"
    page.post(f"{url}/second", {"agree": "yes"}, at=url, action="second")
    with page.app.app_context():
        assert session().get_one(Feedback, ident).state == State.APPROVED
