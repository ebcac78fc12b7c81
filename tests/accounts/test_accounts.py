"""Accounts: a password that is long enough, a second factor, roles, and nothing for free."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.accounts.permissions import PARTNER_ROLES, ROLES, Permission, permissions_of
from portal.accounts.service import create_administrator, current_totp, find_user
from portal.audit.queries import list_entries
from portal.db import violated_constraint, writing
from tests.factories import PASSWORD, make_staff, sign_in, sign_in_as
from tests.pages import Page


def test_an_administrator_holds_every_staff_role(context: Flask) -> None:
    user = create_administrator("Boss@Staff.example", "Invented Boss", PASSWORD)
    assert user.role_names == set(ROLES) - PARTNER_ROLES
    assert find_user(" boss@staff.EXAMPLE ") is not None


def test_a_short_password_is_refused_with_a_sentence(context: Flask) -> None:
    with pytest.raises(ValueError, match="at least 12 characters"):
        create_administrator("boss@staff.example", "Invented Boss", "elevenchars")
    assert find_user("boss@staff.example") is None


def test_an_address_has_one_account(context: Flask) -> None:
    make_staff("moderator", email="ann@staff.example")
    with pytest.raises(ValueError, match="already"):
        create_administrator("ANN@staff.example", "Invented", PASSWORD)
    with pytest.raises(IntegrityError) as caught:
        make_staff("moderator", email="ann@staff.example")
    assert violated_constraint(caught.value) == "uq_users_email"


def test_the_password_is_not_stored(context: Flask) -> None:
    user = make_staff("moderator")
    assert user.password is not None
    assert user.password.startswith("$argon2id$")
    assert PASSWORD not in user.password


def test_making_an_account_is_in_the_trail(context: Flask) -> None:
    user = make_staff("moderator")
    assert list_entries("user", user.id)[0].detail == {"roles": ["moderator"]}


def test_only_demo_accounts_give_their_second_factor_away(context: Flask) -> None:
    make_staff("moderator", email="demo@staff.example", demo=True)
    make_staff("moderator", email="real@staff.example", demo=False)
    assert len(current_totp("demo@staff.example") or "") == 6
    assert [current_totp(e) for e in ("real@staff.example", "no@staff.example")] == [None, None]


def test_every_permission_belongs_to_a_role_and_unknown_roles_give_none() -> None:
    assert permissions_of(frozenset(ROLES)) == set(Permission)
    assert permissions_of(frozenset({"king"})) == frozenset()


def test_the_moderator_is_not_their_own_second_person_by_role() -> None:
    assert Permission.CHECK_SECOND not in ROLES["moderator"]
    assert Permission.MODERATE not in ROLES["approver"]


def test_password_and_second_factor_open_the_desk(page: Page) -> None:
    sign_in_as(page, "moderator")
    assert page.get("/desk").h1


def test_the_password_alone_opens_nothing(page: Page) -> None:
    with page.app.app_context():
        make_staff("moderator", email="ann@staff.example")
    page.post("/account/sign-in", {"email": "ann@staff.example", "password": PASSWORD})
    assert "/account/sign-in" in page.get("/desk", status=302).response.headers["Location"]


def test_a_wrong_password_and_an_unknown_address_look_alike(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context():
        make_staff("moderator", email="ann@staff.example")
    shown = [
        sqlite_page.post("/account/sign-in", {"email": e, "password": "wrong-words-here"},
                         status=200).text.replace(e, "")
        for e in ("ann@staff.example", "nobody@staff.example")
    ]  # fmt: skip
    assert shown[0] == shown[1]


def test_an_account_that_was_switched_off_is_out_at_once(page: Page) -> None:
    email = sign_in_as(page, "moderator")
    with page.app.app_context(), writing():
        user = find_user(email)
        assert user is not None
        user.active = False
    assert page.client.get("/desk").status_code in (302, 403)


def test_two_computers_may_be_signed_in_at_once(page: Page) -> None:
    email = sign_in_as(page, "moderator")
    other = Page(page.app)
    sign_in(other, email)
    assert other.get("/desk").h1
