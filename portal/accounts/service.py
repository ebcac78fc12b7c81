"""Making accounts from the command line."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import current_app
from flask_security import hash_password
from sqlalchemy import select

from portal.accounts.models import Role, User, UserScope
from portal.accounts.passwords import what_is_wrong
from portal.accounts.permissions import PARTNER_ROLES, ROLES
from portal.audit.service import SYSTEM, record
from portal.db import session, writing

#: public on purpose: demo accounts exist only where PORTAL_ENV is not production
DEMO_PASSWORD = "invented-demo-words"  # noqa: S105


class UnknownRole(ValueError):
    """There is no role of that name; the message names it and those that there are."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no role {name!r}. The roles are {', '.join(ROLES)}.")


def create_administrator(email: str, name: str, password: str | None) -> User:
    """Make somebody who holds every role for everything; without a password they are invited.

    Raises `ValueError` with a sentence.
    """
    wrong = what_is_wrong(password, about=(name, email)) if password is not None else None
    if wrong:
        raise ValueError(wrong)
    if find_user(email) is not None:
        raise ValueError(f"There is an account {email} already.")
    return create_account(email, name, password, roles=[r for r in ROLES if r not in PARTNER_ROLES])


def create_account(
    email: str,
    name: str,
    password: str | None,
    *,
    roles: list[str],
    job_title: str = "",
    partner_id: str | None = None,
    demo: bool = False,
    organisations: Iterable[str] = (),
) -> User:
    """Make one account; a demo account has its second factor from the start.

    Raises `UnknownRole`; then no account is made.
    """
    hashed = hash_password(password) if password is not None else None  # slow: before the lock
    secret = _totp().generate_totp_secret() if demo else None
    with writing() as db:
        user = make_user(email, name, job_title=job_title, password=hashed)
        user.demo, user.partner_id, user.tf_totp_secret = demo, partner_id, secret
        user.tf_primary_method = "authenticator" if demo else None
        user.roles = [role_row(role) for role in roles]
        user.scopes = [UserScope(organisation_id=code) for code in organisations]
        db.add(user)
        db.flush()
        record(SYSTEM, "create_account", "user", user.id, roles=roles)
    return user


def make_user(email: str, name: str, *, job_title: str, password: str | None) -> User:
    """A new account that is not in the database yet; `password` is hashed, None when invited."""
    return User(
        email=email.strip().lower(),
        name=name,
        job_title=job_title,
        password=password,
        fs_uniquifier=uuid.uuid4().hex,
    )


def _totp() -> Any:
    return current_app.extensions["security"]._totp_factory


def role_row(name: str) -> Role:
    """The row of a role, made at its first use.

    Raises `UnknownRole` for a name that the table of roles does not have: its holder could do
    nothing, and nobody would know why.
    """
    if name not in ROLES:
        raise UnknownRole(name)
    db = session()
    role = db.scalars(select(Role).filter_by(name=name)).one_or_none()
    if role is None:
        role = Role(name=name)
        db.add(role)
    return role


def find_user(email: str) -> User | None:
    """The account of that address."""
    return session().scalars(select(User).filter_by(email=email.strip().lower())).one_or_none()


def current_totp(email: str) -> str | None:
    """The second factor of a demo account, valid now; None for any other account."""
    user = find_user(email)
    if user is None or not user.demo or user.tf_totp_secret is None:
        return None
    factory = _totp()
    return str(factory.generate_totp_password(user.tf_totp_secret))
