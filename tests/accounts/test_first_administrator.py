"""The first administrator, and the words for every role."""

import re

import pytest
from flask import Flask

from portal.accounts.links import find_link, use_link
from portal.accounts.management import manages_everybody
from portal.accounts.permissions import ROLES
from portal.accounts.service import find_user
from portal.accounts.words import ROLE_DESCRIPTIONS, ROLE_NAMES
from portal.cli import cli
from portal.demo.load import accounts

PASSWORD = "plainly-invented-words"


def test_the_command_prints_a_link_that_works_once(app: Flask) -> None:
    words = ["create-admin", "--email", "first@staff.example", "--name", "First", "--invite"]
    printed = app.test_cli_runner().invoke(cli, args=words).output
    token = re.findall(r"/account/link/(\S+)", printed)[0]
    with app.app_context(), app.test_request_context("/"):
        assert use_link(token, name="First", password=PASSWORD)
        assert find_link(token) is None
        user = find_user("first@staff.example")
        assert user is not None and user.password and manages_everybody(user)


def test_the_command_refuses_a_password_that_everybody_tries(sqlite_app: Flask) -> None:
    words = ["create-admin", "--email", "first@staff.example", "--name", "First",
             "--password", "Newcastle2026!"]  # fmt: skip
    assert sqlite_app.test_cli_runner().invoke(cli, args=words).exit_code == 1
    with sqlite_app.app_context():
        assert find_user("first@staff.example") is None


def test_every_role_has_a_name_and_one_sentence() -> None:
    assert list(ROLE_NAMES) == list(ROLE_DESCRIPTIONS)
    assert set(ROLE_NAMES) == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_the_demo_has_an_account_for_each_role_alone(role: str) -> None:
    held = [roles for _email, roles in accounts()]
    assert role in held
    assert any(set(roles.split(", ")) == set(ROLES) for roles in held)
