"""Everybody at every door, and whose record it is: the matrix made from the map of routes."""

from functools import cache

import pytest
from werkzeug.test import TestResponse

from portal.accounts.permissions import ROLES, Permission, permissions_of
from portal.web.csrf import FIELD, _signer
from tests.house.doors import Address, addresses, crawl, may_enter
from tests.house.world import HOLDERS, SUBJECTS, World, limits_off

#: public pages about somebody's own draft or feedback
OWN_DRAFT = {"feedback.step", "feedback.check", "feedback.help_now", "feedback.sent"}
OWN_PAGE = {"follow_up.page", "follow_up.held", "follow_up.held_json", "follow_up.withdraw"}
#: what went between staff and the holder of a code, and nobody else
TALK = {"a": {"question", "answer"}, "b": set()}
STAFF_ONLY = {*TALK["a"], "a", "b", "withdrawn", "imported", "note", "page report", "hidden change",
              "contact b", "declined", "appeal", "about me", "noted"}  # fmt: skip
COMPLAINTS = {"complaint", "urgent complaint"}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_door_answers_each_subject_as_the_table_says(world: World, subject: str) -> None:
    wrong = [
        (address.url, response.status_code)
        for address, response in crawl(world, subject).seen
        if not _expected(world, subject, address, response)
    ]
    assert not wrong


def _expected(world: World, subject: str, address: Address, response: TestResponse) -> bool:
    status = response.status_code
    if not may_enter(world, subject, address.access):
        if subject in world.roles:
            return status == 403
        return status == 302 and "/account/sign-in" in response.headers["Location"]
    if not address.exists or "wrong" in address.records and "static" in address.endpoint:
        return status in (404, 302) if address.endpoint == "feedback.sent" else status == 404
    if address.endpoint == "feedback.experience":
        return status == (200 if address.records == ("published",) else 404)
    if address.endpoint == "changes.change":
        return status == (200 if address.records == ("shown",) else 404)
    if address.endpoint in OWN_DRAFT:
        return _of_draft(subject, address, status)
    if address.endpoint in OWN_PAGE:
        return status == (200 if subject in HOLDERS else 302)
    if address.endpoint == "follow_up.second_look":
        return status == 302  # nothing was decided about these two
    if address.endpoint == "desk.edit_filter":
        return status == (200 if subject == "everything" else 404)  # its owner
    if address.endpoint == "desk.next" and status == 302:
        status = 200  # it opens the next item
    if address.endpoint == "records.record":
        return status == 200  # it shows no words, so it is open for complaints as well
    if {"complaint", "urgent complaint"} & set(address.records):
        complaints = Permission.HANDLE_COMPLAINTS in permissions_of(frozenset(world.roles[subject]))
        return status == (200 if complaints else 404)
    if "security." in address.endpoint or address.endpoint == "pages.begin":
        return status in (200, 302)
    return status == 200


def _of_draft(subject: str, address: Address, status: int) -> bool:
    owner = f"holder of {next(r for r in address.records if r.startswith('draft'))[-1]}"
    if address.endpoint == "feedback.sent":
        return status == 302  # nothing was sent yet
    if subject != owner:
        return status == 404
    return status == (302 if "unknown" in address.records or "check" in address.url else 200)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_nobody_reads_a_record_of_somebody_else(world: World, subject: str) -> None:
    hidden = {record: word for record, word in world.canaries.items()
              if record not in _may_read(world, subject)}  # fmt: skip
    leaks = [
        (address.url, record)
        for address, response in crawl(world, subject).seen
        for record, word in hidden.items()
        if word in response.text
    ]
    assert not leaks


def _may_read(world: World, subject: str) -> set[str]:
    if subject in HOLDERS:
        letter = subject[-1]
        return {letter, f"contact {letter}", f"draft of {letter}", *TALK[letter]}
    permissions = permissions_of(frozenset(world.roles.get(subject, ())))
    readable = STAFF_ONLY if Permission.READ_DESK in permissions else set()
    return readable | (COMPLAINTS if Permission.HANDLE_COMPLAINTS in permissions else set())


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_closed_door_stays_closed_with_a_valid_token(world: World, subject: str) -> None:
    wrong = []
    for address in addresses(world, "POST"):
        if may_enter(world, subject, address.access):
            continue
        response = _post(world, subject, address)
        if response.status_code != (403 if subject in world.roles else 302):
            wrong.append((address.url, response.status_code))
    assert not wrong


@pytest.mark.parametrize("subject", [*ROLES, "everything"])
def test_what_is_not_there_cannot_be_changed(world: World, subject: str) -> None:
    wrong = []
    for address in addresses(world, "POST"):
        if address.exists or address.access == "public":
            continue
        if may_enter(world, subject, address.access):
            response = _post(world, subject, address)
            if response.status_code != 404:
                wrong.append((address.url, response.status_code))
    assert not wrong


def test_nobody_sends_or_deletes_the_draft_of_somebody_else(world: World) -> None:
    wrong = []
    for address in addresses(world, "POST"):
        if "draft of a" not in address.records:
            continue
        response = _post(world, "holder of b", address)
        gone = 302 if address.endpoint in ("feedback.delete", "feedback.sent") else 410
        if response.status_code != gone or world.canary("draft of a") in response.text:
            wrong.append((address.url, response.status_code))
    assert not wrong
    own = world.people["holder of a"].get(f"/give/{world.drafts['draft of a']}/good")
    assert world.canary("draft of a") in own.text


def _post(world: World, subject: str, address: Address) -> TestResponse:
    client = world.people[subject].client
    limits_off(world)
    if address.access != "public":
        return client.post(address.url, data={"csrf_token": _staff_token(world, subject)})
    draft = next((world.drafts.get(r, r) for r in address.records if r.startswith("draft")), "")
    with world.app.app_context():
        return client.post(address.url, data={FIELD: _signer().dumps(draft)})


@cache
def _staff_token(world: World, subject: str) -> str:
    """The token of the Sign out form, which every page has; of the sign-in form for others."""
    shown = world.people[subject].get("/account/sign-in" if subject not in world.roles else "/")
    fields = [i for i in shown.find_all("input") if i.get("name") == "csrf_token"]
    return str(fields[0].get("value"))
