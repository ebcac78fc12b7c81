"""Guessing a code is limited before anything is hashed, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.db import session
from portal.feedback import codes
from portal.feedback.guessing import FREE_GUESSES, TooManyGuesses, open_with_code
from portal.feedback.models import GuessLimit
from tests.factories import CODE, make_feedback, make_feedback_with_code


def guess(reference: str, times: int) -> None:
    """So many wrong codes."""
    for _ in range(times):
        assert open_with_code(reference, codes.as_words(CODE + 1)) is None


def test_reference_and_code_open_the_feedback(context: Flask) -> None:
    feedback = make_feedback_with_code()
    reference, ident = feedback.reference.lower(), feedback.id
    opened = open_with_code(f" {reference[:5]}-{reference[5:]}", codes.as_digits(CODE))
    assert opened is not None
    assert opened.id == ident


def test_feedback_without_a_code_cannot_be_opened(context: Flask) -> None:
    assert open_with_code(make_feedback().reference, codes.as_words(CODE)) is None


def test_after_ten_wrong_codes_even_the_right_one_waits(context: Flask) -> None:
    reference = make_feedback_with_code().reference
    guess(reference, FREE_GUESSES)
    with pytest.raises(TooManyGuesses):
        open_with_code(reference, codes.as_words(CODE))


def test_an_unknown_reference_is_blocked_alike(context: Flask) -> None:
    guess("0000000000", FREE_GUESSES)
    with pytest.raises(TooManyGuesses):
        open_with_code("0000000000", codes.as_words(CODE))


def test_a_blocked_reference_is_refused_before_the_hash(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    guess("0000000000", FREE_GUESSES)
    hashed: list[object] = []
    monkeypatch.setattr(codes, "matches", lambda *a: hashed.append(a))
    with pytest.raises(TooManyGuesses):
        open_with_code("0000000000", codes.as_words(CODE))
    assert not hashed


def test_the_block_ends_and_grows(context: Flask) -> None:
    reference = make_feedback_with_code().reference
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        guess(reference, FREE_GUESSES)
        clock.shift(61)
        guess(reference, 1)
        clock.shift(61)
        with pytest.raises(TooManyGuesses):
            open_with_code(reference, codes.as_words(CODE))
        clock.shift(60)
        assert open_with_code(reference, codes.as_words(CODE)) is not None


def test_the_right_code_forgets_the_wrong_ones(context: Flask) -> None:
    reference = make_feedback_with_code().reference
    guess(reference, FREE_GUESSES - 1)
    open_with_code(reference, codes.as_words(CODE))
    assert session().scalars(select(GuessLimit)).all() == []


def test_the_limit_stores_no_reference(context: Flask) -> None:
    reference = make_feedback_with_code().reference
    guess(reference, 1)
    assert reference not in session().scalars(select(GuessLimit)).one().key


def test_guesses_at_the_same_moment_are_all_counted(context: Flask) -> None:
    def one(_: int) -> str:
        with context.app_context():
            try:
                open_with_code("1111111111", "no code at all")
            except TooManyGuesses:
                return "blocked"
            return "tried"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(24)))
    assert answers.count("tried") == FREE_GUESSES
