"""A form that was not made by us, or not for this draft, changes nothing and keeps the words."""

import pytest
from sqlalchemy import func, select

from portal.db import db
from portal.feedback.models import Draft
from tests.factories import make_feedback, sign_in_as
from tests.pages import Page
from tests.web.journey import WORDS, Journey

PUBLIC_POSTS = ("/give", "/my-feedback", "/my-feedback/write", "/my-feedback/consent",
                "/my-feedback/withdraw", "/my-feedback/leave", "/confirm-email/abc",
                "/report-a-problem", "/give/abcdef/good", "/give/abcdef/check",
                "/give/abcdef/sent", "/give/abcdef/delete", "/give/abcdef/help-now")  # fmt: skip
STAFF_POSTS = ("decide", "second", "publish", "unpublish", "reopen", "respond", "note",
               "correct", "match")  # fmt: skip
FOREIGN = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)


@pytest.mark.parametrize("url", PUBLIC_POSTS)
@pytest.mark.parametrize("token", [None, "", "made-up", "eyJhIjoxfQ.aaaa.bbbb"])
def test_a_public_form_without_our_token_is_refused(
    sqlite_page: Page, url: str, token: str | None
) -> None:
    fields = {"body": WORDS} | ({"form_token": token} if token is not None else {})
    response = sqlite_page.client.post(url, data=fields)
    assert response.status_code == 400
    assert WORDS in sqlite_page._shown(response, url).text


@pytest.mark.parametrize("name", STAFF_POSTS)
def test_a_staff_form_without_our_token_is_refused(sqlite_page: Page, name: str) -> None:
    with sqlite_page.app.app_context():
        url = f"/desk/item/{make_feedback().id}/{name}"
    sign_in_as(sqlite_page, "moderator", "approver", "responder")
    response = sqlite_page.client.post(url, data={"body": WORDS})
    assert response.status_code == 400
    assert WORDS in sqlite_page._shown(response, url).text


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_on_another_site_is_refused_even_with_our_token(
    sqlite_page: Page, headers: dict[str, str]
) -> None:
    token = sqlite_page.get("/report-a-problem").token()
    fields = {**token, "body": WORDS}
    response = sqlite_page.client.post("/report-a-problem", data=fields, headers=headers)
    assert response.status_code == 403
    assert WORDS in sqlite_page._shown(response, "/report-a-problem").text


def test_our_own_origin_is_welcome(sqlite_page: Page) -> None:
    token = sqlite_page.get("/report-a-problem").token()
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    response = sqlite_page.client.post(
        "/report-a-problem", data={**token, "body": WORDS, "wrong": "other"}, headers=headers
    )
    assert response.status_code == 302


def test_the_token_of_one_draft_does_not_fit_another(sqlite_page: Page) -> None:
    first, second = Journey(sqlite_page).begin(), Journey(sqlite_page).begin()
    token = sqlite_page.get(first.url("who")).token()
    response = sqlite_page.client.post(second.url("who"), data={**token, "who": "self"})
    assert response.status_code == 400


def test_a_refused_start_makes_no_draft(sqlite_page: Page) -> None:
    sqlite_page.client.post("/give", data={"kind": "experience"})
    with sqlite_page.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_password_is_never_given_back_by_an_error_page(sqlite_page: Page) -> None:
    typed = {"email": "a@staff.example", "password": "a-plain-secret-word", "code": "123456"}
    response = sqlite_page.client.post("/account/sign-in", data=typed)
    assert response.status_code == 400
    assert "a-plain-secret-word" not in response.text
    assert "123456" not in response.text
