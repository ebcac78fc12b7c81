"""One row for each sign-in: when it ends by itself, and how it is ended."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select, update

from portal.accounts.models import User
from portal.accounts.records import UserSession
from portal.audit.service import record, staff
from portal.db import session, utc_now, writing
from portal.settings import value

#: people who type for others at shared tables are signed out sooner
VOLUNTEERS = frozenset({"volunteer", "supervisor"})
SEEN_EVERY = timedelta(minutes=1)
#: the order matters: Edge and Chrome both say that they are Safari as well
FAMILIES = ("Edg", "Firefox", "Chrome", "Safari")


def open_session(user_id: int, agent: str) -> str:
    """Keep a new sign-in; returns its key, which only the cookie holds."""
    key, now = secrets.token_urlsafe(32), utc_now()
    row = UserSession(
        user_id=user_id, key_hash=_hash(key), agent=family_of(agent), created_at=now, seen_at=now
    )
    with writing() as db:
        db.add(row)
        db.flush()
        record(staff(user_id), "sign_in", "user", user_id, session_id=row.id)
    return key


def family_of(agent: str) -> str:
    """The family of a browser by its own word, without version or system."""
    return next((name for name in FAMILIES if name in agent), "")


def find_open(key: str, user: User) -> UserSession | None:
    """The sign-in of that key; None when it is somebody else's, ended or too old."""
    wanted = select(UserSession).filter_by(key_hash=_hash(key), user_id=user.id)
    row = session().scalars(wanted).one_or_none()
    if row is None or row.ended_at is not None:
        return None
    return row if _is_young(row, idle_limit(user), utc_now()) else None


def idle_limit(user: User) -> timedelta:
    """How long nothing may happen: what was set, and never longer than that for volunteers.

    Read at each request, so that a new value holds from its day on for those who are signed in
    already (OWASP ASVS 7.3.1).
    """
    minutes = value("session_idle_minutes")
    if user.role_names <= VOLUNTEERS:
        minutes = min(minutes, current_app.config["SESSION_IDLE_MINUTES_VOLUNTEERS"])
    return timedelta(minutes=minutes)


def _is_young(row: UserSession, idle: timedelta, now: datetime) -> bool:
    longest = timedelta(hours=current_app.config["SESSION_HOURS"])
    return now < row.created_at + longest and now < row.seen_at + idle


def list_open(user: User) -> Sequence[UserSession]:
    """Where somebody is signed in, the newest first."""
    wanted = select(UserSession).where(
        UserSession.user_id == user.id, UserSession.ended_at.is_(None)
    )
    rows = session().scalars(wanted.order_by(UserSession.id.desc()).limit(100)).all()
    now, idle = utc_now(), idle_limit(user)
    return [row for row in rows if _is_young(row, idle, now)]


def note_seen(row: UserSession) -> None:
    """Remember that somebody was there, at most once a minute."""
    now = utc_now()
    if now - row.seen_at >= SEEN_EVERY:
        with writing():
            row.seen_at = now.replace(second=0)


def end_by_key(key: str) -> None:
    """End the sign-in that this key belongs to: signing out."""
    wanted = UserSession.key_hash == _hash(key), UserSession.ended_at.is_(None)
    with writing() as db:
        db.execute(update(UserSession).where(*wanted).values(ended_at=utc_now()))


def end_session(user: User, session_id: int, *, by: User) -> None:
    """End one sign-in of `user`; one that is not theirs or over changes nothing."""
    wanted = UserSession.id == session_id, UserSession.user_id == user.id
    with writing() as db:
        ended = db.execute(
            update(UserSession)
            .where(*wanted, UserSession.ended_at.is_(None))
            .values(ended_at=utc_now())
            .returning(UserSession.id)
        ).all()
        if ended:
            record(staff(by.id), "end_session", "user", user.id, session_id=session_id)


def end_all(user_id: int) -> None:
    """End every sign-in of somebody, at once."""
    wanted = UserSession.user_id == user_id, UserSession.ended_at.is_(None)
    with writing() as db:
        db.execute(update(UserSession).where(*wanted).values(ended_at=utc_now()))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
