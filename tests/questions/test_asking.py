"""Who is asked, by whom, how often, and what becomes of a question."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from portal.audit.queries import list_entries
from portal.db import session, utc_now, writing
from portal.feedback.models import Contact, Feedback
from portal.feedback.notifications import confirm_address
from portal.feedback.states import Channel
from portal.feedback.withdrawal import withdraw
from portal.notify.models import Mail
from portal.questions.models import FollowUpQuestion
from portal.questions.queries import count_turns, list_questions
from portal.questions.service import (
    MOST_WAITING,
    Answered,
    CannotBeAsked,
    EnoughAsked,
    answer,
    ask,
    may_ask,
    take_back,
)
from tests.factories import make_feedback, make_feedback_with_code, make_staff

QUESTION = "Which invented ward was it?"


def bodies(feedback: Feedback) -> list[str]:
    """The words of the questions about one item."""
    return [question.body for question in list_questions(feedback.id)]


def with_address(*, confirmed: bool, language: str = "en") -> Feedback:
    """Feedback of somebody with a code who left an address as well."""
    feedback = make_feedback_with_code(contact={"email": "ann@person.example"}, language=language)
    if confirmed:
        with writing() as db:
            db.get_one(Contact, feedback.id).confirmed_at = utc_now()
    return feedback


def question_mails() -> list[Mail]:
    """The mails about questions."""
    return list(session().scalars(select(Mail).filter_by(purpose="question")))


def test_a_question_is_signed_and_stands_in_the_trail(context: Flask) -> None:
    feedback, by = make_feedback_with_code(), make_staff("moderator")
    question = ask(feedback, QUESTION, by=by)
    assert question.signed == "Invented Person, Invented role"
    entry = list_entries("feedback", feedback.id)[-1]
    assert (entry.verb, entry.detail) == ("ask_question", {"question_id": question.id})


def test_somebody_without_a_code_cannot_be_asked(context: Flask) -> None:
    by = make_staff("moderator")
    for feedback in (
        make_feedback(contact={"email": "ann@person.example"}),
        make_feedback_with_code(channel=Channel.IMPORT),
    ):
        with pytest.raises(CannotBeAsked):
            ask(feedback, QUESTION, by=by)


def test_nobody_is_asked_after_taking_it_back(context: Flask) -> None:
    feedback = make_feedback_with_code()
    withdraw(feedback)
    with pytest.raises(CannotBeAsked):
        ask(feedback, QUESTION, by=make_staff("moderator"))


@pytest.mark.parametrize(
    ("role", "asks"),
    [("moderator", True), ("responder", True), ("complaints_manager", True),
     ("safety_lead", True), ("approver", False), ("insight", False)],
)  # fmt: skip
def test_whoever_works_on_items_asks(context: Flask, role: str, asks: bool) -> None:
    assert may_ask(make_staff(role)) is asks


def test_a_button_that_is_pressed_twice_asks_once(context: Flask) -> None:
    feedback, by = make_feedback_with_code(), make_staff("moderator")
    first = ask(feedback, QUESTION, by=by, seen=0)
    assert ask(feedback, QUESTION, by=by, seen=0).id == first.id
    assert bodies(feedback) == [QUESTION]


def test_two_people_who_ask_at_once_hear_of_each_other(context: Flask) -> None:
    feedback, by = make_feedback_with_code(), make_staff("moderator")
    seen = count_turns(feedback.id)
    ask(feedback, QUESTION, by=by, seen=seen)
    with pytest.raises(StaleDataError):
        ask(feedback, "And when?", by=make_staff("responder"), seen=seen)
    session().rollback()
    assert bodies(feedback) == [QUESTION]


def test_an_answer_that_comes_meanwhile_is_read_before_the_next_question(context: Flask) -> None:
    feedback, by = make_feedback_with_code(), make_staff("moderator")
    question = ask(feedback, QUESTION, by=by)
    seen = count_turns(feedback.id)
    answer(feedback, question.id, "Ward Invented")
    with pytest.raises(StaleDataError):
        ask(feedback, "And when?", by=by, seen=seen)


def test_a_person_is_not_flooded_with_questions(context: Flask) -> None:
    feedback, by = make_feedback_with_code(), make_staff("moderator")
    asked = [ask(feedback, f"Question {n}", by=by) for n in range(MOST_WAITING)]
    with pytest.raises(EnoughAsked):
        ask(feedback, "One more", by=by)
    take_back(feedback, asked[0], by=by)
    assert ask(feedback, "One more", by=by).waits


def test_a_question_is_taken_back_until_it_is_answered(context: Flask) -> None:
    feedback, by = make_feedback_with_code(), make_staff("moderator")
    first, second = ask(feedback, QUESTION, by=by), ask(feedback, "When?", by=by)
    take_back(feedback, first, by=by)
    take_back(feedback, first, by=by)
    answer(feedback, second.id, "In an invented May")
    with pytest.raises(Answered):
        take_back(feedback, second, by=by)
    session().rollback()
    verbs = [entry.verb for entry in list_entries("feedback", feedback.id)]
    assert verbs.count("take_question_back") == 1


def test_a_question_is_mailed_to_a_confirmed_address_only(context: Flask) -> None:
    by = make_staff("moderator")
    ask(with_address(confirmed=False), QUESTION, by=by)
    assert question_mails() == []
    ask(with_address(confirmed=True), QUESTION, by=by)
    assert [m.recipient for m in question_mails()] == ["ann@person.example"]


def test_the_mail_carries_neither_question_nor_words_nor_reference(context: Flask) -> None:
    feedback = with_address(confirmed=True, language="ar")
    ask(feedback, QUESTION, by=make_staff("moderator"))
    mail = question_mails()[0]
    assert "/ar/" in mail.body
    for private in (QUESTION, "The ward was kind", feedback.reference, "Sunderland"):
        assert private not in mail.subject + mail.body


def test_an_address_that_is_confirmed_later_is_told_of_the_question_that_waits(
    context: Flask,
) -> None:
    feedback = with_address(confirmed=False)
    ask(feedback, QUESTION, by=make_staff("moderator"))
    confirm = session().scalars(select(Mail).filter_by(purpose="confirm")).one()
    assert confirm_address(confirm.body.partition("/confirm-email/")[2].split()[0])
    assert len(question_mails()) == 1


def test_taking_it_back_erases_what_questions_quote(context: Flask) -> None:
    feedback = make_feedback_with_code()
    ask(feedback, "You wrote of an invented nurse. Who?", by=make_staff("moderator"))
    withdraw(feedback)
    assert list(list_questions(feedback.id)) == []
    assert [row.body for row in session().scalars(select(FollowUpQuestion))] == [""]
