"""Approve, and the next is there: the same filter, never a colleague's, never the same again."""

import pytest

from portal.accounts.service import find_user
from portal.desk.assignment import Chosen, assign
from portal.feedback.queries import find_feedback
from portal.feedback.states import Kind, State
from tests.factories import make_feedback, make_staff, sign_in_as
from tests.pages import Page

FILTER = "state=received&kind=concern"


def made(page: Page, number: int = 3, **changed) -> list[int]:
    """Some concerns that wait."""
    with page.app.app_context():
        return [make_feedback(kind=Kind.CONCERN, **changed).id for _ in range(number)]


def decide(page: Page, ident: int, **data: str) -> str:
    """Decide on the page that was opened from the queue; where it leads."""
    url = f"/desk/item/{ident}?{FILTER}"
    return page.post(f"/desk/item/{ident}/decide?{FILTER}", data, at=url, action="decide")


def state_of(page: Page, ident: int) -> str:
    """Where the item stands."""
    with page.app.app_context():
        feedback = find_feedback(ident)
        assert feedback is not None
        return feedback.state


def test_one_press_approves_and_opens_the_next(page: Page) -> None:
    first, second, _ = made(page)
    sign_in_as(page, "moderator")
    assert decide(page, first, then="approve") == f"/desk/item/{second}?{FILTER}"
    assert state_of(page, first) == State.APPROVED


def test_the_button_that_approves_counts_whatever_else_is_chosen(page: Page) -> None:
    first, second, _ = made(page)
    sign_in_as(page, "moderator")
    decide(page, first, then="approve", outcome="decline", reason="abuse")
    assert state_of(page, first) == State.APPROVED


def test_any_decision_can_open_the_next_or_stay(page: Page) -> None:
    first, second, _ = made(page)
    sign_in_as(page, "moderator")
    held = {"outcome": "hold", "reason": "safeguarding"}
    assert decide(page, first, then="next", **held) == f"/desk/item/{second}?{FILTER}"
    assert decide(page, second, **held) == f"/desk/item/{second}?{FILTER}"


def test_the_next_keeps_to_the_filter_and_skips_what_a_colleague_works_on(page: Page) -> None:
    first, theirs = made(page, 2)
    with page.app.app_context():
        make_feedback()  # no concern
        colleague = make_staff("responder")
        assign([Chosen(theirs, None)], colleague, by=colleague)
    mine = made(page, 1)[0]
    sign_in_as(page, "moderator")
    with page.app.app_context():
        me = find_user("moderator@staff.example")
        assert me is not None
        assign([Chosen(mine, None)], me, by=me)
    assert decide(page, first, then="approve") == f"/desk/item/{mine}?{FILTER}"


def test_after_the_last_it_goes_round_and_then_back_to_the_queue(page: Page) -> None:
    first, last = made(page, 2)
    sign_in_as(page, "moderator")
    assert decide(page, last, then="approve") == f"/desk/item/{first}?{FILTER}"
    assert decide(page, first, then="approve") == f"/desk?{FILTER}"
    assert "That was the last item here" in page.get(f"/desk?{FILTER}").text


def test_an_item_can_be_left_for_the_next(page: Page) -> None:
    first, second, _ = made(page)
    sign_in_as(page, "moderator")
    response = page.client.get(f"/desk/item/{first}/next?{FILTER}")
    assert response.headers["Location"] == f"/desk/item/{second}?{FILTER}"
    assert state_of(page, first) == State.RECEIVED


def test_the_second_person_goes_on_too(page: Page) -> None:
    first, second = made(page, 2, text="The ward was dangerous: I could not breathe")
    words = {"outcome": "redact", "reason": "identifies_someone", "public_text": "The ward"}
    sign_in_as(page, "moderator", "approver")
    for ident in (first, second):
        page.post(f"/desk/item/{ident}/open", at=f"/desk/item/{ident}", action="/open")
        decide(page, ident, **words)
    url = f"/desk/item/{first}?state=second_check"
    where = page.post(f"/desk/item/{first}/second?state=second_check", {"agree": "next"}, at=url,
                      action="/second")  # fmt: skip
    assert where == f"/desk/item/{second}?state=second_check"
    assert state_of(page, first) == State.APPROVED


def test_a_note_does_not_lose_the_queue(page: Page) -> None:
    first = made(page)[0]
    sign_in_as(page, "moderator")
    shown = page.get(f"/desk/item/{first}?{FILTER}")
    action = next(f.get("action") for f in shown.find_all("form") if "/note" in f.get("action", ""))
    assert action == f"/desk/item/{first}/note?{FILTER}"
    where = page.post(str(action), {"body": "Seen"}, at=f"/desk/item/{first}?{FILTER}",
                      action="/note")  # fmt: skip
    assert where == f"/desk/item/{first}?{FILTER}"


def test_the_keys_are_listed_and_none_stands_alone(page: Page) -> None:
    first = made(page)[0]
    sign_in_as(page, "moderator")
    shown = page.get(f"/desk/item/{first}?{FILTER}")
    keys = [e.get("accesskey") for e in shown.tree.iter() if e.get("accesskey")]
    listed = [code.text for code in shown.find_all("code") if len(code.text or "") == 1]
    assert len(keys) == len(set(keys)) == 3
    assert {key.upper() for key in keys if key} <= set(listed)


@pytest.mark.parametrize("then", ["\x00", "approve ", "x" * 900])
def test_an_unknown_way_on_is_a_plain_save(page: Page, then: str) -> None:
    first = made(page)[0]
    sign_in_as(page, "moderator")
    decide(page, first, outcome="approve", reason="fit_to_publish", then=then)
    assert state_of(page, first) == State.APPROVED
