"""Filters under a name: kept, shared, opened first, renamed, deleted; only by their owner."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.db import session
from portal.desk.queue import saved
from portal.desk.queue.filters import QueueFilter
from portal.desk.queue.models import SavedFilter
from portal.feedback.states import Kind
from tests.factories import make_feedback, make_staff, sign_in_as
from tests.pages import Page

CONCERNS = QueueFilter(kind="concern")
NEW = "/desk/filters/new?state=received&kind=concern"


def names(user) -> list[str]:
    """The filters that `user` sees."""
    return [kept.name for kept in saved.list_filters(user)]


def test_a_private_filter_is_seen_by_its_owner_alone(context: Flask) -> None:
    one, other = make_staff("moderator"), make_staff("responder")
    saved.keep_filter(CONCERNS, "Mine", shared=False, by=one)
    saved.keep_filter(CONCERNS, "Ours", shared=True, by=one)
    assert (names(one), names(other)) == (["Mine", "Ours"], ["Ours"])


def test_two_people_may_use_one_name_and_one_person_may_not(context: Flask) -> None:
    one, other = make_staff("moderator"), make_staff("responder")
    for person in (one, other):
        saved.keep_filter(CONCERNS, "Concerns", shared=False, by=person)
    with pytest.raises(saved.NameTaken):
        saved.keep_filter(CONCERNS, "Concerns", shared=False, by=one)
    second = saved.keep_filter(CONCERNS, "Second", shared=False, by=one)
    with pytest.raises(saved.NameTaken):
        saved.change_filter(second, "Concerns", shared=False, by=one)


def test_nobody_keeps_more_than_thirty(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MOST_KEPT", 1)
    one = make_staff("moderator")
    saved.keep_filter(CONCERNS, "First", shared=False, by=one)
    with pytest.raises(saved.TooMany):
        saved.keep_filter(CONCERNS, "Second", shared=False, by=one)


def test_a_filter_that_is_no_longer_shared_opens_nobody_elses_desk(context: Flask) -> None:
    one, other = make_staff("moderator"), make_staff("responder")
    kept = saved.keep_filter(CONCERNS, "Ours", shared=True, by=one)
    saved.open_first(kept, by=other)
    assert saved.find_default(other) == kept
    saved.change_filter(kept, "Ours", shared=False, by=one)
    assert saved.find_default(other) is None


def test_a_deleted_filter_opens_no_desk(context: Flask) -> None:
    one = make_staff("moderator")
    kept = saved.keep_filter(CONCERNS, "Mine", shared=False, by=one)
    saved.open_first(kept, by=one)
    saved.delete_filter(kept, by=one)
    assert saved.find_default(one) is None
    assert session().scalars(select(SavedFilter)).all() == []


def test_the_trail_holds_no_name_of_a_filter(context: Flask) -> None:
    one = make_staff("moderator")
    saved.keep_filter(QueueFilter(q="canaryword"), "canaryname", shared=False, by=one)
    details = session().scalars(select(AuditEntry.detail).filter_by(verb="keep_filter"))
    assert [detail for detail in details] == [{"shared": False}]


def test_a_filter_is_saved_found_made_first_renamed_and_deleted(page: Page) -> None:
    with page.app.app_context():
        calm, worried = make_feedback().reference, make_feedback(kind=Kind.CONCERN).reference
    sign_in_as(page, "moderator")
    assert page.post(NEW, {"name": "Worries", "shared": "y"}) == "/desk?state=received&kind=concern"
    page.post("/desk/filters/1/first", {"on": "yes"}, at="/desk/filters", action="/first")
    assert page.get("/desk", 302).response.headers["Location"].endswith("kind=concern")
    shown = page.get("/desk?state=received&kind=concern").text
    assert "Worries" in shown and worried in shown and calm not in shown
    page.post("/desk/filters/1", {"name": "Fears"})
    assert "Fears" in page.get("/desk/filters").text
    page.post("/desk/filters/1/delete", at="/desk/filters", action="/delete")
    assert "You have no filters yet" in page.get("/desk/filters").text
    assert calm in page.get("/desk").text


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "Give the filter a name"), (" \x00 ", "Give the filter a name"),
     ("x" * 81, "Use 80 characters or fewer"), ("Taken", "You have a filter of this name")],
)  # fmt: skip
def test_a_name_that_will_not_do_is_kept_and_explained(page: Page, name: str, said: str) -> None:
    sign_in_as(page, "moderator")
    page.post(NEW, {"name": "Taken"})
    shown = page.post(NEW, {"name": name}, status=200)
    assert said in shown.text
    typed = shown.tree.find(".//*[@id='name']")
    assert typed is not None and typed.get("value") == name.replace("\x00", "").strip()


def test_somebody_elses_filter_can_be_opened_first_but_not_changed(
    page: Page, other_page: Page
) -> None:
    sign_in_as(page, "moderator")
    page.post(NEW, {"name": "Ours", "shared": "y"})
    sign_in_as(other_page, "responder")
    other_page.get("/desk/filters/1", 404)
    token = other_page.get("/desk/filters").token("/first")
    assert other_page.client.post("/desk/filters/1/delete", data=token).status_code == 404
    assert other_page.client.post("/desk/filters/1/first", data={**token, "on": "yes"}).status_code
    assert other_page.get("/desk", 302).response.headers["Location"].endswith("kind=concern")
