"""The promises in the schema, by the names of their constraints, on both databases."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from portal.db import session, utc_now, violated_constraint, writing
from portal.feedback.models import Feedback, Message, Passage
from portal.feedback.states import Channel, Kind
from tests.factories import make_feedback

PUBLISHED: dict[str, Any] = {"state": "published", "published_at": utc_now(),
                             "public_text": "Kind", "publish_consent": True}  # fmt: skip


def broken_by(statement: Any) -> str | None:
    """The constraint that the database names when it refuses `statement`."""
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.execute(statement)
    return violated_constraint(caught.value)


def changed(feedback: Feedback, **values: Any) -> Any:
    """An UPDATE past every rule of the services."""
    return update(Feedback).where(Feedback.id == feedback.id).values(**values)


def test_a_complaint_can_never_be_published(context: Flask) -> None:
    feedback = make_feedback(kind=Kind.COMPLAINT)
    assert broken_by(changed(feedback, **PUBLISHED)) == "ck_feedback_complaint_never_published"


def test_an_imported_comment_can_never_be_published(context: Flask) -> None:
    feedback = make_feedback(channel=Channel.IMPORT)
    assert broken_by(changed(feedback, **PUBLISHED)) == "ck_feedback_imported_never_published"


@pytest.mark.parametrize(
    "lacking", [{"publish_consent": False}, {"public_text": ""}, {"public_text": None}]
)
def test_publishing_needs_consent_and_a_text(context: Flask, lacking: dict[str, Any]) -> None:
    broken = broken_by(changed(make_feedback(), **{**PUBLISHED, **lacking}))
    assert broken == "ck_feedback_published_needs_consent_and_text"


@pytest.mark.parametrize(
    "values",
    [{"state": "published"}, {"published_at": utc_now(), "public_text": "Kind"}],
)
def test_published_state_and_time_go_together(context: Flask, values: dict[str, Any]) -> None:
    assert broken_by(changed(make_feedback(), **values)) == "ck_feedback_published_at"


def test_published_with_everything_is_allowed(context: Flask) -> None:
    feedback = make_feedback()
    with writing() as db:
        db.execute(changed(feedback, **PUBLISHED))
    session().refresh(feedback)
    assert feedback.state == "published"


@pytest.mark.parametrize("column", ["kind", "channel", "state", "who", "happened_when", "overall"])
def test_a_word_that_no_list_knows_is_refused(context: Flask, column: str) -> None:
    assert broken_by(changed(make_feedback(), **{column: "x"})) == f"ck_feedback_{column}_known"


@pytest.mark.parametrize(("column", "most"), [("public_text", 30_000), ("service_text", 300)])
def test_a_text_longer_than_its_limit_is_refused(context: Flask, column: str, most: int) -> None:
    feedback = make_feedback()
    with writing() as db:
        db.execute(changed(feedback, **{column: "é" * most}))
    assert broken_by(changed(feedback, **{column: "é" * (most + 1)})) == (
        f"ck_feedback_{column}_length"
    )


def test_a_persons_words_have_a_limit_in_the_schema(context: Flask) -> None:
    feedback = make_feedback()
    values = {"feedback_id": feedback.id, "position": 1, "prompt": "good"}
    long = insert(Passage).values(**values, original_text="x" * 50_001)
    assert broken_by(long) == "ck_passages_original_text_length"


def test_a_message_has_a_limit_in_the_schema(context: Flask) -> None:
    values = {"feedback_id": make_feedback().id, "language": "en", "sent_at": utc_now()}
    assert broken_by(insert(Message).values(**values, body="x" * 10_001)) == (
        "ck_messages_body_length"
    )


def test_a_reference_is_unique(context: Flask) -> None:
    first, second = make_feedback(), make_feedback()
    assert broken_by(changed(second, reference=first.reference)) == "uq_feedback_reference"


def test_one_comment_of_one_source_is_unique(context: Flask) -> None:
    first, second = make_feedback(), make_feedback()
    values = {"source_name": "invented", "source_comment_id": "1"}
    with writing() as db:
        db.execute(changed(first, **values))
    assert broken_by(changed(second, **values)) == "uq_feedback_source_name_source_comment_id"


def test_no_passage_without_its_feedback(context: Flask) -> None:
    orphan = {"feedback_id": 999_999, "position": 0, "prompt": "good", "original_text": "x"}
    with pytest.raises(IntegrityError), writing() as db:
        db.execute(insert(Passage).values(**orphan))
