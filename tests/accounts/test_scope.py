"""A role is held for everything or for some places, and the places decide what is seen."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import User, UserScope
from portal.accounts.scope import in_scope, services_in_scope
from portal.complaints.queries import list_cases
from portal.db import session, violated_constraint, writing
from portal.desk.queries import list_urgent
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.queries import count_queues, list_page
from portal.feedback.states import Kind, State
from portal.organisations.models import CareService
from portal.organisations.queries import find_service
from tests.factories import make_change, make_feedback, make_staff, sign_in
from tests.pages import Page

HERE, ELSEWHERE = "r0b01", "rvw"


def service_id(slug: str = HERE) -> int:
    """The id of a service."""
    found = find_service(slug)
    assert found is not None
    return found.id


def elsewhere() -> int:
    """The id of a service of another organisation."""
    wanted = select(CareService.id).where(CareService.organisation_code != "R0B")
    return session().scalars(wanted.order_by(CareService.id)).first() or 0


def scoped(*roles: str, **place: object) -> User:
    """Somebody who holds the roles for one place."""
    user = make_staff(*roles, email="scoped@staff.example")
    with writing():
        user.scopes.append(UserScope(**place))
    return user


def test_no_scope_means_everything(context: Flask) -> None:
    user = make_staff("moderator")
    assert services_in_scope(user) is None
    assert in_scope(user, None) and in_scope(user, elsewhere())


@pytest.mark.parametrize("place", ["organisation", "site", "service"])
def test_a_scope_holds_its_place_and_what_is_in_it(context: Flask, place: str) -> None:
    places = {
        "organisation": {"organisation_id": "R0B"},
        "site": {"site_id": "R0B01"},
        "service": {"care_service_id": service_id()},
    }
    user = scoped("moderator", **places[place])
    assert in_scope(user, service_id())
    assert not in_scope(user, elsewhere())
    assert not in_scope(user, None)


@pytest.mark.parametrize("place", [{}, {"organisation_id": "R0B", "site_id": "R0B01"}])
def test_a_scope_names_exactly_one_place(context: Flask, place: dict[str, str]) -> None:
    with pytest.raises(IntegrityError) as caught:
        scoped("moderator", **place)
    assert violated_constraint(caught.value) == "ck_user_scopes_exactly_one_place"


def test_lists_and_counts_of_the_desk_keep_to_the_scope(context: Flask) -> None:
    user = scoped("moderator", organisation_id="R0B")
    mine = make_feedback("I want to kill myself")
    make_feedback("I want to kill myself", care_service_id=elsewhere())
    make_feedback(care_service_id=None)
    assert [r.id for r in list_page(QueueFilter(state=State.RECEIVED), user).items] == [mine.id]
    assert [r.id for r in list_urgent(user)] == [mine.id]
    assert count_queues(user)[State.RECEIVED] == 1


def test_complaints_keep_to_the_scope(context: Flask) -> None:
    user = scoped("complaints_manager", site_id="R0B01")
    mine = make_feedback(kind=Kind.COMPLAINT)
    make_feedback(kind=Kind.COMPLAINT, care_service_id=elsewhere())
    assert [c.feedback_id for c in list_cases(viewer=user).items] == [mine.id]


def test_what_is_out_of_scope_looks_as_if_it_did_not_exist(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        scoped("moderator", "responder", organisation_id="R0B")
        mine, other = make_feedback().id, make_feedback(care_service_id=elsewhere()).id
        change = make_change(care_service_id=elsewhere(), by=make_staff("responder")).id
    sign_in(page, "scoped@staff.example")
    page.get(f"/desk/item/{mine}")
    hidden = page.get(f"/desk/item/{other}", 404).text
    assert hidden == page.get("/desk/item/999999", 404).text
    page.get(f"/desk/changes/{change}", 404)


def test_the_lists_of_changes_and_mails_keep_to_the_scope(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        scoped("moderator", "responder", organisation_id="R0B")
        make_change(care_service_id=elsewhere(), you_said="Far", by=make_staff("responder"))
        make_change(you_said="Near", by=make_staff("approver"))
    sign_in(page, "scoped@staff.example")
    shown = page.get("/desk/changes").text
    assert "Near" in shown and "Far" not in shown
    assert "no mails are shown here" in page.get("/desk/outbox").text
