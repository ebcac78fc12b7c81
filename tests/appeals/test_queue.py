"""The queue of appeals at the desk: urgent first, by scope, with the day by which to answer."""

from datetime import timedelta

import time_machine
from flask import Flask

from portal.appeals.models import AppealState
from portal.appeals.queries import PAGE, count_open, list_appeals, place_of
from portal.db import utc_now, writing
from portal.desk.models import Wrong
from portal.i18n import today
from tests.appeals.made import all_appeals, appeal_of, declined, moderator, published, report
from tests.factories import make_staff, sign_in, sign_in_as
from tests.pages import Page


def test_a_report_about_a_person_comes_first_and_is_due_soonest(context: Flask) -> None:
    by = moderator()
    appeal_of(by)
    report(Wrong.OFFENSIVE, published(by))
    report(Wrong.ABOUT_ME, published(by))
    found = list_appeals(AppealState.OPEN, by)
    assert [a.urgent for a in found] == [True, False, False]
    assert found[1].id < found[2].id
    days = [(a.due_on - today()).days for a in found]
    assert days == [2, 14, 14]


def test_other_reports_are_no_appeals(context: Flask) -> None:
    for wrong in (Wrong.OUT_OF_DATE, Wrong.CANNOT_USE, Wrong.OTHER):
        report(wrong)
    assert all_appeals() == []


def test_the_queue_keeps_to_the_scope_of_the_desk(context: Flask) -> None:
    by = moderator()
    appeal_of(by)
    report(Wrong.ABOUT_ME)
    elsewhere = make_staff("moderator", email="away@staff.example", organisations=("RX6",))
    assert len(list_appeals(AppealState.OPEN, by)) == 2
    assert list_appeals(AppealState.OPEN, elsewhere) == []


def test_the_pages_of_the_queue_leave_no_gap(context: Flask) -> None:
    by = moderator()
    for number in range(PAGE + 3):
        report(Wrong.ABOUT_ME if number % 2 else Wrong.OFFENSIVE)
    first = list_appeals(AppealState.OPEN, by)[:PAGE]
    rest = list_appeals(AppealState.OPEN, by, after=place_of(first[-1]))
    shown = [a.id for a in (*first, *rest)]
    assert len(shown) == len(set(shown)) == PAGE + 3
    assert [a.urgent for a in (*first, *rest)] == sorted(
        (a.urgent for a in all_appeals()), reverse=True
    )


def test_the_counts_tell_what_is_urgent_and_late(context: Flask) -> None:
    by = moderator()
    appeal_of(by)
    report(Wrong.ABOUT_ME)
    with time_machine.travel(utc_now() + timedelta(days=3)):
        counts = count_open(by)
    assert (counts.open, counts.urgent, counts.late) == (2, 1, 1)


def test_the_desk_and_the_item_tell_of_open_appeals(page: Page) -> None:
    with page.app.app_context():
        ident = appeal_of(moderator()).feedback_id
    sign_in_as(page, "moderator")
    assert "1 appeal is open" in page.get("/desk?state=received").text
    assert "The person asks for a second look" in page.get(f"/desk/item/{ident}").text


def test_who_decided_sees_no_form(page: Page) -> None:
    with page.app.app_context():
        ident = appeal_of(make_staff("moderator", email="first@staff.example")).id
    sign_in(page, "first@staff.example")
    shown = page.get(f"/desk/appeals/{ident}")
    assert "I meant the noise" in shown.text and "Somebody else has to decide this" in shown.text
    assert not shown.find_all("textarea")


def test_a_sentence_is_needed_and_what_was_typed_stays(page: Page) -> None:
    with page.app.app_context():
        ident = appeal_of(moderator()).id
    sign_in_as(page, "moderator")
    here = f"/desk/appeals/{ident}"
    shown = page.post(f"{here}/decide", {"answer": "I looked"}, at=here, action="decide",
                      status=200)  # fmt: skip
    assert "Choose whether the person is right" in shown.text
    assert "I looked" in shown.response.text


def test_a_page_that_is_old_gives_the_sentence_back(page: Page) -> None:
    with page.app.app_context():
        appeal = appeal_of(moderator())
        ident, feedback = appeal.id, appeal.feedback
    sign_in_as(page, "moderator")
    here = f"/desk/appeals/{ident}"
    token = page.get(here).token("decide")
    with page.app.app_context(), writing() as db:
        db.get_one(type(feedback), feedback.id).content_notes = "death"
    sent = {**token, "outcome": "upheld", "answer": "My long sentence"}
    answer = page.client.post(f"{here}/decide", data=sent)
    assert answer.status_code == 409 and "My long sentence" in answer.text


def test_somebody_who_only_answers_may_not_decide(page: Page) -> None:
    with page.app.app_context():
        ident = appeal_of(moderator()).id
    sign_in_as(page, "responder")
    token = page.get("/desk/filters/new?state=received").token()
    sent = {**token, "outcome": "upheld", "answer": "Yes"}
    assert page.client.post(f"/desk/appeals/{ident}/decide", data=sent).status_code == 403


def test_an_unknown_state_or_place_is_the_open_queue(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context():
        declined(moderator())
    sign_in_as(sqlite_page, "moderator")
    for query in ("state=nonsense", "after=9-9", "after=1-99999999999", "state=open&after=x"):
        assert "No appeals are here." in sqlite_page.get(f"/desk/appeals?{query}").text
