"""Answers on their way: seven days, one key."""

import time_machine
from flask import Flask
from sqlalchemy import select

from portal.db import session
from portal.feedback import codes
from portal.feedback.drafts import (
    delete_draft,
    delete_expired,
    find_draft,
    keep_answers,
    keep_code,
    start_draft,
)  # fmt: skip
from portal.feedback.models import Draft

SECRET = "an invented secret of the portal"


def test_the_key_opens_its_draft(context: Flask) -> None:
    draft, key = start_draft(kind="experience", language="en")
    assert find_draft(draft.id, key) is not None


def test_the_key_of_another_draft_opens_nothing(context: Flask) -> None:
    draft, _ = start_draft(kind="experience", language="en")
    _, other = start_draft(kind="experience", language="en")
    assert find_draft(draft.id, other) is None
    assert find_draft(draft.id, "") is None


def test_an_odd_id_opens_nothing(context: Flask) -> None:
    _, key = start_draft(kind="experience", language="en")
    assert [find_draft(odd, key) for odd in ("", "../x", "a" * 33, "unknown")] == [None] * 4


def test_the_key_is_not_stored(context: Flask) -> None:
    _, key = start_draft(kind="experience", language="en")
    stored = session().scalars(select(Draft)).one()
    assert key not in str(vars(stored))


def test_a_draft_lives_seven_days(context: Flask) -> None:
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        draft, key = start_draft(kind="experience", language="en")
        clock.shift(7 * 86400 - 1)
        assert find_draft(draft.id, key) is not None
        clock.shift(1)
        assert find_draft(draft.id, key) is None


def test_expired_drafts_are_erased_and_living_ones_stay(context: Flask) -> None:
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        start_draft(kind="experience", language="en", answers={"good": "Kind"})
        clock.shift(4 * 86400)
        living, _ = start_draft(kind="experience", language="en")
        ident = living.id
        clock.shift(4 * 86400)
        assert delete_expired() == 1
        assert session().scalars(select(Draft.id)).all() == [ident]


def test_answers_are_added_to_what_is_there(context: Flask) -> None:
    draft, key = start_draft(kind="experience", language="en")
    keep_answers(draft, {"good": "Kind"})
    keep_answers(draft, {"better": "Food", "good": "Very kind"})
    found = find_draft(draft.id, key)
    assert found is not None
    assert found.answers == {"kind": "experience", "good": "Very kind", "better": "Food"}


def test_the_code_shown_twice_is_one_code_and_is_stored_only_as_a_hash(context: Flask) -> None:
    draft, key = start_draft(kind="experience", language="en")
    code = keep_code(draft, key, SECRET)
    stored = session().get_one(Draft, draft.id).code_hash
    assert keep_code(draft, key, SECRET) == code
    assert codes.matches(stored, [code])
    assert str(code) not in str(stored)


def test_a_deleted_draft_is_gone(context: Flask) -> None:
    draft, key = start_draft(kind="experience", language="en")
    ident = draft.id
    delete_draft(draft)
    assert find_draft(ident, key) is None
