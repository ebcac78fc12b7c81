"""Help now: rows of data with review dates, on every page, and never missing."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from portal import page_context
from portal.db import session, violated_constraint, writing
from portal.organisations.models import Signpost
from portal.organisations.queries import list_signposts, list_signposts_due
from portal.organisations.service import load_reference_data
from portal.organisations.signposts import WORDS, built_in
from tests.factories import sign_in_as
from tests.pages import Page

OWN = "invented-line"


@pytest.fixture
def own_signpost(sqlite_app: Flask) -> Any:
    """A signpost that staff added, long past its review date."""
    with sqlite_app.app_context(), writing() as db:
        db.add(Signpost(id=OWN, kind="other", position=99, phone="01632960001",
                        name="Invented line", text="You want an invented line:",
                        review_on=date(2020, 1, 31),
                        translations={"ar": {"name": "خط", "text": "خط للتجربة:"}}))  # fmt: skip
    yield
    with sqlite_app.app_context(), writing() as db:
        db.execute(text("DELETE FROM signposts WHERE id = :id"), {"id": OWN})


def test_the_words_of_the_file_are_those_that_are_translated(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        filed = {s.id: (s.name, s.text) for s in built_in()}
        assert filed == {key: (str(w.name), str(w.text)) for key, w in WORDS.items()}


def test_loading_again_adds_none(context: Flask) -> None:
    before = [s.id for s in list_signposts()]
    load_reference_data()
    assert [s.id for s in list_signposts()] == before == [s.id for s in built_in()]


def test_the_page_leads_to_every_number(page: Page) -> None:
    shown = page.get("/help-now")
    links = [a.get("href") for a in shown.find_all("a")]
    for address in ("tel:999", "tel:111", "tel:116123", "sms:85258"):
        assert address in links
    assert "Martha’s Rule" in shown.text and "safeguarding" in shown.text


def test_a_number_that_changes_is_changed_in_the_data(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context(), writing() as db:
        db.get_one(Signpost, "samaritans").phone = "01632960002"
    try:
        assert "tel:01632960002" in sqlite_page.get("/help-now").response.text
    finally:
        with sqlite_page.app.app_context():
            load_reference_data()


@pytest.mark.usefixtures("own_signpost")
@pytest.mark.parametrize(("prefix", "words"), [("", "an invented line:"), ("/ar", "خط للتجربة:")])
def test_a_signpost_of_staff_has_its_own_words_even_past_its_date(
    sqlite_page: Page, prefix: str, words: str
) -> None:
    shown = sqlite_page.get(f"{prefix}/help-now")
    assert words in shown.text and "01632960001" in shown.text


@pytest.mark.usefixtures("own_signpost")
@pytest.mark.parametrize(("role", "told"), [("system_administrator", True), ("moderator", False)])
def test_only_administrators_are_told_of_a_review_that_is_due(
    sqlite_page: Page, role: str, told: bool
) -> None:
    sign_in_as(sqlite_page, role)
    assert ("Invented line" in sqlite_page.get("/desk").text) is told


def test_a_signpost_is_due_from_the_day_after_its_review_date(context: Flask) -> None:
    last = max(session().scalars(select(Signpost.review_on)))
    assert len(list_signposts_due(last)) < len(list_signposts())
    assert len(list_signposts_due(date.fromordinal(last.toordinal() + 1))) == len(list_signposts())


def test_a_signpost_in_the_bar_has_a_number(context: Flask) -> None:
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.add(Signpost(id="x", kind="other", position=1, urgent=True, name="x", text="x",
                        review_on=date(2030, 1, 1)))  # fmt: skip
    assert violated_constraint(caught.value) == "ck_signposts_urgent_has_phone"


def test_help_is_there_while_the_database_is_away(
    sqlite_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(page_context, "list_signposts", away)
    assert "tel:116123" in sqlite_page.get("/help-now").response.text
