"""The person answers: once, with the same care for urgent words as at first."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.audit.queries import list_entries
from portal.db import session
from portal.desk.queries import list_urgent
from portal.feedback.models import Feedback
from portal.feedback.withdrawal import withdraw
from portal.questions.models import FollowUpAnswer, FollowUpQuestion
from portal.questions.queries import asked_among, list_questions
from portal.questions.service import NotOpen, answer, ask, mark_read, take_back
from portal.safety.urgent import list_unread, notice
from tests.factories import make_decision, make_feedback_with_code, make_staff

URGENT = "I want to kill myself"


def asked() -> tuple[Feedback, FollowUpQuestion]:
    """Feedback with a question that waits."""
    feedback = make_feedback_with_code()
    by = make_staff("moderator", email="asker@staff.example")
    return feedback, ask(feedback, "Which invented ward was it?", by=by)


def test_an_answer_is_kept_without_an_exact_time(context: Flask) -> None:
    feedback, question = asked()
    given = answer(feedback, question.id, "Ward Invented")
    assert (given.answered_at.minute, given.answered_at.second) == (0, 0)
    assert list_entries("feedback", feedback.id)[-1].verb == "answer_question"


def test_the_same_answer_sent_twice_is_kept_once(context: Flask) -> None:
    feedback, question = asked()
    answer(feedback, question.id, "Ward Invented")
    answer(feedback, question.id, "Ward Invented")
    verbs = [entry.verb for entry in list_entries("feedback", feedback.id)]
    assert verbs.count("answer_question") == 1


def test_another_answer_does_not_overwrite_the_first(context: Flask) -> None:
    feedback, question = asked()
    answer(feedback, question.id, "Ward Invented")
    with pytest.raises(NotOpen):
        answer(feedback, question.id, "No, another one")
    session().rollback()
    assert session().scalars(select(FollowUpAnswer.body)).all() == ["Ward Invented"]


def test_only_an_open_question_of_the_same_item_is_answered(context: Flask) -> None:
    feedback, question = asked()
    other = make_feedback_with_code("Of somebody else", reference="ZTHER23456")
    for about, ident in ((other, question.id), (feedback, 2**40), (feedback, 999_999)):
        with pytest.raises(NotOpen):
            answer(about, ident, "Ward Invented")
    take_back(feedback, question, by=make_staff("responder"))
    with pytest.raises(NotOpen):
        answer(feedback, question.id, "Ward Invented")


def test_urgent_words_in_an_answer_put_a_decided_item_into_the_red_queue(context: Flask) -> None:
    feedback, question = asked()
    make_decision(feedback, "decline", reason="abuse")
    assert list(list_urgent()) == []
    answer(feedback, question.id, URGENT)
    assert [item.id for item in list_urgent()] == [feedback.id]


def test_somebody_is_called_for_urgent_words_in_an_answer(context: Flask) -> None:
    feedback, question = asked()
    answer(feedback, question.id, URGENT)
    assert notice() == 1
    assert len(list_unread(feedback.id)) == 1


def test_urgent_words_are_found_in_whatever_language_they_come(context: Flask) -> None:
    feedback, question = asked()
    answer(feedback, question.id, "أريد أن أقتل نفسي")
    assert feedback.risk == 2


def test_an_answer_is_new_until_somebody_says_that_it_was_read(context: Flask) -> None:
    feedback, question = asked()
    assert asked_among([feedback.id]) == ({feedback.id}, set())
    answer(feedback, question.id, "Ward Invented")
    assert asked_among([feedback.id]) == (set(), {feedback.id})
    assert mark_read(feedback, {question.id}, by=make_staff("responder")) == 1
    assert asked_among([feedback.id]) == (set(), set())


def test_an_answer_that_the_page_did_not_show_stays_new(context: Flask) -> None:
    feedback, question = asked()
    later = ask(feedback, "And when?", by=make_staff("responder"))
    answer(feedback, question.id, "Ward Invented")
    answer(feedback, later.id, "In an invented May")
    mark_read(feedback, {question.id}, by=make_staff("approver"))
    assert asked_among([feedback.id])[1] == {feedback.id}


def test_taking_it_back_erases_the_answer(context: Flask) -> None:
    feedback, question = asked()
    answer(feedback, question.id, "Ward Invented")
    withdraw(feedback)
    assert session().scalars(select(FollowUpAnswer)).all() == []
    assert list(list_questions(feedback.id)) == []
