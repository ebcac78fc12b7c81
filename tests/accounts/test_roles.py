"""Roles are those of the table, and a wrong name makes no row."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import Role, User
from portal.accounts.people import Access, invite_account
from portal.accounts.permissions import ROLES
from portal.accounts.service import UnknownRole, create_account
from portal.accounts.words import ROLE_NAMES
from portal.db import session
from tests.factories import PASSWORD, make_staff


def test_an_account_with_an_unknown_role_is_not_made(context: Flask) -> None:
    with pytest.raises(UnknownRole, match="There is no role 'moderater'. The roles are moderator"):
        create_account("a@staff.example", "Invented", PASSWORD, roles=["moderater"])
    assert session().scalars(select(User)).all() == []
    assert "moderater" not in session().scalars(select(Role.name)).all()


def test_nobody_is_invited_to_an_unknown_role(context: Flask) -> None:
    admin = make_staff("system_administrator")
    with pytest.raises(UnknownRole):
        invite_account("a@staff.example", Access("A", roles=frozenset({"boss"})), by=admin)
    assert len(session().scalars(select(User)).all()) == 1


def test_every_role_has_a_name() -> None:
    assert set(ROLE_NAMES) == set(ROLES)
