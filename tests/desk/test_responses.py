"""Answers: at once with the code, by mail only to a confirmed address."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import session, utc_now, writing
from portal.desk.queries import list_responses
from portal.desk.responses import Withdrawn, respond
from portal.feedback.models import Contact, Feedback
from portal.feedback.withdrawal import withdraw
from portal.notify.models import Mail
from tests.factories import make_feedback, make_staff

STORY = "The invented ward was kind"


def with_address(*, confirmed: bool, language: str = "en") -> Feedback:
    """Feedback of somebody who left an address."""
    feedback = make_feedback(STORY, contact={"email": "ann@person.example"}, language=language)
    if confirmed:
        with writing() as db:
            db.get_one(Contact, feedback.id).confirmed_at = utc_now()
    return feedback


def answer_mails() -> list[Mail]:
    """The mails about answers."""
    return list(session().scalars(select(Mail).filter_by(purpose="answer")))


def test_an_answer_is_signed_with_name_and_role(context: Flask) -> None:
    feedback = make_feedback(STORY)
    respond(feedback, "Thank you.", by=make_staff("responder"))
    answer = list_responses(feedback.id)[0]
    assert (answer.body, answer.signed) == ("Thank you.", "Invented Person, Invented role")


def test_an_answer_is_mailed_to_a_confirmed_address(context: Flask) -> None:
    respond(with_address(confirmed=True), "Thank you.", by=make_staff("responder"))
    assert [m.recipient for m in answer_mails()] == ["ann@person.example"]


def test_an_answer_is_not_mailed_to_an_address_that_nobody_confirmed(context: Flask) -> None:
    respond(with_address(confirmed=False), "Thank you.", by=make_staff("responder"))
    assert answer_mails() == []


def test_the_mail_carries_neither_story_nor_answer_nor_reference(context: Flask) -> None:
    feedback = with_address(confirmed=True)
    respond(feedback, "Thank you so much.", by=make_staff("responder"))
    text = answer_mails()[0].subject + answer_mails()[0].body
    for private in (STORY, "so much", feedback.reference, "Sunderland"):
        assert private not in text


def test_the_mail_leads_to_the_page_in_the_persons_language(context: Flask) -> None:
    respond(with_address(confirmed=True, language="ar"), "Thank you.", by=make_staff("responder"))
    assert "/ar/" in answer_mails()[0].body
    assert answer_mails()[0].language == "ar"


def test_nobody_answers_somebody_who_took_their_words_back(context: Flask) -> None:
    feedback = with_address(confirmed=True)
    withdraw(feedback)
    with pytest.raises(Withdrawn):
        respond(feedback, "Thank you.", by=make_staff("responder"))
    assert list_responses(feedback.id) == []
