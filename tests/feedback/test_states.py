"""The one table of moves: everything that is not in it is refused."""

import pytest
from flask import Flask

from portal.audit.queries import list_entries
from portal.db import session, writing
from portal.feedback.models import Feedback
from portal.feedback.service import IllegalMove, move, set_public_text
from portal.feedback.states import MOVES, State, may_move
from tests.factories import make_feedback

ILLEGAL = [(a, b) for a in State for b in State if b not in MOVES[a]]
LEGAL = [(a, b) for a in State for b in State if b in MOVES[a]]


def in_state(state: State) -> Feedback:
    """One item that stands there."""
    feedback = make_feedback()
    set_public_text(feedback, "The ward was kind")
    path = {State.PUBLISHED: (State.APPROVED, State.PUBLISHED), State.RECEIVED: ()}
    for step in path.get(state, (state,)):
        move(feedback, step, actor="system")
    return feedback


def test_every_state_has_a_row_in_the_table() -> None:
    assert set(MOVES) == set(State)
    assert len(ILLEGAL) + len(LEGAL) == len(State) ** 2


def test_nothing_leads_out_of_withdrawn() -> None:
    assert not any(may_move(State.WITHDRAWN, state) for state in State)


def test_only_approved_feedback_can_be_published() -> None:
    assert [a for a in State if may_move(a, State.PUBLISHED)] == [State.APPROVED]


@pytest.mark.parametrize("before", list(State))
def test_every_move_that_is_not_in_the_table_is_refused(context: Flask, before: State) -> None:
    feedback = in_state(before)
    for after in [b for a, b in ILLEGAL if a == before]:
        with pytest.raises(IllegalMove):
            move(feedback, after, actor="system")
    session().refresh(feedback)
    assert feedback.state == before


@pytest.mark.parametrize("before", [s for s in State if MOVES[s]])
def test_every_move_of_the_table_is_made_and_recorded(context: Flask, before: State) -> None:
    for after in [b for a, b in LEGAL if a == before]:
        feedback = in_state(before)
        move(feedback, after, actor="system")
        entry = list_entries("feedback", feedback.id)[-1]
        assert (entry.verb, entry.detail["before"]) == (f"move_to_{after}", before)
        assert (feedback.published_at is not None) == (after == State.PUBLISHED)


def test_a_move_that_fails_in_its_transaction_leaves_no_trace(context: Flask) -> None:
    feedback = in_state(State.RECEIVED)
    with pytest.raises(RuntimeError), writing():
        move(feedback, State.HELD, actor="system")
        raise RuntimeError("something later failed")
    session().refresh(feedback)
    assert feedback.state == State.RECEIVED
    assert "move_to_held" not in {e.verb for e in list_entries("feedback", feedback.id)}
