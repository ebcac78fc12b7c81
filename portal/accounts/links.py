"""Links in mails that let somebody choose a password: single use, hashed, with an end."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from flask_security import hash_password
from sqlalchemy import select, update

from portal.accounts.models import User
from portal.accounts.records import AccountLink, Purpose
from portal.accounts.sessions import end_all
from portal.audit.service import record, staff
from portal.db import session, utc_now, writing

LIVES = {Purpose.INVITE: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}
#: whoever presses the button again and again sends one mail
PAUSE = timedelta(minutes=2)


def new_link(user: User, purpose: Purpose) -> tuple[AccountLink, str]:
    """A new link for `user` inside the caller's transaction; older ones of its kind end."""
    token, now = secrets.token_urlsafe(32), utc_now()
    with writing() as db:
        revoke_links(user.id, purpose)
        link = AccountLink(
            user_id=user.id,
            purpose=purpose,
            token_hash=_hash(token),
            created_at=now,
            expires_at=now + LIVES[purpose],
        )
        db.add(link)
        db.flush()
    return link, token


def revoke_links(user_id: int, *purposes: Purpose) -> None:
    """End the open links of somebody, inside the caller's transaction."""
    wanted = (
        AccountLink.user_id == user_id,
        AccountLink.purpose.in_(purposes or tuple(Purpose)),
        AccountLink.ended_at.is_(None),
    )
    with writing() as db:
        db.execute(update(AccountLink).where(*wanted).values(ended_at=utc_now()))


def find_link(token: str) -> AccountLink | None:
    """The link of that token, if it may still be used."""
    wanted = select(AccountLink).filter_by(token_hash=_hash(token), ended_at=None)
    link = session().scalars(wanted.where(AccountLink.expires_at > utc_now())).one_or_none()
    return link if link is not None and link.user.active else None


def was_sent_just_now(user: User) -> bool:
    """Whether a mail for a new password went out in the last two minutes."""
    wanted = select(AccountLink.id).filter_by(user_id=user.id, purpose=Purpose.RESET)
    wanted = wanted.where(AccountLink.created_at > utc_now() - PAUSE)
    return session().scalars(wanted.limit(1)).first() is not None


def use_link(token: str, *, name: str, password: str) -> bool:
    """Set the password (and the name at the first time); False when the link is over.

    All sign-ins and all other links of the person end.
    """
    hashed = hash_password(password)  # before the lock: it takes a while
    with writing():
        link = find_link(token)
        if link is None:
            return False
        user = link.user
        if link.purpose == Purpose.INVITE:
            user.name, user.confirmed_at = name, utc_now()
        user.password, user.fs_uniquifier = hashed, uuid.uuid4().hex
        revoke_links(user.id)
        end_all(user.id)
        record(staff(user.id), f"use_{link.purpose}", "user", user.id)
    return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
