"""The person asks for a second look: once for each decision that kept words from being shown."""

import pytest
from flask import Flask

from portal.appeals.queries import appealable
from portal.appeals.service import NothingToAsk, ask_again
from portal.audit.queries import list_entries
from portal.db import session
from portal.desk import moderation
from portal.feedback.codes import as_words
from portal.feedback.models import Feedback
from portal.feedback.states import Kind
from portal.feedback.withdrawal import withdraw
from portal.records.service import set_hold
from tests.appeals.made import all_appeals, appeal_of, declined, moderator, published
from tests.factories import (
    CODE,
    make_decision,
    make_feedback,
    make_feedback_with_code,
    make_staff,
    sign_in,
)
from tests.pages import Page


def test_a_declined_item_can_be_looked_at_again_once(context: Flask) -> None:
    feedback = declined(moderator())
    appeal = ask_again(feedback, "I meant the noise")
    assert (appeal.state, appeal.words, appeal.feedback_id) == (
        "open", "I meant the noise", feedback.id)  # fmt: skip
    with pytest.raises(NothingToAsk):
        ask_again(feedback, "And again")
    assert len(all_appeals()) == 1


def test_words_taken_out_can_be_asked_about_once_they_are_approved(context: Flask) -> None:
    first, second = moderator(), make_staff("approver", demo=False)
    feedback = make_feedback("Nurse Joy Invented was kind")
    make_decision(feedback, "redact", public_text="Kind", by=first)
    assert appealable(feedback) is None
    moderation.check_second(feedback, agree=True, version=feedback.version, by=second)
    appeal = ask_again(feedback, "Her name may stay")
    assert (appeal.taken_by, appeal.checked_by) == (first.id, second.id)


def test_a_new_decision_can_be_asked_about_anew(context: Flask) -> None:
    by = moderator()
    feedback = declined(by)
    ask_again(feedback, "Please")
    moderation.reopen(feedback, version=feedback.version, by=by)
    make_decision(feedback, "hold", reason="safeguarding", by=by)
    ask_again(feedback, "Please again")
    assert len(all_appeals()) == 2


def test_what_is_taken_down_with_a_reason_can_be_asked_about(context: Flask) -> None:
    by = moderator()
    feedback = published(by)
    assert appealable(feedback) is None
    moderation.take_down(feedback, reason="abuse", version=feedback.version, by=by)
    decision = appealable(feedback)
    assert decision is not None and decision.reason == "abuse"


@pytest.mark.parametrize("kind", [Kind.EXPERIENCE, Kind.COMPLAINT])
def test_where_nothing_was_decided_nothing_can_be_asked(context: Flask, kind: Kind) -> None:
    with pytest.raises(NothingToAsk):
        ask_again(make_feedback(kind=kind), "Why not?")


def test_urgent_words_reach_the_red_queue(context: Flask) -> None:
    feedback = declined(moderator())
    ask_again(feedback, "I want to kill myself")
    assert feedback.risk == 2
    verbs = [entry.verb for entry in list_entries("feedback", feedback.id)]
    assert verbs[-2:] == ["ask_again", "write_back"]


def test_taking_it_back_closes_the_appeal_and_erases_the_words(context: Flask) -> None:
    appeal = appeal_of(moderator())
    withdraw(session().get_one(Feedback, appeal.feedback_id))
    session().expire_all()
    assert [(a.state, a.words) for a in all_appeals()] == [("withdrawn", "")]


def test_a_legal_hold_keeps_the_words_and_the_appeal_is_closed(context: Flask) -> None:
    appeal, keeper = appeal_of(moderator()), make_staff("system_administrator")
    feedback = session().get_one(Feedback, appeal.feedback_id)
    set_hold(feedback, "A court asks", by=keeper)
    assert withdraw(feedback) is False
    session().expire_all()
    assert [(a.state, a.words) for a in all_appeals()] == [("withdrawn", "I meant the noise")]


def come_back(page: Page, outcome: str = "decline") -> int:
    """The holder of the code of something that was decided opens its page."""
    with page.app.app_context():
        feedback = make_feedback_with_code()
        make_decision(feedback, outcome, reason="abuse", by=moderator())
        ident, reference = feedback.id, feedback.reference
    page.post("/my-feedback", {"reference": reference, "code": as_words(CODE)})
    return ident


def test_the_person_reads_why_and_asks_on_the_page(page: Page) -> None:
    come_back(page)
    shown = page.get("/my-feedback/page")
    assert "Your words attack somebody." in shown.text
    assert "Ask for a second look at this decision" in shown.text
    page.post("/my-feedback/second-look", {"words": "I was only sad"})
    after = page.get("/my-feedback/page").text
    assert "Somebody else looks at it. You get an answer by" in after
    assert "Ask for a second look at this decision" not in after


def test_asking_without_a_word_is_told_and_asking_twice_keeps_the_words(page: Page) -> None:
    come_back(page)
    here = "/my-feedback/second-look"
    assert "Write why" in page.post(here, {"words": " \x00"}, status=200).text
    token = page.get(here).token()
    page.client.post(here, data={**token, "words": "First"})
    again = page.client.post(here, data={**token, "words": "My other words"})
    assert again.status_code == 409
    assert "My other words" in again.text and "once for each decision" in again.text


def test_the_page_is_only_for_the_holder(sqlite_page: Page) -> None:
    answer = sqlite_page.client.get("/my-feedback/second-look")
    assert answer.headers["Location"].endswith("/my-feedback")


def test_the_answer_reaches_the_person(page: Page, other_page: Page) -> None:
    come_back(page)
    page.post("/my-feedback/second-look", {"words": "I was only sad"})
    with page.app.app_context():
        ident = all_appeals()[0].id
        make_staff("moderator", email="second@staff.example")
    sign_in(other_page, "second@staff.example")
    other_page.post(
        f"/desk/appeals/{ident}/decide",
        {"outcome": "upheld", "answer": "You attacked nobody."},
        at=f"/desk/appeals/{ident}", action="decide",
    )  # fmt: skip
    shown = page.get("/my-feedback/page").text
    assert "changed the decision. You attacked nobody." in shown
    assert "You attacked nobody." in page.get("/my-feedback/held").text
