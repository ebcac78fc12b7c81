"""The page of what is held never shows less than the file."""

from flask import Flask

from portal.desk.responses import respond
from portal.feedback.models import Feedback
from portal.feedback.service import write_back
from portal.feedback.withdrawal import withdraw
from portal.follow_up.held import everything_held
from portal.follow_up.presenters import held_rows
from portal.questions.service import answer, ask
from tests.factories import make_decision, make_feedback_with_code, make_staff


def full() -> Feedback:
    """Feedback with something in every place."""
    feedback = make_feedback_with_code("Kindness canary", contact={"email": "canary@example.org"})
    make_decision(feedback, "approve", reason="fit_to_publish")
    respond(feedback, "Answer canary", by=make_staff("responder"))
    write_back(feedback, "Message canary")
    question = ask(feedback, "Question canary", by=make_staff("moderator", email="m@staff.example"))
    answer(feedback, question.id, "Ward canary")
    return feedback


def test_every_value_of_the_file_is_on_the_page(context: Flask) -> None:
    shown = " ".join(line for row in held_rows(everything_held(full())) for line in row.lines)
    for value in ("Kindness canary", "canary@example.org", "Answer canary", "Message canary",
                  "Question canary", "Ward canary", "Approve as it is"):  # fmt: skip
        assert value in shown


def test_a_withdrawn_item_says_nothing_where_nothing_is_held(context: Flask) -> None:
    feedback = full()
    withdraw(feedback)
    rows = {row.label: row.lines for row in held_rows(everything_held(feedback))}
    assert rows["What you wrote"] == rows["How to reach you"] == ["Nothing"]
