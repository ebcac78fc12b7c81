"""Who holds a code, for half an hour at a time."""

import time

from flask import session

from portal.feedback.models import Feedback
from portal.feedback.queries import find_feedback

KEY = "follow_up"
#: a code's page is closed after half an hour without a click: computers are shared
IDLE_S = 30 * 60


def open_page(feedback: Feedback) -> None:
    """Let this browser see the page of `feedback`."""
    session.clear()
    session[KEY] = {"id": feedback.id, "at": int(time.time())}


def close_page() -> None:
    """Forget it."""
    session.pop(KEY, None)


def held_feedback() -> Feedback | None:
    """The feedback whose code was entered here, None when that is too long ago."""
    held = session.get(KEY)
    if not isinstance(held, dict) or time.time() - held.get("at", 0) > IDLE_S:
        return None
    session[KEY] = {"id": held["id"], "at": int(time.time())}
    return find_feedback(held["id"])
