"""Appeals for tests."""

from portal.accounts.models import User
from portal.appeals.models import Appeal
from portal.appeals.service import ask_again, receive_report
from portal.db import session
from portal.desk import moderation
from portal.desk.models import PageReport, Wrong
from portal.desk.service import About
from portal.feedback.models import Feedback
from tests.factories import make_decision, make_feedback, make_staff


def moderator(name: str = "first") -> User:
    """Somebody who moderates."""
    return make_staff("moderator", email=f"{name}@staff.example", demo=False)


def declined(by: User, **changed: object) -> Feedback:
    """Feedback that `by` declined."""
    feedback = make_feedback("The ward was loud", **changed)
    make_decision(feedback, "decline", reason="abuse", by=by)
    return feedback


def published(by: User, **changed: object) -> Feedback:
    """Feedback that `by` approved and published."""
    feedback = make_feedback("The ward was loud", **changed)
    make_decision(feedback, "approve", reason="fit_to_publish", by=by)
    moderation.publish(feedback, version=feedback.version, by=by)
    return feedback


def appeal_of(by: User, words: str = "I meant the noise") -> Appeal:
    """An open appeal against what `by` decided."""
    return ask_again(declined(by), words)


def report(wrong: Wrong, feedback: Feedback | None = None, contact: str = "") -> PageReport:
    """A report about a published experience, or about another page."""
    page = f"/experiences/{feedback.id}" if feedback else "/contact"
    about = About(wrong, feedback.id if feedback else None)
    return receive_report(page, "This is my neighbour", "en", about=about, contact=contact)


def all_appeals() -> list[Appeal]:
    """Every appeal, oldest first."""
    return session().query(Appeal).order_by(Appeal.id).all()
