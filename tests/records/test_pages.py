"""The screens of those who keep records, through the real pages."""

import pytest
from sqlalchemy import select

from portal.audit.queries import list_entries
from portal.db import session
from portal.feedback import codes
from portal.feedback.models import Feedback, Passage
from portal.feedback.withdrawal import withdraw
from portal.records import queries
from portal.records.models import Disposal
from portal.records.queries import find_retention
from portal.records.service import set_hold
from tests.factories import CODE, make_feedback, make_feedback_with_code, sign_in_as
from tests.pages import Page
from tests.records.aged import due_feedback, keeper, proposal


def made(page: Page, text: str = "Invented words", **values: object) -> tuple[int, str]:
    """Id and reference of one item that is due."""
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback = due_feedback(text, **values)
        return feedback.id, feedback.reference


def test_a_record_is_found_by_its_reference(page: Page) -> None:
    ident, reference = made(page)
    sign_in_as(page, "system_administrator")
    led = page.post("/desk/records", {"reference": f" {reference.lower()[:5]} {reference[5:]}"})
    assert led == f"/desk/records/{ident}"
    shown = page.get(led)
    assert shown.h1 == f"Record of {reference}"
    assert "Invented words" not in shown.response.text


@pytest.mark.parametrize("typed", ["", "0000000000", "x\x00y", "9" * 5000])
def test_a_wrong_reference_gets_a_sentence(page: Page, typed: str) -> None:
    sign_in_as(page, "system_administrator")
    shown = page.post("/desk/records", {"reference": typed}, status=200)
    assert "There is a problem" in shown.text


def test_two_people_erase_a_record_through_the_lists(page: Page, other_page: Page) -> None:
    ident, reference = made(page)
    sign_in_as(page, "system_administrator")
    sign_in_as(other_page, "system_administrator", "approver")
    page.post("/desk/records/propose", {"item": ident}, at="/desk/records/due")
    assert "Somebody else has to decide" in page.get("/desk/records/proposed").text
    with page.app.app_context():
        waiting = session().scalars(select(Disposal.id)).one()
    answer = {"item": waiting, "answer": "dispose"}
    other_page.post("/desk/records/decide", answer, at="/desk/records/proposed")
    assert "1 record is erased for good." in other_page.get("/desk/records/proposed").text
    assert reference in page.get("/desk/records/disposed").text
    with page.app.app_context():
        assert session().scalars(select(Passage)).all() == []


@pytest.mark.parametrize("item", ["", "0", "999999", "9" * 30, "x\x00", "-1"])
def test_a_choice_that_is_not_there_changes_nothing(page: Page, item: str) -> None:
    made(page)
    sign_in_as(page, "system_administrator")
    page.post("/desk/records/propose", {"item": item}, at="/desk/records/due")
    assert "Nothing is proposed." in page.get("/desk/records/due").text


def test_the_list_of_what_is_due_has_pages(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    monkeypatch.setattr("portal.records.views.lists.PAGE", 2)
    made_up = [made(page, f"Words {n}")[1] for n in range(3)]
    sign_in_as(page, "system_administrator")
    first = page.get("/desk/records/due")
    older = next(a.get("href") for a in first.find_all("a") if a.get("rel") == "next")
    second = page.get(older or "")
    assert [r in first.text for r in made_up] == [True, True, False]
    assert [r in second.text for r in made_up] == [False, False, True]


@pytest.mark.parametrize("after", ["x", "20269999-1", "20100601-x", "99999999999-1", "-", "-5"])
def test_a_place_that_is_none_shows_the_first_page(page: Page, after: str) -> None:
    _ident, reference = made(page)
    sign_in_as(page, "system_administrator")
    assert reference in page.get(f"/desk/records/due?after={after}").text
    page.get(f"/desk/records/holds?after={after}")


def test_a_hold_is_set_and_lifted_with_reasons(page: Page) -> None:
    ident, reference = made(page)
    sign_in_as(page, "system_administrator")
    url = f"/desk/records/{ident}"
    page.post(f"{url}/hold", {"hold_reason": "An invented inquiry"}, at=url, action="/hold")
    assert "An invented inquiry" in page.get("/desk/records/holds").text
    assert reference not in page.get("/desk/records/due").text
    page.post(f"{url}/lift", {"hold_reason": "It is over"}, at=url, action="/lift")
    assert "It is over" in page.get(url).text
    with page.app.app_context():
        seen = [entry.verb for entry in list_entries("feedback", ident)]
    assert seen[-2:] == ["set_legal_hold", "lift_legal_hold"]


def test_a_hold_needs_a_reason_and_keeps_what_was_typed(page: Page) -> None:
    ident, _reference = made(page)
    sign_in_as(page, "system_administrator")
    url = f"/desk/records/{ident}"
    shown = page.post(f"{url}/hold", {"hold_reason": " "}, at=url, action="/hold", status=200)
    assert "Write the reason, without names" in shown.text
    long = {"class_id": "incident", "starts_on": "soon", "reason": "Kept words"}
    shown = page.post(f"{url}/class", long, at=url, action="/class", status=200)
    assert "Enter a day like" in shown.text
    assert "Kept words" in shown.text


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "2026-02-30", "20-1", "x" * 9000])
def test_a_start_that_is_no_day_is_refused(page: Page, typed: str) -> None:
    ident, _reference = made(page)
    sign_in_as(page, "system_administrator")
    url = f"/desk/records/{ident}"
    sent = {"class_id": "complaint", "starts_on": typed, "reason": "Closed"}
    shown = page.post(f"{url}/class", sent, at=url, action="/class", status=200)
    assert "Enter a day like" in shown.text


def test_the_close_of_a_case_is_entered_by_hand(page: Page) -> None:
    ident, _reference = made(page, kind="complaint")
    sign_in_as(page, "system_administrator")
    url = f"/desk/records/{ident}"
    sent = {"class_id": "complaint", "starts_on": "2026-02-01", "reason": "Closed that day"}
    page.post(f"{url}/class", sent, at=url, action="/class")
    assert "1 February 2036" in page.get(url).text
    with page.app.app_context():
        found = find_retention(ident)
        assert found is not None
        assert found.set_by is not None


def test_an_erased_record_offers_nothing_more(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback = make_feedback()
        withdraw(feedback)
        url = f"/desk/records/{feedback.id}"
    sign_in_as(page, "system_administrator")
    shown = page.get(url)
    assert "were erased" in shown.text
    assert "Set the hold" not in shown.text


def test_somebody_whose_words_are_held_is_told_the_truth(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback = make_feedback_with_code()
        set_hold(feedback, "An inquiry", by=keeper())
        reference = feedback.reference
    page.post("/my-feedback", {"reference": reference, "code": codes.as_words(CODE)})
    assert "we must keep this for now" in page.get("/my-feedback/withdraw").text


def test_the_item_of_the_desk_leads_to_its_record(page: Page) -> None:
    ident, _reference = made(page)
    sign_in_as(page, "system_administrator")
    assert f"/desk/records/{ident}" in page.get(f"/desk/item/{ident}").response.text


def test_a_proposal_under_a_hold_ends(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback, by = due_feedback(), keeper()
        proposal(feedback, by)
        set_hold(session().get_one(Feedback, feedback.id), "An inquiry", by=by)
    sign_in_as(page, "system_administrator", "approver")
    assert "Nothing waits." in page.get("/desk/records/proposed").text
