"""Severity: by a person, by written criteria, with its history, apart from everything public."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import UserScope
from portal.audit.queries import list_entries
from portal.db import session, violated_constraint, writing
from portal.feedback.models import Feedback
from portal.feedback.states import Kind
from portal.safety.models import Candour, UrgentCall
from portal.safety.queries import (
    candour_to_answer,
    current_severity,
    list_severe_undecided,
    list_severities,
    page_of,
)
from portal.safety.service import NotAsked, answer_candour, judge
from tests.factories import make_decision, make_feedback, make_staff, sign_in, sign_in_as
from tests.pages import Page
from tests.safety.viewers import viewer


def test_the_newest_judgement_counts_and_all_stay(context: Flask) -> None:
    feedback, moderator = make_feedback(), make_staff("moderator")
    judge(feedback, 4, "A fall that did harm", by=moderator)
    judge(feedback, 2, "The harm was somebody else's", by=moderator)
    assert [row.severity for row in list_severities(feedback.id)] == [2, 4]
    now = current_severity(feedback.id)
    assert now is not None
    assert (now.severity, now.reason) == (2, "The harm was somebody else's")


def test_the_trail_holds_the_number_and_no_word(context: Flask) -> None:
    feedback, moderator = make_feedback(), make_staff("moderator")
    judge(feedback, 3, "secretword", by=moderator)
    entry = list_entries("feedback", feedback.id)[-1]
    assert (entry.verb, entry.detail) == ("judge_severity", {"severity": 3})
    assert entry.actor == f"staff:{moderator.id}"


def test_the_same_judgement_sent_twice_is_kept_once(context: Flask) -> None:
    feedback, moderator = make_feedback(), make_staff("moderator")
    first = judge(feedback, 1, "Late tea", by=moderator)
    assert judge(feedback, 1, "Late tea", by=moderator).id == first.id


@pytest.mark.parametrize(
    ("values", "constraint"),
    [("6, 'why'", "ck_severities_severity_range"), ("1, ''", "ck_severities_severity_says_why")],
)
def test_the_schema_keeps_the_rules(context: Flask, values: str, constraint: str) -> None:
    feedback, moderator = make_feedback(), make_staff("moderator")
    columns = "feedback_id, severity, reason, judged_by, judged_at"
    row = f"{feedback.id}, {values}, {moderator.id}, '2026-03-02'"
    insert = f"INSERT INTO severities ({columns}) VALUES ({row})"
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.execute(text(insert))
    assert violated_constraint(caught.value) == constraint


def test_the_most_severe_stands_first_until_it_is_decided(context: Flask) -> None:
    moderator = make_staff("moderator")
    four, five, three = make_feedback(), make_feedback(), make_feedback()
    for feedback, severity in ((four, 4), (five, 5), (three, 3)):
        judge(feedback, severity, "Invented", by=moderator)
    assert [f.id for f in list_severe_undecided(viewer())] == [five.id, four.id]
    make_decision(five, "hold", reason="safeguarding", by=moderator)
    assert [f.id for f in list_severe_undecided(viewer())] == [four.id]


def test_a_severe_complaint_is_shown_only_to_those_who_handle_complaints(context: Flask) -> None:
    complaint = make_feedback(kind=Kind.COMPLAINT)
    judge(complaint, 5, "Invented", by=make_staff("moderator"))
    assert list_severe_undecided(viewer()) == []
    assert [f.id for f in list_severe_undecided(viewer(complaints=True))] == [complaint.id]


def test_a_high_severity_calls_for_a_reader_once(context: Flask) -> None:
    feedback, moderator = make_feedback(), make_staff("moderator")
    judge(feedback, 4, "Harm", by=moderator)
    judge(feedback, 5, "Worse", by=moderator)
    calls = session().scalars(select(UrgentCall)).unique().all()
    assert [(c.feedback_id, c.cause, c.opened_at) for c in calls] == [
        (feedback.id, "severity", None)
    ]


def test_a_severity_lowered_by_a_person_calls_nobody(context: Flask) -> None:
    feedback, moderator = make_feedback(), make_staff("moderator")
    judge(feedback, 4, "Harm", by=moderator)
    judge(feedback, 1, "A slip of the hand", by=moderator)
    assert session().scalars(select(UrgentCall.opened_by)).all() == [moderator.id]


def candour_ids() -> list[int]:
    """Items whose question is open."""
    return [f.id for f in page_of(candour_to_answer(viewer()), Feedback.id, 0)]


def test_the_candour_question_is_put_from_severity_three(context: Flask) -> None:
    moderator, lead = make_staff("moderator"), make_staff("safety_lead")
    mild, severe = make_feedback(), make_feedback()
    judge(mild, 2, "No harm", by=moderator)
    judge(severe, 3, "It could have done harm", by=moderator)
    assert candour_ids() == [severe.id]
    with pytest.raises(NotAsked):
        answer_candour(mild, Candour.NO, "No harm", None, by=lead)


def test_the_question_stays_open_until_the_provider_was_told(context: Flask) -> None:
    lead, severe = make_staff("safety_lead"), make_feedback()
    judge(severe, 5, "A death", by=lead)
    answer_candour(severe, Candour.YES, "Unexpected", None, by=lead)
    assert candour_ids() == [severe.id]
    answer_candour(severe, Candour.YES, "Unexpected", severe.received_on, by=lead)
    assert candour_ids() == []


def test_a_moderator_judges_by_the_written_criteria(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback_id = make_feedback().id
    sign_in_as(page, "moderator")
    url = f"/desk/item/{feedback_id}/severity"
    assert "Somebody died, was abused, or is in danger now." in page.get(url).text
    page.post(url, {"severity": "5", "reason": "An invented reason"})
    assert "1 item is severe" in page.get("/desk").text
    assert "Somebody died" in page.get(f"/desk/item/{feedback_id}").text


def test_a_judgement_without_a_reason_keeps_what_was_chosen(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback_id = make_feedback().id
    sign_in_as(page, "safety_lead")
    shown = page.post(f"/desk/item/{feedback_id}/severity", {"severity": "4"}, status=200)
    assert "Write why" in shown.text
    chosen = [i for i in shown.find_all("input") if i.get("checked") is not None]
    assert [i.get("value") for i in chosen] == ["4"]


def test_a_responder_may_look_and_not_judge(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback_id = make_feedback().id
    sign_in_as(page, "responder")
    url = f"/desk/item/{feedback_id}/severity"
    shown = page.get(url)
    assert "Save the severity" not in shown.text
    page.post(url, {"severity": "1", "reason": "x"}, at="/account/change", action="", status=403)


def test_what_is_out_of_scope_is_in_no_list_and_behind_no_door(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback = make_feedback()
        judge(feedback, 5, "Harm was done", by=make_staff("moderator"))
        lead = make_staff("safety_lead", "moderator", email="scoped@staff.example")
        with writing():
            lead.scopes.append(UserScope(organisation_id="RVW"))
        assert list_severe_undecided(lead) == []
        ident = feedback.id
    sign_in(page, "scoped@staff.example")
    assert page.client.get(f"/desk/item/{ident}/severity").status_code == 404
