"""Publishing, taking down and reopening carry the version: two moderators never overwrite."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from portal.desk import moderation
from portal.desk.moderation import ReasonNotOffered
from portal.desk.queries import last_decision
from portal.feedback.models import Feedback
from portal.feedback.states import ContentNote, State
from tests.factories import make_decision, make_feedback, make_staff, sign_in_as
from tests.pages import Page

Verb = Callable[..., None]


def held(by: object) -> Feedback:
    """Something that `by` put on hold."""
    feedback = make_feedback()
    make_decision(feedback, "hold", by=by)  # type: ignore[arg-type]
    return feedback


def approved(by: object) -> Feedback:
    """Something that `by` approved."""
    feedback = make_feedback()
    make_decision(feedback, "approve", reason="fit_to_publish", by=by)  # type: ignore[arg-type]
    return feedback


def published(by: object) -> Feedback:
    """Something that `by` published."""
    feedback = approved(by)
    moderation.publish(feedback, version=feedback.version, by=by)  # type: ignore[arg-type]
    return feedback


@pytest.mark.parametrize(
    ("made", "verb"),
    [(approved, moderation.publish), (published, moderation.unpublish), (held, moderation.reopen)],
)
def test_a_page_that_is_old_changes_nothing(context: Flask, made: Verb, verb: Verb) -> None:
    by = make_staff("moderator", email="first@staff.example", demo=False)
    feedback = made(by)
    seen, state = feedback.version, feedback.state
    moderation.note_content(feedback, [ContentNote.DEATH], version=seen, by=by)
    with pytest.raises(StaleDataError):
        verb(feedback, version=seen, by=by)
    assert feedback.state == state


def test_taking_down_keeps_a_reason_that_the_person_sees(context: Flask) -> None:
    by = make_staff("moderator", email="first@staff.example", demo=False)
    feedback = published(by)
    moderation.take_down(feedback, reason="abuse", version=feedback.version, by=by)
    decision = last_decision(feedback.id)
    assert decision is not None
    assert (feedback.state, decision.outcome, decision.reason) == (State.HELD, "hold", "abuse")


def test_a_reason_that_is_not_offered_takes_nothing_down(context: Flask) -> None:
    by = make_staff("moderator", email="first@staff.example", demo=False)
    feedback = published(by)
    with pytest.raises(ReasonNotOffered):
        moderation.take_down(feedback, reason="nonsense", version=feedback.version, by=by)
    assert feedback.state == State.PUBLISHED


def test_two_moderators_on_two_pages_hear_of_each_other(page: Page, other_page: Page) -> None:
    with page.app.app_context():
        ident = published(make_staff("moderator", email="first@staff.example", demo=False)).id
    here = f"/desk/item/{ident}"
    sign_in_as(page, "moderator", "responder")
    sign_in_as(other_page, "moderator")
    token = page.get(here).token("/unpublish")
    other_page.post(f"{here}/unpublish", {"why": "abuse"}, at=here, action="/unpublish")
    answer = page.client.post(f"{here}/unpublish", data={**token, "why": "duplicate"})
    assert answer.status_code == 409 and "Somebody else changed this first" in answer.text
    assert "duplicate" in answer.text


def test_taking_down_without_a_reason_is_told(page: Page) -> None:
    with page.app.app_context():
        ident = published(make_staff("moderator", email="first@staff.example", demo=False)).id
    here = f"/desk/item/{ident}"
    sign_in_as(page, "moderator")
    shown = page.post(f"{here}/unpublish", {"why": ""}, at=here, action="/unpublish", status=200)
    assert "Choose a" in shown.text
    assert "Open the public page" in page.get(here).text
