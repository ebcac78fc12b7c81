"""The queues: the red one above everything, then urgency and age."""

import pytest
from flask import Flask

from portal.accounts.service import find_user
from portal.desk.moderation import add_note
from portal.desk.queries import list_urgent
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.queries import PAGE, list_page
from portal.feedback.service import raise_risk, write_back
from portal.feedback.states import Kind
from portal.feedback.withdrawal import withdraw
from tests.factories import make_decision, make_feedback, make_staff

URGENT = "I want to kill myself"


def waiting_ids(**place: tuple[int, int] | None) -> list[int]:
    """What a moderator sees of what waits."""
    moderator = find_user("moderator@staff.example") or make_staff("moderator")
    return [row.id for row in list_page(QueueFilter(), moderator, **place).items]


def urgent_ids() -> list[int]:
    """What stands in the red queue."""
    return [row.id for row in list_urgent()]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_urgent_words_put_an_item_in_the_red_queue(context: Flask, language: str) -> None:
    calm, urgent = make_feedback(), make_feedback(URGENT, language=language)
    assert urgent.risk == 2
    assert urgent_ids() == [urgent.id]
    assert calm.risk == 0


def test_an_urgent_complaint_is_in_the_red_queue_too(context: Flask) -> None:
    complaint = make_feedback(URGENT, kind=Kind.COMPLAINT)
    assert urgent_ids() == [complaint.id]


def test_urgent_words_that_a_machine_seems_to_have_sent_are_in_the_red_queue(
    context: Flask,
) -> None:
    held = make_feedback(URGENT, details={"automatic": True})
    assert urgent_ids() == [held.id]


def test_a_decided_item_leaves_the_red_queue(context: Flask) -> None:
    make_decision(make_feedback(URGENT), "hold", reason="safeguarding")
    assert urgent_ids() == []


def test_urgent_words_in_a_later_message_bring_it_back(context: Flask) -> None:
    feedback = make_feedback()
    moderator = make_staff("moderator")
    make_decision(feedback, "approve", reason="fit_to_publish", by=moderator)
    write_back(feedback, URGENT)
    assert urgent_ids() == [feedback.id]
    add_note(feedback, "Rang the crisis team", by=moderator)
    assert urgent_ids() == []


def test_an_urgent_reading_after_the_decision_brings_it_back(context: Flask) -> None:
    feedback = make_feedback()
    make_decision(feedback, "decline", reason="duplicate")
    raise_risk(feedback.id, 2)
    assert urgent_ids() == [feedback.id]


def test_a_withdrawn_item_is_in_no_queue(context: Flask) -> None:
    complaint = make_feedback(URGENT, kind=Kind.COMPLAINT)
    withdraw(complaint)
    assert urgent_ids() == []


def test_a_reading_never_lowers_what_the_rules_found(context: Flask) -> None:
    feedback = make_feedback(URGENT)
    raise_risk(feedback.id, 1)
    assert urgent_ids() == [feedback.id]


def test_the_queue_shows_the_riskiest_first_then_the_oldest(context: Flask) -> None:
    calm, later = make_feedback(), make_feedback()
    urgent = make_feedback(URGENT)
    assert waiting_ids() == [urgent.id, calm.id, later.id]


def test_the_queue_goes_on_without_gaps_or_repeats(context: Flask) -> None:
    made = {make_feedback(URGENT if n % 9 == 0 else "Kind").id for n in range(PAGE + 5)}
    first = waiting_ids()
    rest = waiting_ids(after=(0, first[-1]))
    assert {*first, *rest} == made
    assert len(first) == PAGE and len(first) + len(rest) == len(made)
    assert waiting_ids(before=(0, rest[0])) == first


def test_complaints_have_a_queue_of_their_own(context: Flask) -> None:
    make_feedback(kind=Kind.COMPLAINT)
    assert waiting_ids() == []
