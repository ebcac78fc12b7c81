"""A new responder's first answers are read first; the coach looks before anything is sent."""

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.models import User
from portal.db import session
from portal.desk.models import Response
from portal.desk.queries import list_all_responses, list_responses
from portal.desk.responses import (
    NotYoursToCheck,
    Withdrawn,
    give_back,
    let_out,
    respond,
)
from portal.feedback.models import Feedback
from portal.feedback.withdrawal import withdraw
from tests.factories import make_feedback, make_staff, sign_in
from tests.pages import Page


def newcomer() -> User:
    """A responder on the first day."""
    return make_staff("responder", demo=False, email="new@staff.example")


def reader() -> User:
    """A colleague who may check."""
    return make_staff("approver", demo=False, email="reader@staff.example")


def waiting_answer() -> tuple[Feedback, Response]:
    """The first answer of a new responder."""
    feedback = make_feedback("The bell was broken")
    return feedback, respond(feedback, "We have mended the bell", by=newcomer())


def test_the_first_answer_of_a_new_responder_waits_for_a_colleague(context: Flask) -> None:
    feedback, response = waiting_answer()
    assert response.waiting and list(list_responses(feedback.id)) == []
    let_out(feedback, response, by=reader())
    assert [r.id for r in list_responses(feedback.id)] == [response.id]


def test_after_ten_answers_went_out_nobody_reads_first(context: Flask) -> None:
    writer, colleague = newcomer(), reader()
    for number in range(10):
        feedback = make_feedback(f"Story {number}")
        let_out(feedback, respond(feedback, "Thank you", by=writer), by=colleague)
    assert not respond(make_feedback("Story"), "Thank you", by=writer).waiting


def test_an_answer_that_was_given_back_never_goes_out(context: Flask) -> None:
    feedback, response = waiting_answer()
    give_back(feedback, response, "Answer the point about the bell", by=reader())
    assert list(list_responses(feedback.id)) == []
    assert list_all_responses(feedback.id)[0].given_back == "Answer the point about the bell"
    with pytest.raises(NotYoursToCheck):
        let_out(feedback, response, by=make_staff("approver", demo=False))


def test_nobody_lets_their_own_answer_out(context: Flask) -> None:
    both = make_staff("responder", "approver", demo=False)
    feedback = make_feedback("The bell was broken")
    response = respond(feedback, "We have mended the bell", by=both)
    with pytest.raises(NotYoursToCheck):
        let_out(feedback, response, by=both)


def test_an_answer_does_not_go_out_after_the_person_took_it_back(context: Flask) -> None:
    feedback, response = waiting_answer()
    withdraw(feedback)
    with pytest.raises(Withdrawn):
        let_out(feedback, response, by=reader())


def test_two_people_who_answer_at_once_hear_of_each_other(context: Flask) -> None:
    feedback, writer = make_feedback("The bell was broken"), make_staff("responder")
    respond(feedback, "The first", by=writer, answered=0)
    with pytest.raises(StaleDataError):
        respond(feedback, "The second", by=writer, answered=0)
    session().rollback()
    assert [r.body for r in list_all_responses(feedback.id)] == ["The first"]


def test_the_coach_looks_and_sends_nothing(page: Page) -> None:
    with page.app.app_context():
        make_staff("responder", email="r@staff.example")
        ident = make_feedback("The bell was broken", overall="very_poor").id
    sign_in(page, "r@staff.example")
    url = f"/desk/item/{ident}"
    shown = page.post(f"{url}/respond", {"body": "Please contact PALS.", "then": "look"}, at=url,
                      action="respond", status=200)  # fmt: skip
    assert (
        "There are no thanks" in shown.text and "only asks the person to get in touch" in shown.text
    )
    with page.app.app_context():
        assert list(list_all_responses(ident)) == []


def test_a_colleague_reads_a_first_answer_on_the_items_page(page: Page) -> None:
    with page.app.app_context():
        feedback, _ = waiting_answer()
        ident = feedback.id
        make_staff("approver", email="r@staff.example")
    sign_in(page, "r@staff.example")
    url = f"/desk/item/{ident}"
    assert "A colleague reads it before it goes out" in page.get(url).text
    answer = page.get(url).tree
    forms = [f.get("action") for f in answer.iter("{http://www.w3.org/1999/xhtml}form")]
    target = next(f for f in forms if f and "/answer/" in f)
    page.post(target, {"agree": "yes"}, at=url, action="/answer/")
    with page.app.app_context():
        assert len(list_responses(ident)) == 1
