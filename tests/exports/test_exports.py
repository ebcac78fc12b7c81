"""Every list of staff leaves one way: whole, harmless, written down, one at a time."""

import csv
import io

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.db import session, utc_now, writing
from portal.exports import service
from portal.exports.listing import find_listing, list_names
from portal.exports.models import RunningExport
from portal.feedback.states import Channel, Kind
from portal.web.fields import clean
from tests.factories import make_change, make_feedback, make_staff, sign_in, sign_in_as
from tests.figures.payloads import PAYLOADS
from tests.figures.test_safe_table import begins_formula
from tests.pages import Page

PLACES = {
    "queue": "/desk",
    "appeals": "/desk/appeals",
    "outbox": "/desk/outbox",
    "page-reports": "/desk/page-reports",
    "complaints": "/desk/complaints",
    "changes": "/desk/changes",
    "themes": "/desk/dashboard",
    "statements": "/desk/dashboard",
}


def take(page: Page, listing: str, kind: str = "csv", query: str = "", status: int = 200):
    """Press the button below the list."""
    at = page.get(f"{PLACES[listing]}{query or ('?state=received' if listing == 'queue' else '')}")
    action = next(
        form.get("action") or ""
        for form in at.find_all("form")
        if f"/desk/exports/{listing}" in (form.get("action") or "")
    )
    data = {**at.token(f"/desk/exports/{listing}"), "kind": kind}
    response = page.client.post(action, data=data, buffered=True)
    assert response.status_code == status, response.text[:300]
    return response


def rows_of(text: str) -> list[list[str]]:
    """The rows of a CSV file below its heading."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1:]


def entries(app: Flask, verb: str) -> list[AuditEntry]:
    """What the trail says."""
    with app.app_context():
        wanted = select(AuditEntry).filter_by(verb=verb).order_by(AuditEntry.id)
        return list(session().scalars(wanted))


def test_every_list_has_its_place() -> None:
    assert set(PLACES) == set(list_names())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("listing", PLACES)
def test_every_list_leaves_as_a_table(page: Page, listing: str, kind: str) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        make_change(make_feedback())
        make_feedback(kind=Kind.COMPLAINT)
    sign_in_as(page, "moderator", "complaints_manager")
    response = take(page, listing, kind)
    assert response.headers["Content-Disposition"].startswith(f"attachment; filename={listing}-")
    assert response.headers["Cache-Control"] == "no-store"
    found = find_listing(listing)
    columns = [str(column) for column in found.columns] if found else []
    if kind == "csv":
        heading = next(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))
    else:
        book = openpyxl.load_workbook(io.BytesIO(response.data))
        heading = [cell.value for cell in book.active[1]]
    assert heading == columns


def test_the_queue_leaves_with_its_filter_and_no_complaint(page: Page) -> None:
    with page.app.app_context():
        make_feedback("Plain words")
        make_feedback("Worried", kind=Kind.CONCERN)
        make_feedback("Complaining", kind=Kind.COMPLAINT)
        make_feedback("From elsewhere", channel=Channel.IMPORT)
    sign_in_as(page, "moderator")
    words = [row[-1] for row in rows_of(take(page, "queue").text)]
    assert words == ["Plain words", "Worried", "From elsewhere"]
    narrowed = take(page, "queue", query="?state=received&kind=concern&imported=no").text
    assert [row[-1] for row in rows_of(narrowed)] == ["Worried"]


def test_complaints_leave_only_with_those_who_may_see_them(page: Page) -> None:
    with page.app.app_context():
        make_feedback("Complaining", kind=Kind.COMPLAINT)
    sign_in_as(page, "moderator")
    data = {**page.get("/desk?state=received").token("/desk/exports"), "kind": "csv"}
    query = "?state=any&kind=complaint"
    assert page.client.post(f"/desk/exports/complaints{query}", data=data).status_code == 403
    assert rows_of(page.client.post(f"/desk/exports/queue{query}", data=data).text) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_hostile_words_leave_as_a_formula(sqlite_page: Page, kind: str) -> None:
    with sqlite_page.app.app_context():
        for payload in PAYLOADS[::7]:
            words = clean(payload)
            make_feedback(words, service_text=words[:9], care_service_id=None)
    sign_in_as(sqlite_page, "moderator")
    response = take(sqlite_page, "queue", kind)
    if kind == "csv":
        cells = [cell for row in rows_of(response.text) for cell in row]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
        cells = [str(c.value or "") for row in sheet.iter_rows(min_row=2) for c in row]
        assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n"}
    assert len(cells) > 500
    assert not [cell for cell in cells if begins_formula(cell)]


def test_the_trail_says_how_many_rows_and_which_filter_but_no_words(page: Page) -> None:
    with page.app.app_context():
        make_feedback("The ward was kind to Nurse Invented")
    sign_in_as(page, "moderator")
    take(page, "queue", query="?state=any&q=invented")
    (begun,), (ended,) = entries(page.app, "export"), entries(page.app, "finish_export")
    assert begun.detail == {"rows": 1, "kind": "csv", "filter": {"q": "*", "state": "any"}}
    assert (ended.subject_id, ended.detail) == ("queue", {"rows": 1})


def test_a_person_makes_one_list_at_a_time(page: Page) -> None:
    email = sign_in_as(page, "moderator")
    with page.app.app_context(), writing() as db:
        user_id = db.scalars(select(User.id).filter_by(email=email)).one()
        db.add(RunningExport(user_id=user_id, token="another", started_at=utc_now()))
    assert take(page, "queue", status=302).headers["Location"] == "/desk?state=received"
    assert "Another list of yours is being made" in page.get("/desk?state=received").text
    with page.app.app_context(), writing() as db:
        db.get_one(RunningExport, user_id).started_at = utc_now() - service.LONGEST * 2
    take(page, "queue")
    with page.app.app_context():
        assert session().get(RunningExport, user_id) is None


def test_a_list_that_is_too_long_says_so(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    with page.app.app_context():
        make_feedback(), make_feedback()
    sign_in_as(page, "moderator")
    monkeypatch.setattr(service, "MOST_ROWS", 1)
    take(page, "queue", status=302)
    assert "more than 1 rows" in page.get("/desk?state=received").text
    assert entries(page.app, "export") == []


def test_a_browser_that_goes_away_ends_the_export(page: Page) -> None:
    with page.app.app_context():
        make_feedback()
    sign_in_as(page, "moderator")
    data = {**page.get("/desk?state=received").token("/desk/exports"), "kind": "csv"}
    response = page.client.post("/desk/exports/queue?state=received", data=data, buffered=False)
    next(iter(response.response))
    response.close()
    assert [entry.detail for entry in entries(page.app, "finish_export")] == [{"rows": 0}]
    with page.app.app_context():
        assert session().scalars(select(RunningExport)).all() == []


def test_without_the_permission_nothing_offers_it(page: Page) -> None:
    with page.app.app_context():
        make_staff("responder", email="r@staff.example")
    sign_in(page, "r@staff.example")
    shown = page.get("/desk")
    assert "Download as CSV" not in shown.text
    token = shown.tree.find(".//*[@name='csrf_token']")
    assert token is not None
    sent = {"csrf_token": token.get("value"), "kind": "csv"}
    assert page.client.post("/desk/exports/queue", data=sent).status_code == 403


def test_an_unknown_kind_of_file_is_refused(page: Page) -> None:
    sign_in_as(page, "moderator")
    assert "not as we expected" in take(page, "queue", "exe", status=400).text
