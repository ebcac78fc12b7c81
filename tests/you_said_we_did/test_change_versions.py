"""Two people at one change: nothing unseen is published, nothing typed is lost."""

import pytest
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from portal.db import session
from portal.you_said_we_did.models import Change
from portal.you_said_we_did.queries import find_published_change
from portal.you_said_we_did.service import ChangeText, edit_change, publish_change
from tests.factories import make_change, make_staff, sign_in_as
from tests.pages import Page


def edited(change_id: int, **changed: str) -> None:
    """A colleague changes the words meanwhile."""
    change = session().get_one(Change, change_id)
    names = ChangeText.__dataclass_fields__
    words = ChangeText(**{**{n: getattr(change, n) for n in names}, **changed})
    editor = make_staff("insight", email="colleague@staff.example")
    edit_change(change, words, [], version=change.version, by=editor)


def written(page: Page) -> int:
    """A change that waits for a second person."""
    with page.app.app_context():
        return make_change().id


def test_a_change_edited_meanwhile_is_not_published(context: Flask) -> None:
    change = make_change()
    seen = change.version
    edited(change.id, we_did="Nothing at all")
    with pytest.raises(StaleDataError):
        publish_change(change, version=seen, by=make_staff("approver", demo=False))
    assert find_published_change(change.id) is None


@pytest.mark.parametrize("where", ["/desk/changes", "/desk/changes/{}"])
def test_the_page_of_the_second_person_carries_what_it_showed(page: Page, where: str) -> None:
    ident = written(page)
    sign_in_as(page, "approver", "responder", "moderator")
    shown = page.get(where.format(ident))
    with page.app.app_context():
        edited(ident, we_did="Nothing at all")
    url = f"/desk/changes/{ident}/publish"
    response = page.client.post(url, data=shown.token("publish"))
    assert response.status_code == 409
    assert "Somebody else changed this first" in page._shown(response, url).text


@pytest.mark.parametrize("where", ["/desk/changes", "/desk/changes/{}"])
def test_the_second_person_publishes_through_the_page(page: Page, where: str) -> None:
    ident = written(page)
    sign_in_as(page, "approver", "responder", "moderator")
    page.post(f"/desk/changes/{ident}/publish", at=where.format(ident), action="publish")
    with page.app.app_context():
        assert find_published_change(ident) is not None


def typed_over(page: Page, ident: int) -> tuple[str, dict[str, str]]:
    """The form of a page that was open while a colleague saved."""
    sign_in_as(page, "responder", "moderator")
    url = f"/desk/changes/{ident}"
    words = {"you_said": "I typed this", "we_did": "And this", "state": "done",
             "service": "r0b01", "theme": "patient_safety"}  # fmt: skip
    form = {**page.get(url).token(), **words}
    with page.app.app_context():
        edited(ident, we_did="A colleague saved this")
    return url, form


def test_editing_over_a_colleague_keeps_what_was_typed_and_shows_theirs(page: Page) -> None:
    url, form = typed_over(page, written(page))
    response = page.client.post(url, data=form)
    shown = page._shown(response, url)
    assert response.status_code == 409
    for words in ("I typed this", "And this", "A colleague saved this", "Somebody else changed"):
        assert words in shown.text


def test_after_comparing_the_person_may_save_their_words(page: Page) -> None:
    url, form = typed_over(page, written(page))
    shown = page._shown(page.client.post(url, data=form), url)
    again = page.client.post(url, data={**form, **shown.token()})
    assert again.status_code == 302
    with page.app.app_context():
        assert session().get_one(Change, int(url.rpartition("/")[2])).we_did == "And this"


def test_a_mistake_in_the_form_does_not_hide_that_a_colleague_saved(page: Page) -> None:
    url, form = typed_over(page, written(page))
    shown = page._shown(page.client.post(url, data={**form, "you_said": ""}), url)
    again = page.client.post(url, data={**form, **shown.token()})
    assert again.status_code == 409
