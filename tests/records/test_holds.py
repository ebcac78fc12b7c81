"""A legal hold keeps everything until somebody lifts it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.audit.queries import list_entries
from portal.db import session, utc_now, writing
from portal.feedback.models import Contact, Feedback, Passage
from portal.feedback.withdrawal import withdraw
from portal.records import disposal
from portal.records.models import Disposal, LegalHold
from portal.records.service import HeldAlready, NothingLeft, lift_hold, set_hold
from tests.factories import make_feedback
from tests.records.aged import disposed_of, due_feedback, keeper, proposal


def words() -> list[str]:
    """All words that are kept."""
    return list(session().scalars(select(Passage.original_text)))


def verbs(feedback: Feedback) -> list[str]:
    """What the trail says of one item."""
    return [entry.verb for entry in list_entries("feedback", feedback.id)]


def test_a_held_item_is_not_erased_when_its_person_takes_it_back(context: Flask) -> None:
    feedback = make_feedback("Held words", contact={"email": "ann@person.example"})
    set_hold(feedback, "A court asked", by=keeper())
    assert withdraw(feedback) is False
    assert words() == ["Held words"]
    assert session().get(Contact, feedback.id) is not None


def test_lifting_the_hold_finishes_what_the_person_asked_for(context: Flask) -> None:
    feedback, by = make_feedback("Held words"), keeper()
    set_hold(feedback, "A court asked", by=by)
    withdraw(feedback)
    assert lift_hold(feedback, "The court is done", by=by) is True
    assert words() == []
    assert session().scalars(select(LegalHold)).all() == []
    assert verbs(feedback)[-1] == "lift_legal_hold"


def test_lifting_the_hold_on_a_complaint_leaves_its_file(context: Flask) -> None:
    complaint, by = make_feedback("Nobody came", kind="complaint"), keeper()
    set_hold(complaint, "A court asked", by=by)
    withdraw(complaint)
    assert lift_hold(complaint, "The court is done", by=by) is False
    assert words() == ["Nobody came"]


def test_a_held_item_is_neither_proposed_nor_disposed_of(context: Flask) -> None:
    first, second, by = due_feedback("One"), due_feedback("Two"), keeper()
    waiting = proposal(second, by)
    set_hold(first, "An inquiry", by=by)
    set_hold(second, "An inquiry", by=by)
    assert disposal.propose([first.id, second.id], by=by) == 0
    assert disposal.approve([waiting.id], by=keeper("second")) == 0
    assert waiting.state == "refused"
    assert words() == ["One", "Two"]


def test_an_item_is_held_once(context: Flask) -> None:
    feedback, by = make_feedback(), keeper()
    set_hold(feedback, "An inquiry", by=by)
    with pytest.raises(HeldAlready):
        set_hold(feedback, "Another", by=by)
    lift_hold(feedback, "Over", by=by)
    with pytest.raises(HeldAlready):
        lift_hold(feedback, "Over", by=by)
    set_hold(feedback, "It goes on", by=by)
    assert feedback.legal_hold is True


def test_what_is_erased_cannot_be_held(context: Flask) -> None:
    feedback, complaint = make_feedback(), due_feedback(kind="complaint")
    withdraw(feedback)
    disposed_of(complaint)
    for each in (feedback, complaint):
        with pytest.raises(NothingLeft):
            set_hold(each, "Too late", by=keeper(f"late-{each.id}"))


def test_a_hold_set_meanwhile_stops_the_erasure(context: Flask) -> None:
    waiting, second = proposal(due_feedback(), keeper()), keeper("second")
    table = Feedback.__table__
    with pytest.raises(StaleDataError), writing() as db:
        assert waiting.feedback.legal_hold is False
        # what another process commits between our reading and our writing
        db.execute(table.update().values(version=99, legal_hold=True))
        disposal.approve([waiting.id], by=second)
    assert words() == ["Invented words"]


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"reason": ""}, "has_reason"),
        ({"lifted_at": "now"}, "lifted_by_somebody"),
        ({"lifted_at": "now", "lifted_by": "by"}, "lifted_with_reason"),
    ],
)
def test_the_database_refuses_a_hold_without_a_reason(
    context: Flask, values: dict[str, Any], rule: str
) -> None:
    feedback, by = make_feedback(), keeper()
    known = {"now": utc_now(), "by": by.id}
    filled = {name: known.get(value, value) for name, value in values.items()}
    with pytest.raises(IntegrityError, match=rule), writing() as db:
        db.add(
            LegalHold(
                feedback_id=feedback.id, **{"set_by": by.id, "reason": "An inquiry", **filled}
            )
        )


def test_a_disposal_needs_a_second_person_in_the_database_too(context: Flask) -> None:
    by = keeper()
    waiting = proposal(due_feedback(), by)
    values = {"state": "disposed", "decided_by": by.id, "decided_at": utc_now()}
    with pytest.raises(IntegrityError, match="needs_second_person"), writing() as db:
        table = Disposal.__table__
        db.execute(table.update().where(table.c.id == waiting.id).values(values))
