"""Who works on what: given, taken, given back, freed; never behind somebody's back."""

import pytest
from flask import Flask

from portal.accounts.models import User
from portal.accounts.signals import account_deactivated
from portal.audit.queries import list_entries
from portal.db import session, writing
from portal.desk.assignment import (
    Assigned,
    Chosen,
    Unfit,
    assign,
    assignees_of,
    find_colleague,
    free_assignments,
    list_colleagues,
)
from portal.desk.queue.models import Assignment
from portal.feedback.models import Feedback
from portal.feedback.states import Kind
from portal.feedback.withdrawal import withdraw
from tests.factories import make_feedback, make_staff, sign_in_as
from tests.pages import Page


def give(feedback: Feedback, to: User | None, by: User, seen: User | None = None) -> Assigned:
    """Give one item as a page showed it."""
    return assign([Chosen(feedback.id, seen.id if seen else None)], to, by=by)


def holder(feedback: Feedback) -> User | None:
    """Who works on it."""
    return assignees_of([feedback.id]).get(feedback.id)


def test_an_item_is_given_handed_over_and_freed(context: Flask) -> None:
    feedback, one, other = make_feedback(), make_staff("moderator"), make_staff("responder")
    assert give(feedback, one, one).done == [feedback.id]
    give(feedback, other, one, seen=one)
    assert holder(feedback) == other
    give(feedback, None, other, seen=other)
    assert holder(feedback) is None
    verbs = [e for e in list_entries("feedback", feedback.id) if e.verb == "assign"]
    assert [e.detail for e in verbs] == [{"to": one.id}, {"to": other.id}, {"to": None}]


def test_taking_an_item_does_not_make_an_open_page_stale(context: Flask) -> None:
    feedback, one = make_feedback(), make_staff("moderator")
    before = feedback.version
    give(feedback, one, one)
    assert feedback.version == before


def test_a_stale_selection_gives_what_it_can_and_names_the_rest(context: Flask) -> None:
    me, other = make_staff("moderator"), make_staff("responder")
    free, taken, gone = make_feedback(), make_feedback(), make_feedback()
    give(taken, other, other)
    withdraw(gone)
    chosen = [Chosen(row.id, None) for row in (free, taken, gone)] + [Chosen(987_654, None)]
    result = assign(chosen, me, by=me)
    assert result.done == [free.id]
    assert result.left == [(taken.reference, Unfit.TAKEN), (gone.reference, Unfit.GONE),
                           ("", Unfit.GONE)]  # fmt: skip
    assert holder(taken) == other


def test_giving_twice_changes_and_writes_once(context: Flask) -> None:
    feedback, me = make_feedback(), make_staff("moderator")
    assert give(feedback, me, me).done == give(feedback, me, me).done == [feedback.id]
    verbs = [e.verb for e in list_entries("feedback", feedback.id)]
    assert verbs.count("assign") == 1


def test_a_complaint_goes_only_to_those_who_may_open_it(context: Flask) -> None:
    complaint, handler = make_feedback(kind=Kind.COMPLAINT), make_staff("complaints_manager")
    result = give(complaint, make_staff("moderator"), handler)
    assert result.left == [(complaint.reference, Unfit.CLOSED_TO_THEM)]
    assert give(complaint, handler, handler).done == [complaint.id]


def test_only_open_accounts_of_the_desk_are_colleagues(context: Flask) -> None:
    moderator, helper = make_staff("moderator"), make_staff("volunteer")
    leaver = make_staff("responder")
    with writing():
        leaver.active = False
    assert list_colleagues() == [moderator]
    assert find_colleague(helper.id) is find_colleague(leaver.id) is find_colleague(2**40) is None


def test_a_leaver_works_on_nothing_any_more(context: Flask) -> None:
    leaver, stays = make_staff("moderator"), make_staff("responder")
    one, other = make_feedback(), make_feedback()
    give(one, leaver, leaver)
    give(other, stays, stays)
    account_deactivated.send(context, user_id=leaver.id)
    assert (holder(one), holder(other)) == (None, stays)
    assert list_entries("feedback", one.id)[-1].verb == "free_assignment"
    assert free_assignments(leaver.id) == 0


def test_an_account_that_is_deleted_leaves_no_assignment(context: Flask) -> None:
    feedback, one = make_feedback(), make_staff("moderator")
    give(feedback, one, one)
    with writing() as db:
        db.delete(feedback)
    assert session().get(Assignment, feedback.id) is None


def test_many_are_given_from_the_queue(page: Page) -> None:
    with page.app.app_context():
        ids = [make_feedback().id for _ in range(3)]
        colleague = make_staff("responder")
        name, user_id = colleague.name, colleague.id
    sign_in_as(page, "moderator")
    data = {"item": [f"{i}-0" for i in ids], "to": str(user_id)}
    place = "?state=received&kind=experience&before=0-900"
    where = page.post(f"/desk/assign{place}", data, action="/desk/assign", at=f"/desk{place}")
    assert where == f"/desk{place}"
    shown = page.get(where).text
    assert f"3 items are given to {name}." in shown and f"Worked on by {name}" in shown


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"to": "me"}, "Nothing was ticked"),
        ({"to": "me", "item": ["x", "1", "1-2-3", "\x00-1", f"{10**30}-0"]}, "Nothing was ticked"),
        ({"to": "99999", "item": ["1-0"]}, "cannot be given items"),
        ({"to": "\x00", "item": ["1-0"]}, "cannot be given items"),
        ({"to": "me", "item": [f"{n}-0" for n in range(1, 102)]}, "at most 100"),
        ({"to": "me", "item": ["999999-0"]}, "could not be found"),
    ],
    ids=str,
)
def test_a_selection_that_is_wrong_is_answered_in_a_sentence(
    page: Page, data: dict, said: str
) -> None:
    with page.app.app_context():
        make_feedback()
    sign_in_as(page, "moderator")
    where = page.post("/desk/assign", data, at="/desk", action="/desk/assign")
    assert said in page.get(where).text


def test_one_is_taken_from_its_page_and_stays_open(page: Page) -> None:
    with page.app.app_context():
        ident = make_feedback().id
    sign_in_as(page, "moderator")
    url = f"/desk/item/{ident}?state=received&kind=experience"
    where = page.post("/desk/assign?state=received&kind=experience", {"to": "me"}, at=url,
                      action="/desk/assign")  # fmt: skip
    assert where == f"/desk/item/{ident}?state=received&kind=experience"
    assert "1 item is given to Invented Person." in page.get(where).text
