"""Who holds a code, until they have not clicked for a while."""

import time

from flask import session

from portal.feedback.models import Feedback
from portal.feedback.queries import find_feedback
from portal.settings import value

KEY = "follow_up"


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
    if not isinstance(held, dict):
        return None
    # computers are shared, so the page closes by itself
    if time.time() - held.get("at", 0) > value("code_page_idle_minutes") * 60:
        return None
    session[KEY] = {"id": held["id"], "at": int(time.time())}
    return find_feedback(held["id"])
