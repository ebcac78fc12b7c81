"""Passwords: long enough, and nothing that is tried first."""

import time

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
     "Sunderland-Royal-1", "GatesheadHealth!", "northumbria2026", "qwertyuiop12", "ababababababab",
     "P@ssw0rd2026!", "W3lc0me-NHS-1", "Summer2026!!", "october-2026-x", "1qaz2wsx3edc",
     "qazwsxedcrfv", "zxcvbnm12345", "0987654321aa", "abcdefghijkl", "orchid-orchid",
     "catscatscats", "iloveyou2026", "feedbackportal", "NENC-portal-26", "ضصثقفغعهخحجد",
     "Nürse-Dóctor-1"],
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


@pytest.mark.parametrize(
    "password", ["Quillon-Tarrant", "tarrant.q.2026", "Quillon2026!!", "Bassoonist-Quillon"]
)
def test_nobody_has_their_own_name_as_a_password(password: str) -> None:
    about = ("Quillon Tarrant", "q.tarrant@staff.example", "Bassoonist")
    assert what_is_wrong(password) is None or "2026" in password
    assert "easy to guess" in (what_is_wrong(password, about=about) or "")


def test_a_long_password_is_looked_at_in_no_time() -> None:
    before = time.process_time()
    for _ in range(5):
        what_is_wrong("aqwertyuiopab" * 9)
    assert time.process_time() - before < 2


@pytest.mark.parametrize(("length", "words"), [(11, "at least 12"), (129, "at most 128")])
def test_too_short_and_too_long_have_a_sentence(length: int, words: str) -> None:
    assert words in (what_is_wrong(("orchid-lantern" * 20)[:length]) or "")
