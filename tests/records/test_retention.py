"""Every item has a class and a review date, whatever way it came."""

from datetime import date

from flask import Flask, current_app

from portal.audit.queries import list_entries
from portal.audit.service import staff
from portal.db import session, writing
from portal.feedback.models import Feedback
from portal.feedback.signals import record_closed
from portal.feedback.states import Kind
from portal.feedback.withdrawal import withdraw
from portal.records.jobs import classify_new
from portal.records.models import Retention
from portal.records.queries import find_retention, today
from portal.records.service import set_class
from portal.settings.service import set_value
from tests.asked import counted
from tests.factories import make_feedback
from tests.records.aged import disposed_of, due_feedback, keeper


def class_and_day(feedback: Feedback) -> tuple[str, date | None]:
    """What is stored for one item."""
    found = find_retention(feedback.id)
    assert found is not None
    return found.class_id, found.review_on


def test_what_is_received_has_its_class_at_once(context: Flask) -> None:
    feedback = make_feedback()
    year_later = feedback.received_on.replace(year=feedback.received_on.year + 1)
    assert class_and_day(feedback) == ("survey_return", year_later)


def test_the_period_of_a_complaint_begins_when_it_is_closed(context: Flask) -> None:
    complaint = make_feedback(kind=Kind.COMPLAINT)
    assert class_and_day(complaint) == ("complaint", None)
    with writing():
        record_closed.send(current_app, feedback_id=complaint.id, closed_on=date(2026, 2, 1))
    assert class_and_day(complaint) == ("complaint", date(2036, 2, 1))


def test_a_complaint_that_is_taken_back_is_closed_by_that(context: Flask) -> None:
    complaint = make_feedback(kind=Kind.COMPLAINT)
    withdraw(complaint)
    found = find_retention(complaint.id)
    assert found is not None
    assert found.starts_on == today()


def test_the_sweep_finds_what_came_without_a_class(context: Flask) -> None:
    feedback, other = make_feedback(), make_feedback(kind=Kind.CONCERN)
    with writing() as db:
        db.delete(db.get_one(Retention, feedback.id))
    assert (classify_new(), classify_new()) == (1, 0)
    assert class_and_day(feedback)[0] == "survey_return"
    assert class_and_day(other)[0] == "advice"


def test_the_sweep_follows_a_changed_kind(context: Flask) -> None:
    feedback = make_feedback()
    with writing():
        feedback.kind = Kind.COMPLAINT
    assert (classify_new(), classify_new()) == (1, 0)
    assert class_and_day(feedback) == ("complaint", None)


def test_the_sweep_follows_a_changed_day(context: Flask) -> None:
    feedback = make_feedback()
    with writing():
        feedback.received_on = date(2020, 2, 2)
    assert (classify_new(), classify_new()) == (1, 0)
    assert class_and_day(feedback) == ("survey_return", date(2021, 2, 2))


def test_what_somebody_set_by_hand_stays(context: Flask) -> None:
    feedback, by = make_feedback(kind=Kind.COMPLAINT), keeper()
    start = date(2026, 5, 4)
    set_class(feedback, "serious_incident", starts_on=start, reason="An inquiry", by=by)
    with writing():
        record_closed.send(current_app, feedback_id=feedback.id, closed_on=date(2026, 2, 1))
    assert classify_new() == 0
    assert class_and_day(feedback) == ("serious_incident", date(2046, 5, 4))
    assert list_entries("feedback", feedback.id)[-1].verb == "set_retention"


def test_what_is_erased_gets_no_class_again(context: Flask) -> None:
    withdraw(make_feedback())
    disposed_of(due_feedback(kind=Kind.COMPLAINT))
    assert classify_new() == 0
    assert session().query(Retention).count() == 0


def test_the_sweep_asks_no_question_for_each_item(context: Flask) -> None:
    asked = []
    for many in (2, 12):
        items = [make_feedback() for _ in range(many)]
        with writing():
            for item in items:
                item.received_on = date(2020, 2, 2)
        with counted(context) as questions:
            assert classify_new() == many
        asked.append(len(questions))
    assert asked[0] == asked[1]


def test_other_years_are_counted_without_a_question_for_each_item(context: Flask) -> None:
    asked, by = [], keeper()
    for years, many in ((2, 2), (3, 12)):
        for _ in range(many):
            make_feedback()
        set_value(
            "experience_kept_years",
            years,
            effective_on=today(),
            reason="Tried out",
            actor=staff(by.id),
        )
        with counted(context) as questions:
            assert classify_new() >= many
        asked.append(len(questions))
    assert asked[0] == asked[1]
