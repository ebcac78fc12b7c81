"""Signing in with reference and code; guessing is limited before anything is hashed."""

import hashlib
from datetime import timedelta

from sqlalchemy import bindparam, text

from portal.db import UTCDateTime, session, utc_now, writing
from portal.feedback import codes
from portal.feedback.models import Feedback, GuessLimit
from portal.feedback.queries import find_by_reference

FREE_GUESSES = 10
LONGEST = timedelta(minutes=15)
FORGET_AFTER = timedelta(days=1)
#: as text, because both databases know the words but SQLAlchemy has a construct for each
_NEW_LIMIT = text(
    "INSERT INTO guess_limits (key, failures, last_at) VALUES (:key, 0, :now) "
    "ON CONFLICT DO NOTHING"
).bindparams(bindparam("now", type_=UTCDateTime))


class TooManyGuesses(Exception):
    """Wait before the next try."""


def open_with_code(reference: str, typed: str) -> Feedback | None:
    """The feedback of that reference and code, or None.

    A wrong reference and a wrong code look alike and take the same time. Raises
    `TooManyGuesses` while the reference is blocked, whether it exists or not.
    """
    tidy = codes.tidy_reference(reference)[:20]
    key = hashlib.sha256(tidy.encode()).hexdigest()
    _count_guess(key)
    candidates = codes.parse(typed[:300])
    feedback = find_by_reference(tidy)
    code_hash = feedback.code_hash if feedback else None
    session().rollback()  # nothing is held open while hashing
    if not codes.matches(code_hash, candidates):
        return None
    _forget(key)
    return find_by_reference(tidy)


def _count_guess(key: str) -> None:
    now = utc_now()
    with writing() as db:
        db.execute(_NEW_LIMIT, {"key": key, "now": now})
        # the row's lock makes guesses at the same moment wait for each other's count
        limit = db.get_one(GuessLimit, key, with_for_update=True)
        if now - limit.last_at > FORGET_AFTER:
            limit.failures, limit.blocked_until = 0, None
        if limit.blocked_until and limit.blocked_until > now:
            raise TooManyGuesses
        # counted before the answer is known, so that a hundred tries at once are a hundred
        limit.failures += 1
        limit.last_at = now
        if limit.failures >= FREE_GUESSES:
            minutes = 2 ** min(limit.failures - FREE_GUESSES, 4)
            limit.blocked_until = now + min(timedelta(minutes=minutes), LONGEST)


def _forget(key: str) -> None:
    with writing() as db:
        limit = db.get(GuessLimit, key)
        if limit is not None:
            db.delete(limit)
