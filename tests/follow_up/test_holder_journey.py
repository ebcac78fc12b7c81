"""The person comes back with reference and code, still without a name."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.feedback.codes import as_words
from portal.feedback.queries import find_feedback, list_messages
from tests.factories import CODE, make_feedback_with_code
from tests.pages import Page


def come_back(page: Page, **changed) -> int:
    """Somebody who gave feedback enters the code; returns the id."""
    with page.app.app_context():
        feedback = make_feedback_with_code(**changed)
        ident, reference = feedback.id, feedback.reference
    page.post("/my-feedback", {"reference": reference, "code": as_words(CODE)})
    return ident


def test_a_wrong_code_and_a_wrong_reference_look_alike(page: Page) -> None:
    with page.app.app_context():
        reference = make_feedback_with_code().reference
    wrong = {"reference": reference, "code": as_words(CODE + 1)}
    unknown = {"reference": "ZZZZZZZZZZ", "code": as_words(CODE)}
    said = [page.post("/my-feedback", typed, status=400).text for typed in (wrong, unknown)]
    assert all("do not belong together" in text for text in said)


def test_writing_back_is_kept_and_shown(page: Page) -> None:
    ident = come_back(page)
    page.post("/my-feedback/write", {"body": "One more thing"}, at="/my-feedback/page")
    assert "One more thing" in page.get("/my-feedback/page").text
    with page.app.app_context():
        assert [m.body for m in list_messages(ident)] == ["One more thing"]


def test_an_empty_message_is_told(sqlite_page: Page) -> None:
    come_back(sqlite_page)
    shown = sqlite_page.post("/my-feedback/write", at="/my-feedback/page", status=200)
    assert "Write your message" in shown.text


def test_consent_can_be_taken_back(page: Page) -> None:
    ident = come_back(page)
    page.post("/my-feedback/consent", {"publish": "no"}, at="/my-feedback/page", action="consent")
    with page.app.app_context():
        assert find_feedback(ident).publish_consent is False


def test_taking_back_erases_the_words(page: Page) -> None:
    ident = come_back(page)
    page.post("/my-feedback/withdraw")
    assert "The ward was kind" not in page.get("/my-feedback/page").text
    with page.app.app_context():
        assert find_feedback(ident).passages == []


def test_everything_that_is_held_is_shown_and_can_be_taken_along(page: Page) -> None:
    come_back(page)
    assert "The ward was kind" in page.get("/my-feedback/held").text
    response = page.client.get("/my-feedback/held.json")
    assert response.json["words"] == [{"question": "good", "text": "The ward was kind"}]


def test_what_is_held_is_told_in_words_and_not_in_codes(page: Page) -> None:
    come_back(page)
    text = page.get("/my-feedback/held").text
    assert "We have it. A member of staff will read it." in text
    assert not [code for code in ("received_on", "public_text", "null", "<code>") if code in text]


@pytest.mark.parametrize("url", ["page", "withdraw", "held", "held.json"])
def test_after_closing_nothing_opens_again(sqlite_page: Page, url: str) -> None:
    come_back(sqlite_page)
    sqlite_page.post("/my-feedback/leave", at="/my-feedback/page", action="leave")
    response = sqlite_page.client.get(f"/my-feedback/{url}")
    assert response.headers["Location"] == "/my-feedback"


def test_the_page_closes_itself_after_half_an_hour(
    sqlite_page: Page,
) -> None:
    come_back(sqlite_page)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=31)):
        assert sqlite_page.client.get("/my-feedback/page").status_code == 302
