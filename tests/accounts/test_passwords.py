"""Passwords: long enough, and nothing that is tried first."""

import pytest
from flask import Flask

from portal.accounts.passwords import what_is_wrong


@pytest.fixture(autouse=True)
def inside(sqlite_app: Flask) -> object:
    """An application to ask for places."""
    with sqlite_app.app_context(), sqlite_app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    "password",
    ["Password1234", "welcome-welcome", "123456789012", "987654321098", "aaaaaaaaaaaa",
     "Sunderland-Royal-1", "GatesheadHealth!", "northumbria2026", "qwertyuiop12", "ababababababab"],
)  # fmt: skip
def test_what_everybody_tries_is_refused(password: str) -> None:
    assert "easy to guess" in (what_is_wrong(password) or "")


@pytest.mark.parametrize(
    "password",
    ["plainly-invented-words", "correct horse battery", "Gateshead-teapot-vine",
     "حصان-بطارية-صحيح", "x7!kQ2#mZ9@pL", "w" * 3 + "orchid lantern" + "z" * 111],
)  # fmt: skip
def test_long_and_unusual_is_enough(password: str) -> None:
    assert what_is_wrong(password) is None


@pytest.mark.parametrize(("length", "words"), [(11, "at least 12"), (129, "at most 128")])
def test_too_short_and_too_long_have_a_sentence(length: int, words: str) -> None:
    assert words in (what_is_wrong(("orchid-lantern" * 20)[:length]) or "")
