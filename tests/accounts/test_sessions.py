"""A sign-in ends: by itself, by its owner, by an administrator, with the account."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts import sessions
from portal.accounts.records import UserSession
from portal.accounts.service import find_user
from portal.db import session, utc_now
from tests.factories import PASSWORD, make_staff, sign_in, sign_in_as
from tests.pages import Page


def signed_in(page: Page, url: str) -> bool:
    """Whether the page opens."""
    return page.client.get(url).status_code == 200


@pytest.mark.parametrize(("role", "url", "minutes"),
                         [("moderator", "/desk", 30), ("volunteer", "/assisted", 15)])  # fmt: skip
def test_a_sign_in_ends_when_nothing_happens(page: Page, role: str, url: str, minutes: int) -> None:
    now = utc_now()
    with time_machine.travel(now, tick=False):
        sign_in_as(page, role)
    with time_machine.travel(now + timedelta(minutes=minutes - 1), tick=False):
        assert signed_in(page, url)
    with time_machine.travel(now + timedelta(minutes=2 * minutes), tick=False):
        assert not signed_in(page, url)


def test_a_sign_in_ends_after_twelve_hours_of_work(sqlite_page: Page) -> None:
    now = utc_now()
    with time_machine.travel(now, tick=False):
        sign_in_as(sqlite_page, "moderator")
    for quarters in range(1, 48):
        with time_machine.travel(now + timedelta(minutes=15 * quarters), tick=False):
            assert signed_in(sqlite_page, "/desk")
    with time_machine.travel(now + timedelta(hours=12), tick=False):
        assert not signed_in(sqlite_page, "/desk")


def test_what_was_typed_is_shown_when_the_sign_in_is_over(sqlite_page: Page) -> None:
    email = sign_in_as(sqlite_page, "responder")
    token = sqlite_page.get("/desk/changes/new").token()
    with sqlite_page.app.app_context():
        user = find_user(email)
        assert user is not None
        sessions.end_all(user.id)
    response = sqlite_page.client.post("/desk/changes/new", data={**token, "you_said": "My words"})
    assert response.status_code == 401
    assert "My words" in response.text and "/account/sign-in" in response.text


def test_signing_out_ends_the_row_and_empties_the_browser(page: Page) -> None:
    sign_in_as(page, "moderator")
    cookie = page.client.get_cookie("session")
    token = {i.get("name"): i.get("value") for i in page.get("/desk").find_all("input")}
    response = page.client.post("/account/sign-out", data=token)
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert cookie is not None
    page.client.set_cookie("session", cookie.value)
    assert not signed_in(page, "/desk")


def test_another_cookie_with_the_same_account_needs_a_row_of_its_own(page: Page) -> None:
    email = sign_in_as(page, "moderator")
    with page.app.app_context():
        user = find_user(email)
        assert user is not None
        row = session().scalars(select(UserSession)).one()
        sessions.end_session(user, row.id, by=user)
    assert not signed_in(page, "/desk")


def test_a_new_password_ends_the_other_sign_ins(page: Page, other_page: Page) -> None:
    email = sign_in_as(page, "moderator")
    sign_in(other_page, email)
    new = "quite-another-phrase"
    page.post("/account/change", {"password": PASSWORD, "new_password": new,
                                  "new_password_confirm": new})  # fmt: skip
    assert signed_in(page, "/desk")
    assert not signed_in(other_page, "/desk")


def test_only_the_hash_of_the_key_and_the_family_of_the_browser_are_kept(context: Flask) -> None:
    user = make_staff("moderator")
    key = sessions.open_session(user.id, "Mozilla/5.0 (X11) Chrome/140.1 Safari/537 Edg/140.1")
    row = session().scalars(select(UserSession)).one()
    assert key not in (row.key_hash, row.agent)
    assert row.agent == "Edg"


def test_staff_pages_are_never_stored(sqlite_page: Page) -> None:
    sign_in_as(sqlite_page, "moderator")
    assert sqlite_page.get("/desk").response.headers["Cache-Control"] == "no-store"
