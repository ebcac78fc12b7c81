"""Two people dispose of a record, and a record without words remains."""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select

from portal.audit.queries import list_entries
from portal.db import session, writing
from portal.desk import moderation
from portal.feedback.models import Passage
from portal.feedback.queries import find_published
from portal.feedback.states import Kind, State
from portal.records import disposal
from portal.records.models import Retention
from portal.records.queries import list_due, today
from tests.factories import make_change, make_decision, make_feedback, make_feedback_with_code
from tests.records.aged import LONG_AGO, disposed_of, due_feedback, keeper, proposal


def test_only_what_is_due_is_listed_and_proposed(context: Flask) -> None:
    due, fresh, open_complaint = due_feedback(), make_feedback(), make_feedback(kind="complaint")
    with writing():
        session().get_one(Retention, fresh.id).review_on = today() + timedelta(days=1)
    assert [row.feedback_id for row in list_due()] == [due.id]
    assert disposal.propose([due.id, fresh.id, open_complaint.id], by=keeper()) == 1


def test_a_record_is_due_on_the_day_of_its_review(context: Flask) -> None:
    feedback = make_feedback()
    with writing():
        session().get_one(Retention, feedback.id).review_on = today()
    assert [row.feedback_id for row in list_due()] == [feedback.id]


def test_nobody_decides_alone(context: Flask) -> None:
    by, feedback = keeper(), due_feedback()
    waiting = proposal(feedback, by)
    assert disposal.approve([waiting.id], by=by) == 0
    assert session().scalars(select(Passage.original_text)).all() == ["Invented words"]
    assert waiting.state == "proposed"


def test_a_disposal_keeps_ids_class_dates_and_who(context: Flask) -> None:
    feedback = due_feedback(kind=Kind.COMPLAINT)
    done = disposed_of(feedback)
    assert (done.feedback_id, done.kind, done.class_id) == (feedback.id, "complaint", "complaint")
    assert (done.received_on, done.review_on) == (feedback.received_on, date(2020, 6, 1))
    assert done.decider is not None
    assert (done.proposer.email, done.decider.email) == (
        "proposer@records.example",
        "decider@records.example",
    )
    seen = [entry.verb for entry in list_entries("feedback", feedback.id)]
    assert seen[-3:] == ["propose_disposal", "move_to_withdrawn", "dispose"]


def test_what_was_disposed_of_still_counts_and_its_code_opens_nothing(context: Flask) -> None:
    feedback = make_feedback_with_code(overall="good")
    with writing():
        session().get_one(Retention, feedback.id).review_on = LONG_AGO
    disposed_of(feedback)
    assert (feedback.kind, feedback.overall) == ("experience", "good")
    assert (feedback.code_hash, feedback.state) == (None, State.WITHDRAWN)


def test_a_published_page_goes_with_the_record(context: Flask) -> None:
    feedback = due_feedback()
    make_decision(feedback, "approve", reason="fit_to_publish")
    moderation.publish(feedback, version=feedback.version, by=keeper())
    assert find_published(feedback.id) is not None
    disposed_of(feedback)
    assert find_published(feedback.id) is None
    assert (feedback.public_text, feedback.search_text) == (None, None)


def test_a_change_stands_when_its_evidence_is_disposed_of(context: Flask) -> None:
    feedback = due_feedback()
    change = make_change(feedback)
    disposed_of(feedback)
    assert change.you_said == "The signs were hard to read"


def test_a_refused_proposal_comes_back_to_the_list(context: Flask) -> None:
    by, feedback = keeper(), due_feedback()
    waiting = proposal(feedback, by)
    assert list_due() == []
    assert disposal.refuse([waiting.id], by=by) == 1
    assert [row.feedback_id for row in list_due()] == [feedback.id]
    assert disposal.refuse([waiting.id], by=by) == 0


def test_what_was_decided_is_not_decided_again(context: Flask) -> None:
    done = disposed_of(due_feedback())
    assert disposal.approve([done.id, done.id, 999], by=keeper("third")) == 0
    assert disposal.propose([done.feedback_id], by=keeper("fourth")) == 0


def test_the_list_goes_on_where_it_stopped(context: Flask) -> None:
    ids = [due_feedback(str(n)).id for n in range(3)]
    first = list_due()[0]
    assert first.review_on is not None
    place = (first.review_on, first.feedback_id)
    assert [row.feedback_id for row in list_due(place)] == ids[1:]
