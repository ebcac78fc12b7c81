"""Urgent and unread: until a person says that they have read it."""

import time_machine
from flask import Flask
from sqlalchemy import select

from portal.db import session
from portal.feedback.service import raise_risk, write_back
from portal.feedback.withdrawal import withdraw
from portal.safety import urgent
from portal.safety.models import UrgentCall
from portal.safety.queries import PAGE, page_of, unread
from tests.factories import make_decision, make_feedback, make_staff, sign_in_as
from tests.pages import Page
from tests.safety.viewers import viewer

URGENT = "I want to kill myself"


def unread_ids() -> list[int]:
    """Items that nobody has read."""
    return [c.feedback_id for c in page_of(unread(viewer(complaints=True)), UrgentCall.id, 0)]


def read(feedback: object, by: object) -> None:
    """Say that it was read, with all that the page shows now."""
    seen = urgent.newest_news(feedback.id)  # type: ignore[attr-defined]
    urgent.mark_read(feedback, seen=seen, by=by)  # type: ignore[arg-type]


def test_urgent_words_wait_for_a_reader_at_once(context: Flask) -> None:
    make_feedback()
    feedback = make_feedback(URGENT)
    assert unread_ids() == [feedback.id]
    assert urgent.notice() == 0


def test_the_first_reader_is_kept_and_the_exact_time_is_not(context: Flask) -> None:
    with time_machine.travel("2026-03-02T10:17:00Z", tick=False):
        feedback = make_feedback(URGENT)
        first, second = make_staff("moderator"), make_staff("safety_lead")
        read(feedback, first)
        read(feedback, second)
    call = session().scalars(select(UrgentCall)).unique().one()
    assert call.opened_by == first.id
    assert call.since_at.minute == 0


def test_a_late_reading_calls_for_a_reader(context: Flask) -> None:
    feedback = make_feedback()
    raise_risk(feedback.id, 2)
    assert urgent.notice() == 1
    assert urgent.notice() == 0
    assert unread_ids() == [feedback.id]


def test_a_later_message_calls_again(context: Flask) -> None:
    feedback, moderator = make_feedback(URGENT), make_staff("moderator")
    read(feedback, moderator)
    write_back(feedback, URGENT)
    assert urgent.notice() == 1
    assert unread_ids() == [feedback.id]


def test_what_came_after_the_page_was_opened_is_not_read(context: Flask) -> None:
    feedback, moderator = make_feedback(URGENT), make_staff("moderator")
    seen = urgent.newest_news(feedback.id)
    write_back(feedback, URGENT)
    urgent.mark_read(feedback, seen=seen, by=moderator)
    assert urgent.notice() == 1


def test_who_decides_has_read_it(context: Flask) -> None:
    feedback, moderator = make_feedback(URGENT), make_staff("moderator")
    make_decision(feedback, "hold", reason="safeguarding", by=moderator)
    assert urgent.notice() == 0
    assert unread_ids() == []
    assert session().scalars(select(UrgentCall.opened_by)).all() == [moderator.id]


def test_a_withdrawn_item_waits_for_nobody(context: Flask) -> None:
    withdraw(make_feedback(URGENT))
    assert urgent.notice() == 0
    assert unread_ids() == []


def test_the_list_goes_on_without_gaps_or_repeats(context: Flask) -> None:
    made = [make_feedback(URGENT).id for _ in range(PAGE + 3)]
    first = page_of(unread(viewer(complaints=True)), UrgentCall.id, 0)[:PAGE]
    rest = page_of(unread(viewer(complaints=True)), UrgentCall.id, first[-1].id)
    assert [c.feedback_id for c in [*first, *rest]] == made


def test_looking_is_not_reading_and_the_button_is(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        feedback_id = make_feedback(URGENT).id
    sign_in_as(page, "moderator")
    item = f"/desk/item/{feedback_id}"
    assert "Urgent and not read yet" in page.get(item).text
    assert "Urgent and not read (1)" in page.get("/desk/safety").text
    page.post(f"{item}/read", at=item, action="/read")
    assert "Urgent and not read yet" not in page.get(item).text
    assert "Urgent and not read (0)" in page.get("/desk/safety").text
