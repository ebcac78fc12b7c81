"""Names and numbers are offered for taking out; the original stays, nothing is saved meanwhile."""

from portal.db import session
from portal.desk.queries import list_decisions
from portal.feedback.models import Feedback
from portal.readings.queries import list_corrections
from tests.factories import make_feedback, make_staff, sign_in
from tests.pages import Page

WORDS = "Nurse Quillfeather rang 07700 900123. Thank you, nurse Quillfeather."


def on_the_item(page: Page) -> str:
    """A moderator stands before an item; returns its address."""
    with page.app.app_context():
        make_staff("moderator", email="m@staff.example")
        ident = make_feedback(WORDS).id
    sign_in(page, "m@staff.example")
    return f"/desk/item/{ident}"


def test_what_may_tell_who_somebody_is_is_offered(page: Page) -> None:
    text = page.get(on_the_item(page)).text
    assert "2 places may tell who somebody is" in text
    assert "Quillfeather (name)" in text and "07700 900123 (phone number)" in text


def test_what_is_ticked_leaves_gaps_everywhere_and_nothing_is_saved(page: Page) -> None:
    url = on_the_item(page)
    data = {"public_text": WORDS, "take_out": ["Quillfeather", "07700 900123"]}
    shown = page.post(f"{url}/take-out", data, at=url, action="decide", status=200)
    area = next(t for t in shown.find_all("textarea") if t.get("name") == "public_text")
    assert (area.text or "").strip() == "Nurse […] rang […]. Thank you, nurse […]."
    ident = int(url.rsplit("/", 1)[1])
    with page.app.app_context():
        assert session().get_one(Feedback, ident).passages[0].original_text == WORDS
        assert list(list_decisions(ident)) == []


def test_words_that_are_not_in_the_text_take_nothing_out(page: Page) -> None:
    url = on_the_item(page)
    data = {"public_text": WORDS, "take_out": ["", " ", "Somebody Else", "\u202e"]}
    shown = page.post(f"{url}/take-out", data, at=url, action="decide", status=200)
    assert WORDS in shown.response.text


def test_a_label_is_confirmed_by_one_press(page: Page) -> None:
    url = on_the_item(page)
    data = {"label": "PE-I-05", "value": "positive"}
    page.post(f"{url}/correct", data, at=url, action="note")
    with page.app.app_context():
        kept = list_corrections("feedback", int(url.rsplit("/", 1)[1]))
    assert [(c.label, c.value) for c in kept] == [("PE-I-05", "positive")]
