"""The screens: invited, first sign-in, changed, forgotten, lost phone, gone."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.service import find_user
from portal.db import session, utc_now
from portal.notify.models import Mail
from tests.factories import PASSWORD, make_staff, sign_in, sign_in_as
from tests.pages import Page

NEW = "orchid lantern gravel"
INVITATION = {"email": "New@Staff.example", "name": "Typed Name", "roles": ["responder"],
              "reach": "everything", "partner": "", "places": ""}  # fmt: skip


def link_in_mail(page: Page) -> str:
    """The address in the newest mail."""
    with page.app.app_context():
        body = session().scalars(select(Mail).order_by(Mail.id.desc())).first()
        assert body is not None
        found = re.search(r"/account/link/\S+", body.body)
    assert found
    return found[0]


def ident(page: Page, email: str) -> int:
    """The id of an account."""
    with page.app.app_context():
        user = find_user(email)
        assert user is not None
        return user.id


def invited(page: Page) -> str:
    """Invite somebody as a system administrator; returns the link."""
    sign_in_as(page, "system_administrator")
    page.post("/people/invite", INVITATION)
    return link_in_mail(page)


def chosen(words: str = NEW) -> dict[str, str]:
    """A password, typed twice."""
    return {"password": words, "again": words}


def test_an_invited_person_chooses_name_and_password_once(page: Page, other_page: Page) -> None:
    link = invited(page)
    other_page.post(link, {**chosen(), "name": "Shown Name"})
    with page.app.app_context():
        user = find_user("new@staff.example")
        assert user is not None and user.name == "Shown Name"
    assert "cannot be used" in other_page.get(link).text
    led_to = other_page.post("/account/sign-in", {"email": "new@staff.example", "password": NEW})
    assert "tf-setup" in led_to


def test_the_link_of_an_invitation_ends_after_seven_days(page: Page, other_page: Page) -> None:
    now = utc_now()
    link = invited(page)
    with time_machine.travel(now + timedelta(days=6), tick=False):
        assert "Begin with your account" in other_page.get(link).text
    with time_machine.travel(now + timedelta(days=8), tick=False):
        assert "cannot be used" in other_page.get(link).text


def test_the_token_is_not_in_the_table_of_links(page: Page) -> None:
    token = invited(page).rpartition("/")[2]
    with page.app.app_context():
        rows = session().connection().exec_driver_sql("SELECT token_hash FROM account_links").all()
    assert token not in str(rows)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "no address"}, "Enter an email address in the correct format"),
        ({"email": "system_administrator@staff.example"}, "with this email address already"),
        ({"roles": []}, "Choose at least one role"),
        ({"roles": ["king"]}, "Choose an answer"),
        ({"roles": ["volunteer"]}, "Choose the partner"),
        ({"reach": "places"}, "Choose an organisation"),
        ({"reach": "places", "places": "nowhere\x00 99"}, "We do not know these codes"),
    ],
)
def test_a_wrong_invitation_has_a_sentence_and_keeps_what_was_typed(
    sqlite_page: Page, changed: dict[str, object], sentence: str
) -> None:
    sign_in_as(sqlite_page, "system_administrator")
    shown = sqlite_page.post("/people/invite", {**INVITATION, **changed}, status=200)
    assert sentence in shown.text
    assert "Typed Name" in shown.response.text


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({**chosen("short"), "name": "A"}, "at least 12 characters"),
        ({**chosen("Newcastle2026!"), "name": "A"}, "easy to guess"),
        ({"password": NEW, "again": "x", "name": "A"}, "not the same"),
        ({**chosen(), "name": " "}, "Enter your name"),
    ],
)
def test_a_bad_first_password_is_refused(
    sqlite_page: Page, answers: dict[str, str], sentence: str
) -> None:
    link = invited(sqlite_page)
    assert sentence in Page(sqlite_page.app).post(link, answers, status=200).text


def test_a_changed_role_bites_on_the_next_request(page: Page, other_page: Page) -> None:
    email = sign_in_as(page, "moderator")
    sign_in_as(other_page, "system_administrator")
    other_page.post(f"/people/{ident(page, email)}/access",
                    {"roles": ["insight"], "reach": "everything", "name": "N"})  # fmt: skip
    page.get("/desk", 403)
    page.get("/desk/dashboard")


def test_a_changed_place_bites_on_the_next_request(page: Page, other_page: Page) -> None:
    email = sign_in_as(page, "moderator")
    sign_in_as(other_page, "system_administrator")
    url = f"/people/{ident(page, email)}"
    other_page.post(f"{url}/access", {"roles": ["moderator"], "reach": "places", "name": "N",
                                      "organisations": ["R0B"]})  # fmt: skip
    assert "no mails are shown here" in page.get("/desk/outbox").text
    assert "South Tyneside and Sunderland" in other_page.get(url).text


def test_a_leaver_is_out_with_the_next_click_and_may_come_back(
    page: Page, other_page: Page
) -> None:
    email = sign_in_as(page, "moderator")
    sign_in_as(other_page, "system_administrator")
    url = f"/people/{ident(page, email)}"
    other_page.post(f"{url}/leave", at=url, action="leave")
    assert "sign-in" in page.get("/desk", 302).response.headers["Location"]
    other_page.post(f"{url}/return", at=url, action="return")
    sign_in(page, email)
    page.get("/desk")


def test_an_administrator_ends_one_sign_in_of_somebody(page: Page, other_page: Page) -> None:
    email = sign_in_as(page, "moderator")
    sign_in_as(other_page, "system_administrator")
    url = f"/people/{ident(page, email)}"
    forms = other_page.get(url).find_all("form")
    end = next(f.get("action") for f in forms if "/sessions/" in (f.get("action") or ""))
    other_page.post(end, at=url, action="/sessions/")
    page.get("/desk", 302)


def test_people_see_and_end_their_own_sign_ins(page: Page, other_page: Page) -> None:
    email = sign_in_as(page, "moderator")
    sign_in(other_page, email)
    assert page.get("/account/where").text.count("End this sign-in") == 2
    other = next(f for f in page.get("/account/where").find_all("form")
                 if "/end" in (f.get("action") or ""))  # fmt: skip
    page.post(other.get("action") or "", at="/account/where", action="/end")
    other_page.get("/desk", 302)
    page.get("/desk")


def test_a_lost_second_factor_is_set_up_anew(page: Page, other_page: Page) -> None:
    email = sign_in_as(page, "moderator")
    sign_in_as(other_page, "system_administrator")
    url = f"/people/{ident(page, email)}"
    refused = other_page.post(f"{url}/second-factor", at=url, action="second", status=200)
    assert "Say how you know" in refused.text
    other_page.post(f"{url}/second-factor", {"identity": "video"}, at=url, action="second")
    page.get("/desk", 302)
    led_to = page.post("/account/sign-in", {"email": email, "password": PASSWORD})
    assert "tf-setup" in led_to


def test_a_forgotten_password_is_chosen_anew(page: Page) -> None:
    with page.app.app_context():
        make_staff("moderator", email="ann@staff.example")
    page.post("/account/forgotten", {"email": "Ann@staff.example"}, status=200)
    page.post(link_in_mail(page), chosen())
    sign_in(page, "ann@staff.example", NEW)
    page.get("/desk")


@pytest.mark.parametrize("email", ["nobody@staff.example", "gone@staff.example"])
def test_asking_for_an_unknown_address_tells_nothing(page: Page, email: str) -> None:
    with page.app.app_context():
        make_staff("moderator", email="ann@staff.example")
    known = page.post("/account/forgotten", {"email": "ann@staff.example"}, status=200)
    unknown = page.post("/account/forgotten", {"email": email}, status=200)
    assert known.text == unknown.text
    with page.app.app_context():
        assert session().scalars(select(Mail.recipient)).all() == ["ann@staff.example"]


def test_pressing_the_button_twice_sends_one_mail(page: Page) -> None:
    with page.app.app_context():
        make_staff("moderator", email="ann@staff.example")
    for _ in range(2):
        page.post("/account/forgotten", {"email": "ann@staff.example"}, status=200)
    with page.app.app_context():
        assert len(session().scalars(select(Mail)).all()) == 1


def test_the_links_in_mails_are_shown_to_system_administrators_only(
    page: Page, other_page: Page
) -> None:
    token = invited(page).rpartition("/")[2]
    sign_in_as(other_page, "organisation_administrator")
    assert token in page.get("/desk/outbox").text
    assert token not in other_page.get("/desk/outbox").text


def test_an_organisation_administrator_finds_nobody_elsewhere(page: Page) -> None:
    with page.app.app_context():
        make_staff("moderator", email="far@staff.example")
        make_staff("organisation_administrator", email="local@staff.example",
                   organisations=["R0B"])  # fmt: skip
    sign_in(page, "local@staff.example")
    page.get(f"/people/{ident(page, 'far@staff.example')}", 404)
    refused = page.post("/people/invite", INVITATION, status=200)
    assert "only to the places that you look after" in refused.text


def test_a_review_is_kept_with_its_day_and_by_whom(page: Page, app: Flask) -> None:
    with app.app_context():
        make_staff("moderator", email="ann@staff.example")
    sign_in_as(page, "system_administrator")
    user_id = ident(page, "ann@staff.example")
    page.post(f"/people/{user_id}/review", {"needed": "yes"}, at="/people/review",
              action=f"/people/{user_id}/review")  # fmt: skip
    assert "Still needed, said Invented Person" in page.get("/people/review").text
