"""A form that is sent several times makes one record."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from flask import Flask
from sqlalchemy import func, select

from portal.db import session
from portal.feedback.drafts import start_draft
from portal.feedback.models import Feedback
from tests.factories import make_feedback
from tests.processes.people import Person


def test_six_impatient_presses_at_once_make_one_record(start, folder):
    web = start("web")
    person = Person(web.address)
    check = person.answers_everything("The nurse was kind")
    with ThreadPoolExecutor(6) as pool:
        pages = list(pool.map(person.sends, [check] * 6))
    assert all("Thank you" in page for page in pages)
    with closing(sqlite3.connect(folder / "portal.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM feedback").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM readings").fetchone() == (1,)


def count() -> int:
    return session().scalar(select(func.count()).select_from(Feedback)) or 0


def test_the_draft_is_what_makes_a_second_send_the_same_record(context: Flask):
    draft, _ = start_draft(kind="experience", language="en")
    ident = draft.id
    first = make_feedback("sent twice", draft_id=ident).id
    assert make_feedback("sent twice", draft_id=ident).id == first
    assert count() == 1


def test_without_the_draft_the_same_words_make_two_records(context: Flask):
    """The control: nothing else would have held the second one back."""
    make_feedback("sent twice")
    make_feedback("sent twice")
    assert count() == 2
