"""The page of the audit trail: who, what, which record, when, and whether the chain is whole."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from portal.accounts.service import find_user
from portal.audit.models import AuditEntry
from portal.audit.service import keep_check, record, staff
from portal.audit.verification import verify
from portal.db import session, utc_now, writing
from portal.desk import moderation
from tests.audit_trail import unguarded
from tests.factories import make_feedback, make_staff, sign_in_as
from tests.pages import Page, Shown

URL = "/desk/trail"


def verbs(shown: Shown) -> list[str]:
    """The verbs of the entries on the page."""
    return ["".join(h.itertext()) for h in shown.find_all("h2") if h.find("{*}code") is not None]


@pytest.fixture
def reader(page: Page) -> Page:
    """Somebody who may read the trail, and a trail with a note of a colleague in it."""
    with page.app.app_context(), page.app.test_request_context("/"):
        moderator = make_staff("moderator", email="moderator@staff.example")
        feedback = make_feedback("qanary of a person")
        moderation.add_note(feedback, "qanary of a colleague", by=moderator)
    sign_in_as(page, "system_administrator")
    return page


def test_the_trail_shows_entries_newest_first_and_no_words(reader: Page) -> None:
    shown = reader.get(URL)
    assert verbs(shown).index("add_note") < verbs(shown).index("receive")
    assert "qanary" not in shown.response.text


def test_entries_are_found_by_who_and_what(reader: Page) -> None:
    with reader.app.app_context():
        moderator = find_user("moderator@staff.example")
        assert moderator is not None
        actor = staff(moderator.id)
    assert verbs(reader.get(f"{URL}?actor={actor}")) == ["add_note"]
    assert verbs(reader.get(f"{URL}?actor=person&verb=receive")) == ["receive"]


def test_entries_are_found_by_the_number_of_a_record(reader: Page) -> None:
    with reader.app.app_context(), reader.app.test_request_context("/"):
        other = make_feedback().id
    assert verbs(reader.get(f"{URL}?subject=feedback&subject_id={other}")) == ["receive"]
    assert verbs(reader.get(f"{URL}?subject=feedback&subject_id=%00")) != []


def test_entries_are_found_by_day(reader: Page) -> None:
    today = utc_now().date()
    tomorrow, yesterday = today + timedelta(days=2), today - timedelta(days=2)
    assert verbs(reader.get(f"{URL}?since={yesterday}&until={tomorrow}")) != []
    assert "No entry fits" in reader.get(f"{URL}?since={tomorrow}").text
    assert "No entry fits" in reader.get(f"{URL}?until={yesterday}").text


@pytest.mark.parametrize(
    "wrong",
    ["since=x", "until=9999-12-31", "until=0001-01-01", "actor=staff:999", "verb=%00", "verb=nope",
     "subject_id=" + "9" * 41, "since=%ED%A0%80"],
)  # fmt: skip
def test_a_filter_that_is_wrong_gets_a_sentence(reader: Page, wrong: str) -> None:
    assert "There is a problem" in reader.get(f"{URL}?{wrong}").text


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "0"])
def test_a_place_that_is_none_shows_the_newest(reader: Page, before: str) -> None:
    assert verbs(reader.get(f"{URL}?before={before}"))


def test_older_entries_are_a_page_further_and_keep_the_filter(reader: Page) -> None:
    with reader.app.app_context(), writing():
        for number in range(60):
            record("system", "raise_risk", "feedback", number)
    first = reader.get(f"{URL}?verb=raise_risk")
    older = next(a.get("href") or "" for a in first.find_all("a") if a.get("rel") == "next")
    assert "verb=raise_risk" in older
    second = reader.get(older)
    assert (len(verbs(first)), len(verbs(second))) == (50, 10)


def test_the_page_says_when_the_chain_was_checked(reader: Page) -> None:
    assert "The trail was not checked yet." in reader.get(URL).text
    with reader.app.app_context():
        keep_check(verify())
    assert "none missing or changed" in reader.get(URL).text


def test_the_page_says_where_the_chain_is_broken(reader: Page) -> None:
    with reader.app.app_context():
        second = session().scalars(select(AuditEntry.sequence).order_by(AuditEntry.id)).all()[1]
        with unguarded() as db:
            changed = text("UPDATE audit_entries SET verb = 'other' WHERE sequence = :n")
            db.execute(changed, {"n": second})
        keep_check(verify())
    said = reader.get(URL).text
    assert "The trail is broken" in said
    assert f"Entry {second}: this entry was changed or put in" in said


def test_the_staff_menu_leads_there(reader: Page) -> None:
    links = {a.get("href") for a in reader.get("/desk").find_all("a")}
    assert {URL, "/desk/records"} <= links


def test_nobody_else_reads_the_trail(page: Page) -> None:
    sign_in_as(page, "moderator")
    page.get(URL, status=403)
    assert URL not in page.get("/desk").response.text
