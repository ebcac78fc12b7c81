"""The talk about an item stands in the order in which it happened, with nothing told too widely."""

from flask import Flask

from portal.audit.queries import list_entries
from portal.desk import moderation
from portal.desk.responses import respond
from portal.desk.thread import TurnKind, person_thread, staff_thread
from portal.feedback.models import Feedback
from portal.feedback.service import write_back
from portal.questions.service import answer, ask, take_back
from tests.factories import make_feedback_with_code, make_staff

ALL = ["message", "question", "answer", "note", "response", "message"]


def talked() -> Feedback:
    """An item about which everybody has said something, all within one hour."""
    feedback = make_feedback_with_code()
    by = make_staff("moderator", "responder", email="asker@staff.example")
    write_back(feedback, "One more thing")
    question = ask(feedback, "Which invented ward was it?", by=by)
    answer(feedback, question.id, "Ward Invented")
    moderation.add_note(feedback, "I rang the ward", by=by)
    respond(feedback, "Thank you. We mended the bell.", by=by)
    write_back(feedback, "That was quick")
    return feedback


def kinds(feedback: Feedback) -> list[str]:
    """The kinds of the turns that staff see."""
    entries = list_entries("feedback", feedback.id)
    return [turn.kind.value for turn in staff_thread(feedback.id, entries)]


def test_staff_see_everything_in_the_order_in_which_it_happened(context: Flask) -> None:
    assert kinds(talked()) == ALL


def test_the_person_sees_everything_but_what_is_for_staff_alone(context: Flask) -> None:
    feedback = talked()
    found = [turn.kind.value for turn in person_thread(feedback.id)]
    assert found == [kind for kind in ALL if kind != "note"]


def test_an_answer_that_waits_for_a_colleague_is_for_staff_alone(context: Flask) -> None:
    feedback = make_feedback_with_code()
    respond(feedback, "My first answer", by=make_staff("responder", demo=False))
    assert kinds(feedback) == ["response"]
    assert person_thread(feedback.id) == []


def test_without_the_trail_an_answer_still_follows_its_question(context: Flask) -> None:
    feedback, by = make_feedback_with_code(), make_staff("moderator")
    question = ask(feedback, "Which invented ward was it?", by=by)
    answer(feedback, question.id, "Ward Invented")
    found = staff_thread(feedback.id, [])
    assert [turn.kind for turn in found] == [TurnKind.QUESTION, TurnKind.ANSWER]


def test_a_question_that_was_taken_back_stays_in_its_place(context: Flask) -> None:
    feedback, by = make_feedback_with_code(), make_staff("moderator")
    question = ask(feedback, "Which invented ward was it?", by=by)
    write_back(feedback, "One more thing")
    take_back(feedback, question, by=by)
    assert kinds(feedback) == ["question", "message"]
