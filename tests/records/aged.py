"""Records that are old enough to be looked at; all of them invented."""

from datetime import date
from typing import Any

from portal.accounts.models import User
from portal.db import session, writing
from portal.feedback.models import Feedback
from portal.records import disposal
from portal.records.models import Disposal, DisposalState, Retention
from portal.records.periods import find_class
from portal.records.queries import list_disposals
from tests.factories import make_feedback, make_staff

LONG_AGO = date(2010, 6, 1)


def keeper(name: str = "first") -> User:
    """Somebody who manages records."""
    return make_staff("system_administrator", email=f"{name}@records.example")


def due_feedback(text: str = "Invented words", **values: Any) -> Feedback:
    """One item whose review date has come long ago."""
    feedback = make_feedback(text, **values)
    with writing():
        retention = session().get_one(Retention, feedback.id)
        review_on = find_class(retention.class_id).review_on(LONG_AGO)
        retention.starts_on, retention.review_on = LONG_AGO, review_on
    return feedback


def proposal(feedback: Feedback, by: User) -> Disposal:
    """A proposal to dispose of an item that is due."""
    assert disposal.propose([feedback.id], by=by) == 1
    return list_disposals(DisposalState.PROPOSED)[0]


def disposed_of(feedback: Feedback) -> Disposal:
    """A disposal that one person proposed and a second approved."""
    proposed = proposal(feedback, keeper("proposer"))
    assert disposal.approve([proposed.id], by=keeper("decider")) == 1
    return proposed
