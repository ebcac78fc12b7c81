"""What a moderator can ask the queue for, and what nobody can break it with."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from flask import Flask

from portal.accounts.models import User
from portal.accounts.service import find_user
from portal.db import writing
from portal.desk.assignment import Chosen, assign
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.queries import count_matching, count_queues, list_page
from portal.desk.responses import respond
from portal.feedback.states import Channel, Kind
from portal.feedback.withdrawal import withdraw
from portal.organisations.queries import list_services
from tests.factories import make_decision, make_feedback, make_staff, sign_in_as
from tests.pages import Page

URGENT = "I want to kill myself"
BAD = ["\x00", "\ud800", "9" * 400, "-1", "None", "' OR 1=1 --", "%", "١٢", "a" * 5000]


def moderator(*more: str) -> User:
    """Somebody who looks."""
    email = "looks@staff.example"
    return find_user(email) or make_staff("moderator", *more, email=email)


def found(user: User | None = None, **asked: str) -> list[int]:
    """The ids that fit."""
    wanted = QueueFilter.from_query(asked)
    return [row.id for row in list_page(wanted, user or moderator()).items]


@pytest.mark.parametrize("query", ["PATIENT", "nürse", "nurse patient", "sunderland royal", "pati"])
def test_words_and_services_are_found_in_any_spelling(context: Flask, query: str) -> None:
    wanted = make_feedback("The Nurse was patient")
    other = list_services()[-1].id
    make_feedback("Something else", care_service_id=other)
    assert found(q=query) == [wanted.id]


def test_arabic_words_are_found_without_their_marks(context: Flask) -> None:
    wanted = make_feedback("كانَ الممرّض لطيفًا", language="ar")
    assert found(q="الممرض") == [wanted.id]


def test_a_percent_sign_is_not_everything(context: Flask) -> None:
    make_feedback("The ward was kind")
    assert found(q="100%x") == []


def test_a_reference_is_found_wherever_it_stands(context: Flask) -> None:
    feedback = make_feedback(reference="0NE2THREE4"[:10])
    make_decision(feedback, "decline", reason="duplicate")
    assert found(q=" one2-three4 ", state="held") == [feedback.id]


def test_ten_letters_that_are_no_reference_are_words(context: Flask) -> None:
    wanted = make_feedback("I was breathless")
    assert found(q="breathless") == [wanted.id]


def test_withdrawn_words_are_not_found(context: Flask) -> None:
    feedback = make_feedback("The ward was kind")
    withdraw(feedback)
    assert found(q="ward", state="any") == []


@pytest.mark.parametrize(
    ("asked", "changed"),
    [
        ({"kind": "concern"}, {"kind": Kind.CONCERN}),
        ({"channel": "import"}, {"channel": Channel.IMPORT}),
        ({"imported": "yes"}, {"channel": Channel.IMPORT}),
        ({"language": "ar"}, {"language": "ar"}),
        ({"service": ""}, {"care_service_id": None}),
    ],
    ids=str,
)
def test_each_part_narrows_the_queue(context: Flask, asked: dict, changed: dict) -> None:
    services = list_services()
    if asked == {"service": ""}:
        asked, changed = {"service": services[0].slug}, {"care_service_id": services[0].id}
    wanted = make_feedback(**changed)
    make_feedback()
    assert found(**asked) == [wanted.id]


def test_urgency_organisation_and_answers_narrow_it_too(context: Flask) -> None:
    urgent, other = make_feedback(URGENT), make_feedback(care_service_id=None)
    respond(other, "Thank you", by=make_staff("responder"))
    assert found(risk="2") == [urgent.id]
    assert urgent.care_service is not None
    assert found(organisation=urgent.care_service.organisation_code) == [urgent.id]
    assert (found(answered="yes"), found(answered="no")) == ([other.id], [urgent.id])


def test_what_has_waited_long_is_found(context: Flask) -> None:
    old, new = make_feedback(), make_feedback()
    with writing():
        old.received_on -= timedelta(days=14)
    assert (found(older="14"), found(older="15")) == ([old.id], [])
    assert found() == [old.id, new.id]


def test_work_of_mine_of_others_and_of_nobody(context: Flask) -> None:
    mine, theirs, free = (make_feedback() for _ in range(3))
    me, colleague = moderator(), make_staff("responder")
    assign([Chosen(mine.id, None)], me, by=me)
    assign([Chosen(theirs.id, None)], colleague, by=me)
    assert (found(assigned="me"), found(assigned="nobody")) == ([mine.id], [free.id])
    assert found(assigned=str(colleague.id)) == [theirs.id]
    assert found(assigned="somebody") == [mine.id, theirs.id]


def test_complaints_are_found_only_by_those_who_handle_them(context: Flask) -> None:
    complaint = make_feedback(kind=Kind.COMPLAINT)
    handler = make_staff("complaints_manager")
    assert found(kind="complaint") == found(q=complaint.reference) == []
    assert found(handler, kind="complaint") == found(handler, q=complaint.reference)
    assert found(handler, kind="complaint") == [complaint.id]
    assert found(handler) == []


def test_counts_stop_where_they_help_nobody(context: Flask) -> None:
    for _ in range(5):
        make_feedback()
    assert count_matching(QueueFilter(), moderator(), most=3) == 4
    assert count_queues(moderator())["received"] == 5


def test_a_filter_comes_back_from_its_address() -> None:
    asked = {"q": "ward 3 & more", "state": "held", "older": "7", "assigned": "me"}
    wanted = QueueFilter.from_query({**asked, "kind": "nonsense", "unknown": "x"})
    assert wanted.as_query() == asked
    assert QueueFilter.from_text(wanted.as_text()) == wanted


@pytest.mark.parametrize("value", BAD, ids=ascii)
def test_no_address_breaks_the_queue(page: Page, value: str) -> None:
    sign_in_as(page, "moderator")
    names = [*QueueFilter().__dataclass_fields__, "after", "before"]
    text = value.encode("utf-8", "surrogatepass").decode("latin-1")
    for name in names:
        page.get(f"/desk?{urlencode({'state': 'received', name: text}, encoding='latin-1')}")


def test_pages_go_both_ways_and_keep_the_filter(page: Page) -> None:
    with page.app.app_context():
        for _ in range(30):
            make_feedback("The ward", kind=Kind.CONCERN)
        last = make_feedback("The ward", kind=Kind.CONCERN).reference
    sign_in_as(page, "moderator")
    first = page.get("/desk?state=received&kind=concern&q=ward")
    onward = next(a.get("href") for a in first.find_all("a") if a.get("rel") == "next")
    second = page.get(str(onward))
    assert "kind=concern" in str(onward) and last in second.text
    back = next(a.get("href") for a in second.find_all("a") if a.get("rel") == "prev")
    assert last not in page.get(str(back)).text
