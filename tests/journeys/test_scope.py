"""A story over several services is open to the staff of each, and to nobody else."""

import pytest
from flask import Flask

from portal.accounts.models import User, UserScope
from portal.db import writing
from portal.desk.queries import list_urgent
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.queries import list_page
from portal.duty.alerts import Wanted, choose, tell
from portal.duty.models import Frequency
from portal.feedback import further
from portal.feedback.scope import may_see
from portal.feedback.states import Kind
from portal.notify.queries import list_mails
from portal.safety.queries import count, unread
from tests.exports.test_exports import rows_of, take
from tests.factories import make_feedback, make_staff, sign_in
from tests.journeys.story import (
    AMBULANCE,
    ELSEWHERE,
    HOSPITAL,
    make_journey,
    service,
    staff_of,
)
from tests.pages import Page

WHO = pytest.mark.parametrize(
    ("slug", "sees"), [(HOSPITAL, True), (AMBULANCE, True), (ELSEWHERE, False)]
)


def found(user: User, **asked: str) -> list[int]:
    """The ids of what the queue shows."""
    return [item.id for item in list_page(QueueFilter(**asked), user).items]


@WHO
def test_the_list_the_search_and_the_filters_keep_to_the_story(
    context: Flask, slug: str, sees: bool
) -> None:
    item, user = make_journey("A plainly invented zebra"), staff_of(slug)
    expected = [item.id] if sees else []
    assert found(user) == expected
    assert found(user, q="zebra") == expected
    assert found(user, q=item.reference) == expected
    assert found(user, service=AMBULANCE) == expected
    assert found(user, organisation="RX6") == expected


@WHO
def test_the_page_and_the_safety_pages_keep_to_the_story(page: Page, slug: str, sees: bool) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        ident = make_journey().id
        staff_of(slug)
    sign_in(page, f"{slug}@staff.example")
    page.get(f"/desk/item/{ident}", 200 if sees else 404)
    page.get(f"/desk/item/{ident}/severity", 200 if sees else 404)


@WHO
def test_the_file_keeps_to_the_story(page: Page, slug: str, sees: bool) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        make_journey("A plainly invented zebra")
        staff_of(slug, "responder", "moderator")
    sign_in(page, f"{slug}@staff.example")
    response = take(page, "queue")
    rows = rows_of(response.text)
    assert any("zebra" in cell for row in rows for cell in row) is sees
    assert any("Ambulance" in cell for row in rows for cell in row) is sees


@WHO
def test_urgent_lists_keep_to_the_story(context: Flask, slug: str, sees: bool) -> None:
    make_journey("I want to kill myself")
    user = staff_of(slug)
    assert len(list_urgent(user)) == count(unread(user)) == int(sees)


@WHO
def test_a_complaint_stays_with_its_main_service(context: Flask, slug: str, sees: bool) -> None:
    item = make_journey(kind=Kind.COMPLAINT)
    user = staff_of(slug, "responder", "complaints_manager")
    assert may_see(user, item) is (slug == HOSPITAL)
    assert bool(found(user, kind="complaint")) is (slug == HOSPITAL)


def test_who_works_elsewhere_loses_the_item_with_the_service(context: Flask) -> None:
    item, user = make_journey(), staff_of(AMBULANCE)
    further.remove_service(item, item.further[0].id, actor="staff:1")
    assert not may_see(user, item) and found(user) == []


def test_words_for_an_unknown_service_open_nothing(context: Flask) -> None:
    item = make_feedback(further=[(None, "North East Ambulance Service")])
    assert not may_see(staff_of(AMBULANCE), item)


def test_an_item_of_a_scope_that_is_a_whole_organisation(context: Flask) -> None:
    item, user = make_journey(), make_staff("responder")
    with writing():
        user.scopes.append(UserScope(organisation_id="RX6"))
    assert may_see(user, item) and found(user) == [item.id]


def test_an_alert_for_a_service_tells_of_stories_in_which_it_played_a_part(context: Flask) -> None:
    user = staff_of(AMBULANCE)
    wanted = Wanted(Frequency.AT_ONCE, 0, None, [str(service(AMBULANCE).id)], [], [])
    choose(user, wanted, "en")
    make_journey(kind=Kind.COMPLAINT)
    assert tell() == 0
    item = make_journey()
    assert tell() == 1
    assert f"/desk/item/{item.id}" in list_mails().items[0].body
