"""Distressing items: a warning first, a second step to the words, and a load that is shared."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.accounts.models import User
from portal.accounts.service import find_user
from portal.audit.queries import list_entries
from portal.db import session
from portal.desk.assignment import Chosen, assignees_of
from portal.desk.distress.models import Opening
from portal.desk.distress.queries import Load, has_enough, list_loads, loads_of
from portal.desk.distress.service import NobodyElse, open_words, pass_on, share
from portal.feedback.models import Feedback
from portal.i18n import today
from portal.settings.service import set_value
from tests.factories import make_feedback, make_staff, sign_in, sign_in_as
from tests.pages import Page

URGENT = "I want to kill myself"


def team(*names: str) -> list[User]:
    """Moderators of these names."""
    return [make_staff("moderator", email=f"{name}@staff.example") for name in names]


def open_some(by: User, number: int) -> list[Feedback]:
    """`by` opens so many new distressing items."""
    items = [make_feedback(URGENT) for _ in range(number)]
    for item in items:
        open_words(item, by=by)
    return items


def set_most(number: int) -> None:
    """How many are enough in a day."""
    set_value("distressing_items_a_day", number, effective_on=today(), reason="A test",
              actor="system")  # fmt: skip


def test_an_opening_is_kept_once_and_never_in_the_history_of_the_item(context: Flask) -> None:
    first, second = team("first", "second")
    item = make_feedback(URGENT)
    for by in (first, first, second):
        open_words(item, by=by)
    assert session().query(Opening).count() == 2
    assert len(list_entries("opening", item.id)) == 2
    assert "open_words" not in {e.verb for e in list_entries("feedback", item.id)}


def test_the_load_counts_today_and_this_week(context: Flask) -> None:
    (by,) = team("first")
    with time_machine.travel("2026-03-04T12:00:00Z") as clock:  # a Wednesday
        open_some(by, 2)
        clock.shift(timedelta(days=1))
        open_some(by, 1)
        assert loads_of([by]) == {by.id: Load(1, 3)}
        clock.shift(timedelta(days=4))  # Monday
        assert loads_of([by]) == {by.id: Load(0, 0)}


def test_enough_is_enough_only_while_others_can_take_a_turn(context: Flask) -> None:
    (by,) = team("first")
    set_most(2)
    open_some(by, 2)
    assert not has_enough(by)
    make_staff("responder", email="no-moderator@staff.example")
    assert not has_enough(by)
    team("second")
    assert has_enough(by)


def test_passing_on_gives_it_to_whoever_opened_least(context: Flask) -> None:
    by, busy, free = team("first", "busy", "free")
    open_some(busy, 3)
    item = make_feedback(URGENT)
    assert pass_on(item, seen_with=None, by=by).id == free.id
    assert assignees_of([item.id])[item.id].id == free.id
    assert list_entries("feedback", item.id)[-1].verb == "pass_on"


def test_nobody_outside_the_scope_gets_it_and_then_it_is_told(context: Flask) -> None:
    (by,) = team("first")
    make_staff("moderator", email="away@staff.example", organisations=("RX6",))
    with pytest.raises(NobodyElse):
        pass_on(make_feedback(URGENT), seen_with=None, by=by)


def test_sharing_out_gives_distressing_items_to_those_who_opened_least(context: Flask) -> None:
    by, busy, free = team("first", "busy", "free")
    open_some(busy, 5)
    items = [make_feedback(URGENT) for _ in range(4)] + [make_feedback() for _ in range(3)]
    share([Chosen(item.id, None) for item in items], by=by)
    hard = _taken(items[:4])
    assert (hard.count(busy.id), hard.count(by.id), hard.count(free.id)) == (0, 2, 2)
    assert set(_taken(items)) == {by.id, busy.id, free.id}


def _taken(items: Sequence[Feedback]) -> list[int]:
    """Whose these items are."""
    found = assignees_of([item.id for item in items])
    return [found[item.id].id for item in items]


def test_the_words_are_not_on_the_page_before_the_second_step(page: Page) -> None:
    with page.app.app_context():
        ident = make_feedback(f"The sea was blue. {URGENT}").id
    sign_in_as(page, "moderator")
    here = f"/desk/item/{ident}"
    before = page.get(here)
    assert "It is about: suicide or self-harm." in before.text
    assert "The sea was blue" not in before.response.text + page.get(f"{here}/preview").text
    assert "It is about: suicide or self-harm." in page.get("/desk?state=received").text
    where = page.post(f"{here}/open", at=here, action="/open")
    assert where == f"{here}?words=open#words"
    assert "The sea was blue" in page.get(where.partition("#")[0]).text
    assert "You decide once you have seen the words." not in page.get(here).text


def test_everybody_takes_the_second_step_for_themselves(page: Page) -> None:
    with page.app.app_context():
        item = make_feedback(URGENT)
        (colleague,) = team("colleague")
        open_words(item, by=colleague)
        ident = item.id
    sign_in_as(page, "responder")
    assert "Show me the words" in page.get(f"/desk/item/{ident}?words=open").text


def test_the_next_leaves_distressing_items_to_others_and_says_so(page: Page) -> None:
    sign_in_as(page, "moderator")
    with page.app.app_context():
        me = find_user("moderator@staff.example")
        assert me is not None
        set_most(1)
        opened = open_some(me, 1)[0].id
        team("colleague")
        hard, mild = make_feedback(URGENT).id, make_feedback().id
    at = f"/desk/item/{opened}/next?state=received"
    where = page.client.get(at).headers["Location"]
    assert where == f"/desk/item/{mild}?state=received&left={hard}"
    shown = page.get(where)
    assert "You have opened 1 distressing item today" in shown.text
    assert "carry on with it, or pass it on" in shown.text
    back = page.post(f"/desk/item/{hard}/pass-on", at=where, action=f"/{hard}/pass-on")
    assert back == f"/desk/item/{mild}"
    with page.app.app_context():
        assert assignees_of([hard])[hard].email == "colleague@staff.example"


def test_without_enough_the_next_is_the_next(page: Page) -> None:
    with page.app.app_context():
        first, second = make_feedback(URGENT).id, make_feedback(URGENT).id
        team("colleague")
    sign_in_as(page, "moderator")
    where = page.client.get(f"/desk/item/{first}/next?state=received").headers["Location"]
    assert where == f"/desk/item/{second}?state=received"


def test_passing_on_is_one_press_and_the_next_opens(page: Page) -> None:
    with page.app.app_context():
        first, second = make_feedback(URGENT).id, make_feedback(URGENT).id
        team("colleague")
    sign_in_as(page, "moderator")
    here = f"/desk/item/{first}?state=received"
    where = page.post(f"/desk/item/{first}/pass-on?state=received", at=here, action="/pass-on")
    assert where == f"/desk/item/{second}?state=received"


def test_a_selection_is_shared_out_from_the_queue(page: Page) -> None:
    with page.app.app_context():
        items = [make_feedback(URGENT).id for _ in range(2)]
        team("colleague")
    sign_in_as(page, "moderator")
    sent = {"item": [f"{ident}-0" for ident in items], "to": "share"}
    page.post("/desk/assign?state=received", sent, at="/desk?state=received", action="/assign")
    with page.app.app_context():
        assert len({user.id for user in assignees_of(items).values()}) == 2


def test_only_who_leads_people_sees_their_numbers(page: Page, other_page: Page) -> None:
    with page.app.app_context():
        (by,) = team("first")
        open_some(by, 3)
    sign_in_as(page, "system_administrator")
    assert "Invented Person33" in page.get("/desk/shared-load").text
    sign_in(other_page, "first@staff.example")
    other_page.get("/desk/shared-load", status=403)


def test_a_lead_with_a_scope_sees_only_their_own_people(context: Flask) -> None:
    inside = make_staff("moderator", email="in@staff.example", organisations=("R0B",))
    make_staff("moderator", email="out@staff.example", organisations=("RX6",))
    lead = make_staff("organisation_administrator", organisations=("R0B",))
    assert [user.id for user, _load in list_loads(lead)] == sorted([inside.id, lead.id])
