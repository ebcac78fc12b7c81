"""Receiving feedback: once, durably, with everything that belongs to it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from portal.audit.models import AuditEntry
from portal.audit.queries import list_entries
from portal.db import session
from portal.feedback.drafts import keep_answers, start_draft
from portal.feedback.models import Contact, Draft, Feedback, Passage
from portal.feedback.service import receive_feedback
from portal.feedback.signals import feedback_received
from portal.feedback.states import Kind, State
from portal.feedback.submission import to_new_feedback
from portal.readings.models import Reading
from portal.readings.queries import find_reading
from tests.factories import make_feedback


def count(model: Any) -> int:
    """How many rows there are."""
    return session().scalar(select(func.count()).select_from(model)) or 0


def test_feedback_waits_for_its_reading_from_the_start(context: Flask) -> None:
    feedback = make_feedback()
    reading = find_reading("feedback", feedback.id)
    assert reading is not None
    assert reading.state == "waiting"
    assert [e.verb for e in list_entries("feedback", feedback.id)] == ["receive"]


def test_a_draft_sent_twice_is_one_record(context: Flask) -> None:
    draft, _ = start_draft(kind="experience", language="en", answers={"good": "Kind staff"})
    new = to_new_feedback(draft)
    first, second = receive_feedback(new), receive_feedback(new)
    assert first.id == second.id
    assert (count(Feedback), count(Reading), count(Passage)) == (1, 1, 1)


def test_a_draft_sent_eight_times_at_once_is_one_record(context: Flask) -> None:
    draft, _ = start_draft(kind="experience", language="en", answers={"good": "Kind staff"})
    new = to_new_feedback(draft)

    def send(_: int) -> int:
        with context.app_context(), context.test_request_context("/"):
            return receive_feedback(new).id

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))
    session().rollback()  # the read snapshot is older than the threads' writes
    assert len(answers) == 1
    assert (count(Feedback), count(Reading)) == (1, 1)


def test_when_the_transaction_fails_nothing_is_half_stored(context: Flask) -> None:
    def fail(_app: Flask, **_: Any) -> None:
        raise RuntimeError("the last step failed")

    draft, _ = start_draft(kind="experience", language="en", answers={"good": "Kind staff"})
    with feedback_received.connected_to(fail), pytest.raises(RuntimeError):
        receive_feedback(to_new_feedback(draft))
    assert [count(m) for m in (Feedback, Passage, Reading, AuditEntry)] == [0, 0, 0, 0]
    assert session().get_one(Draft, draft.id).answers["good"] == "Kind staff"


def test_after_a_failure_the_same_draft_can_be_sent_again(context: Flask) -> None:
    def fail(_app: Flask, **_: Any) -> None:
        raise RuntimeError("the last step failed")

    draft, _ = start_draft(kind="experience", language="en", answers={"good": "Kind staff"})
    new = to_new_feedback(draft)
    with feedback_received.connected_to(fail), pytest.raises(RuntimeError):
        receive_feedback(new)
    assert receive_feedback(new).passages[0].original_text == "Kind staff"


def test_a_sent_draft_keeps_no_words_and_takes_no_more(context: Flask) -> None:
    draft, _ = start_draft(
        kind="experience", language="en", answers={"good": "Kind", "email": "a@person.example"}
    )
    receive_feedback(to_new_feedback(draft))
    keep_answers(draft, {"better": "Too late"})
    assert session().get_one(Draft, draft.id).answers == {"kind": "experience"}


def test_the_contact_is_apart_from_the_story(context: Flask) -> None:
    feedback = make_feedback(contact={"name": "Ann Invented", "email": "a@person.example"})
    contact = session().get_one(Contact, feedback.id)
    assert contact.email == "a@person.example"
    assert contact.confirmed_at is None


def test_the_stored_time_is_cut_to_the_hour(context: Flask) -> None:
    at = make_feedback().received_at
    assert (at.minute, at.second, at.microsecond) == (0, 0, 0)


def test_the_original_words_are_kept_letter_for_letter(context: Flask) -> None:
    words = "  السلام\n\n<b>“kind”</b> & £5  "
    ident = make_feedback(words).id
    session().rollback()
    assert session().get_one(Feedback, ident).passages[0].original_text == words


def test_a_complaint_never_carries_consent_to_publish(context: Flask) -> None:
    assert make_feedback(kind=Kind.COMPLAINT, publish_consent=True).publish_consent is False


def test_what_a_machine_seems_to_have_sent_is_held_not_dropped(context: Flask) -> None:
    assert make_feedback(details={"automatic": True}).state == State.HELD


def test_other_broken_rules_are_not_taken_for_a_second_send(context: Flask) -> None:
    reference = make_feedback().reference
    with pytest.raises(DBAPIError):
        make_feedback(reference=reference)
    assert count(Feedback) == 1
