"""What is taken back or disposed of is gone from every column of every table."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import String

from portal.db import db, session
from portal.desk.models import Note, Response
from portal.desk.queries import list_responses
from portal.feedback.models import Draft
from portal.feedback.states import Kind
from portal.feedback.withdrawal import withdraw
from portal.records import disposal
from portal.records.service import set_class
from tests.records.aged import keeper
from tests.records.everywhere import CANARY, Place, places, told

#: every place that must hold the word before, or this test proves nothing
PLANTED = {
    ("passages", "original_text"), ("feedback", "service_text"), ("feedback", "public_text"),
    ("feedback", "search_text"), ("contacts", "name"), ("contacts", "email"),
    ("contacts", "phone"), ("messages", "body"), ("decisions", "public_text"), ("notes", "body"),
    ("responses", "body"), ("responses", "given_back"),
    ("passages", "search_text"), ("read_statements", "evidence"),
    ("mails", "recipient"), ("reply_parts", "body"), ("further_services", "service_text"),
    ("page_reports", "body"), ("appeals", "words"), ("appeals", "answer"),
    ("follow_up_questions", "body"), ("follow_up_answers", "body"),
    ("retentions", "reason"), ("legal_holds", "reason"), ("legal_holds", "lift_reason"),
}  # fmt: skip
#: what staff write about safety stays as long as the law wants: who decided what, and why; it is
#: written without names and kept apart from the person's words
KEPT = {
    ("candour_answers", "why"), ("safety_hand_overs", "why"), ("safeguarding_referrals", "why"),
    ("severities", "reason"),
}  # fmt: skip
LONG_AGO = date(2001, 2, 3)


def dispose(ident: int) -> None:
    """Two people dispose of one item."""
    assert disposal.propose([ident], by=keeper("one")) == 1
    waiting = session().query(disposal.Disposal).filter_by(feedback_id=ident).one()
    assert disposal.approve([waiting.id], by=keeper("two")) == 1


def test_the_word_is_planted_everywhere(context: Flask) -> None:
    told(keeper())
    found = {(place.table, place.column) for place in places()}
    assert found == PLANTED


def test_what_is_taken_back_is_in_no_column_of_any_table(context: Flask) -> None:
    feedback = told(keeper())
    assert withdraw(feedback) is True
    assert places() == set()


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_disposed_of_is_in_no_column_of_any_table(context: Flask, kind: Kind) -> None:
    by = keeper()
    feedback = told(by, kind)
    set_class(feedback, "complaint", starts_on=LONG_AGO, reason=f"Of {CANARY}", by=by)
    dispose(feedback.id)
    assert places() == set()


def test_a_complaint_that_was_taken_back_is_disposed_of_as_well(context: Flask) -> None:
    by = keeper()
    complaint = told(by, Kind.COMPLAINT)
    assert withdraw(complaint) is False
    assert Place("passages", "original_text") in places()
    set_class(complaint, "complaint", starts_on=LONG_AGO, reason="Closed", by=by)
    dispose(complaint.id)
    assert places() == set()


def test_a_sent_draft_keeps_nothing_of_what_was_sent(context: Flask) -> None:
    told(keeper())
    assert Place("drafts", "answers") not in places()
    assert session().query(Draft).one().answers == {"kind": "experience"}


def test_that_somebody_wrote_and_answered_stays(context: Flask) -> None:
    feedback = told(keeper())
    withdraw(feedback)
    assert [note.body for note in session().query(Note)] == [""]
    assert [answer.body for answer in session().query(Response)] == [""]
    assert list_responses(feedback.id) == []


def test_nothing_is_left_in_the_files_of_sqlite(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), sqlite_app.test_request_context("/"):
        feedback = told(keeper())
        withdraw(feedback)
        file = db.engine.url.database or ""
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for name in (file, f"{file}-wal"):
        with open(name, "rb") as stream:
            assert CANARY.encode() not in stream.read()


def test_every_text_column_of_a_person_is_planted_or_named(context: Flask) -> None:
    """A new column for words fails here until somebody plants the word in it."""
    free = {
        (table.name, column.name)
        for table in db.metadata.sorted_tables
        if "feedback_id" in table.columns
        for column in table.columns
        if isinstance(column.type, String) and column.type.length is None
    }
    assert free <= PLANTED | KEPT
