"""Content notes: told before the words, to the public and at the desk."""

import pytest
from flask import Flask

from portal.audit.queries import list_entries
from portal.db import session
from portal.desk import moderation
from portal.feedback.models import Feedback
from portal.feedback.service import IllegalMove
from portal.feedback.states import ContentNote
from portal.feedback.withdrawal import withdraw
from portal.you_said_we_did.service import publish_change
from tests.factories import make_change, make_decision, make_feedback, make_staff, sign_in_as
from tests.pages import Page, Shown

WORDS = "Our baby was born too early"


def make_noted(*notes: ContentNote, publish: bool = False) -> Feedback:
    """An item with content notes."""
    by = make_staff("moderator", email="first@staff.example", demo=False)
    feedback = make_feedback(WORDS)
    make_decision(feedback, "approve", reason="fit_to_publish", by=by)
    moderation.note_content(feedback, notes, version=feedback.version, by=by)
    if publish:
        moderation.publish(feedback, version=feedback.version, by=by)
    return feedback


def folded(shown: Shown) -> list[str]:
    """The words inside closed details of the page."""
    closed = [d for d in shown.find_all("details") if d.get("open") is None]
    return ["".join(d.itertext()) for d in closed]


def test_a_note_is_kept_in_the_trail_by_its_code(context: Flask) -> None:
    feedback = make_noted(ContentNote.DEATH_OF_BABY, ContentNote.GRAPHIC)
    assert feedback.noted == [ContentNote.DEATH_OF_BABY, ContentNote.GRAPHIC]
    notes = list_entries("feedback", feedback.id)[-1].detail
    assert notes == {"notes": ["death_of_baby", "graphic"]}


def test_what_was_taken_back_gets_no_note_and_loses_its_own(context: Flask) -> None:
    feedback = make_noted(ContentNote.DEATH)
    withdraw(feedback)
    session().refresh(feedback)
    assert feedback.noted == []
    with pytest.raises(IllegalMove):
        by = make_staff("moderator", email="x@staff.example")
        moderation.note_content(feedback, [ContentNote.DEATH], version=feedback.version, by=by)


@pytest.mark.parametrize("where", ["/experiences", "/experiences/{}"])
def test_the_public_reads_the_note_before_the_words(page: Page, where: str) -> None:
    with page.app.app_context():
        ident = make_noted(ContentNote.DEATH_OF_BABY, publish=True).id
    shown = page.get(where.format(ident))
    assert "This may upset you. It is about: the death of a baby." in shown.text
    assert [text for text in folded(shown) if WORDS in text]
    assert shown.text.index("the death of a baby") < shown.text.index(WORDS)


def test_a_change_shows_the_words_behind_it_folded_too(page: Page) -> None:
    with page.app.app_context():
        feedback = make_noted(ContentNote.ABUSE, publish=True)
        change = make_change(feedback, by=make_staff("responder"))
        second = make_staff("approver")
        publish_change(change, version=change.version, by=second)
        ident = change.id
    shown = page.get(f"/you-said-we-did/{ident}")
    assert [text for text in folded(shown) if WORDS in text]


def test_words_without_a_note_are_shown_as_they_are(page: Page) -> None:
    with page.app.app_context():
        ident = make_noted(publish=True).id
    shown = page.get(f"/experiences/{ident}")
    assert WORDS in shown.text and not [text for text in folded(shown) if WORDS in text]


def test_the_moderator_notes_it_while_publishing(page: Page, other_page: Page) -> None:
    with page.app.app_context():
        ident = make_noted().id
    here = f"/desk/item/{ident}"
    sign_in_as(page, "moderator")
    page.post(f"{here}/publish", {"notes": ["abuse", "suicide"]}, at=here, action="/publish")
    assert "suicide or self-harm and abuse" in other_page.get(f"/experiences/{ident}").text


def test_any_colleague_at_the_desk_may_note_it(page: Page) -> None:
    with page.app.app_context():
        ident = make_feedback(WORDS).id
    here = f"/desk/item/{ident}"
    sign_in_as(page, "responder")
    page.post(f"{here}/content-note", {"notes": "death"}, at=here, action="/content-note")
    assert "It is about: a death." in page.get(here).text


def test_a_note_that_is_not_in_the_list_is_refused(page: Page) -> None:
    with page.app.app_context():
        ident = make_feedback(WORDS).id
    here = f"/desk/item/{ident}"
    sign_in_as(page, "moderator")
    sent = {"notes": ["death", "x\x00y"]}
    shown = page.post(f"{here}/content-note", sent, at=here, action="/content-note", status=200)
    assert "Choose an answer" in shown.text
    assert "It is about" not in page.get(here).text
