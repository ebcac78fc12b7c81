"""Taking it back, and changing one's mind about publication."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import session, writing
from portal.desk.models import Decision
from portal.feedback.models import Contact, Feedback, Message, Passage, StatementAnswer
from portal.feedback.queries import find_published
from portal.feedback.service import (
    IllegalMove,
    change_consent,
    move,
    set_public_text,
    write_back,
)  # fmt: skip
from portal.feedback.states import Kind, Prompt, State
from portal.feedback.withdrawal import withdraw
from portal.notify.models import Mail
from portal.readings.queries import find_reading
from tests.factories import make_decision, make_feedback, some_statement


def published(**values: Any) -> Feedback:
    """One published experience."""
    feedback = make_feedback(**values)
    set_public_text(feedback, "The ward was kind and calm")
    move(feedback, State.APPROVED, actor="system")
    move(feedback, State.PUBLISHED, actor="system")
    return feedback


def rows(model: Any) -> int:
    """How many rows there are."""
    return session().scalar(select(func.count()).select_from(model)) or 0


def test_withdrawing_takes_the_page_down_at_once(context: Flask) -> None:
    feedback = published()
    assert withdraw(feedback) is True
    assert find_published(feedback.id) is None
    assert (feedback.state, feedback.published_at) == (State.WITHDRAWN, None)


def test_withdrawing_erases_words_contact_messages_reading_and_index(context: Flask) -> None:
    feedback = published(contact={"email": "ann@person.example"}, service_text="Ward 7",
                         answers={some_statement(): "yes"})  # fmt: skip
    write_back(feedback, "And one thing more")
    withdraw(feedback)
    assert [rows(m) for m in (Passage, StatementAnswer, Contact, Message)] == [0, 0, 0, 0]
    assert find_reading("feedback", feedback.id) is None
    assert (feedback.public_text, feedback.search_text, feedback.service_text) == (None, None, "")


def test_withdrawing_erases_the_words_in_decisions(context: Flask) -> None:
    feedback = make_feedback("Nurse Joy Invented was kind")
    make_decision(feedback, "redact", public_text="[name] was kind")
    withdraw(feedback)
    assert session().scalars(select(Decision.public_text)).all() == [None]


def test_withdrawing_erases_the_address_from_the_outbox(context: Flask) -> None:
    feedback = make_feedback(contact={"email": "ann@person.example"})
    assert rows(Mail) == 1
    withdraw(feedback)
    assert rows(Mail) == 0


def test_withdrawing_one_leaves_the_mail_of_another(context: Flask) -> None:
    make_feedback(contact={"email": "ben@person.example"})
    withdraw(make_feedback(contact={"email": "ann@person.example"}))
    assert session().scalars(select(Mail.recipient)).all() == ["ben@person.example"]


def test_a_withdrawn_complaint_keeps_its_words(context: Flask) -> None:
    complaint = make_feedback("Nobody came", kind=Kind.COMPLAINT)
    assert withdraw(complaint) is False
    assert complaint.state == State.WITHDRAWN
    assert complaint.passages[0].prompt == Prompt.HAPPENED
    assert find_reading("feedback", complaint.id) is not None


def test_a_legal_hold_keeps_the_words_but_not_the_page(context: Flask) -> None:
    feedback = published()
    with writing():
        feedback.legal_hold = True
    assert withdraw(feedback) is False
    assert rows(Passage) == 1
    assert feedback.public_text is None


def test_nobody_withdraws_twice(context: Flask) -> None:
    feedback = make_feedback()
    withdraw(feedback)
    with pytest.raises(IllegalMove):
        withdraw(feedback)


def test_withdrawn_consent_takes_the_page_down_and_keeps_the_words(context: Flask) -> None:
    feedback = published()
    change_consent(feedback, False)
    assert find_published(feedback.id) is None
    assert (feedback.state, feedback.publish_consent) == (State.APPROVED, False)
    assert rows(Passage) == 1


def test_consent_given_later_publishes_nothing_by_itself(context: Flask) -> None:
    feedback = make_feedback(publish_consent=False)
    change_consent(feedback, True)
    assert (feedback.publish_consent, feedback.state) == (True, State.RECEIVED)


def test_consent_cannot_be_given_for_a_complaint(context: Flask) -> None:
    complaint = make_feedback(kind=Kind.COMPLAINT)
    change_consent(complaint, True)
    assert complaint.publish_consent is False
