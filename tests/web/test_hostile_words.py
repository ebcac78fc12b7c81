"""Whatever a complainant types: it is kept, shown as text, and never run."""

import re

import pytest

from portal.db import session, writing
from portal.feedback import codes
from portal.feedback.models import Contact, Feedback
from portal.feedback.states import Kind, Prompt
from portal.web.fields import clean
from tests.factories import CODE, sign_in_as
from tests.pages import Page, Shown
from tests.web.journey import Journey

MOST = 50_000
HOSTILE = {
    "script": "<script>alert(1)</script><style>*{display:none}</style>",
    "svg": '<svg/onload=alert(1)><image href=x onerror=alert(2)/></svg><iframe srcdoc="x">',
    "attribute": "\"'><input onfocus=alert(1) autofocus></textarea></blockquote></main>",
    "template": "{{ 7*7 }} {% raw %} %(name)s ${7*7} &lt;b&gt; &amp;",
    "right to left": "\u202egnp.exe\u202c \u2066\u200fمرحبا\u2069 \u200b|",
    "NUL": "be\x00fore and\x00 after",
    "emoji": "\U0001f469\U0001f3fd\u200d\u2695\ufe0f said \U0001f1ec\U0001f1e7 e\u0301",
    "long": "The bell rang and nobody came. " * (MOST // 31) + "x" * (MOST % 31),
    "long emoji": "\U0001f514" * MOST,
}


def folded(text: str) -> str:
    """As a page shows it: cleaned, white space folded."""
    return re.sub(r"\s+", " ", str(clean(text))).strip()


def complain(page: Page, text: str) -> int:
    """Send a complaint with `text` in every field that takes words; returns its id."""
    answers = {
        "service": {"search": "", "service": "not_listed", "service_text": text[:300]},
        "happened": {"happened": text},
        "wanted": {"wanted": text},
        "about-you": {"name": text[:200], "email": "", "phone": text[:40]},
    }
    Journey(page, Kind.COMPLAINT, answers=answers).send()
    with page.app.app_context(), writing() as db:
        feedback = db.query(Feedback).one()
        feedback.code_hash = codes.hash_code(CODE)
        return feedback.id


def quoted(shown: Shown) -> list[str]:
    """The person's words on a page, each as it can be read."""
    return [folded("".join(e.itertext())) for e in shown.find_all("blockquote")]


def only_ours(shown: Shown) -> None:
    """No element of the person's making is on the page (`page` checks scripts and handlers)."""
    made = [e.attrib for tag in ("image", "iframe", "style") for e in shown.find_all(tag)]
    made += [e.attrib for e in shown.find_all("input") if "autofocus" in e.attrib]
    assert not made


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_are_kept_as_they_came(page: Page, text: str) -> None:
    ident = complain(page, text)
    with page.app.app_context():
        words = {p.prompt: p.original_text for p in session().get_one(Feedback, ident).passages}
        contact = session().get_one(Contact, ident)
        assert words == dict.fromkeys((Prompt.HAPPENED, Prompt.WANTED), clean(text))
        assert (contact.name, contact.phone) == (clean(text[:200]), clean(text[:40]))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_staff_see_hostile_words_as_text(page: Page, other_page: Page, text: str) -> None:
    ident = complain(page, text)
    sign_in_as(other_page, "complaints_manager")
    only_ours(other_page.get("/desk/complaints"))
    shown = other_page.get(f"/desk/item/{ident}")
    only_ours(shown)
    assert quoted(shown) == [folded(text)] * 2
    assert folded(text[:300]) in shown.text


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_person_sees_their_words_as_text(sqlite_page: Page, text: str, prefix: str) -> None:
    ident = complain(sqlite_page, text)
    with sqlite_page.app.app_context():
        reference = session().get_one(Feedback, ident).reference
    typed = {"reference": reference, "code": codes.as_words(CODE)}
    sqlite_page.post(f"{prefix}/my-feedback", typed)
    told, held = (sqlite_page.get(f"{prefix}/my-feedback/{name}") for name in ("page", "held"))
    for shown in (told, held):
        only_ours(shown)
        assert quoted(shown) == [folded(text)] * 2
    assert folded(text[:200]) in held.text
    taken = sqlite_page.client.get("/my-feedback/held.json").json
    assert taken["words"][0]["text"] == clean(text)


def test_one_character_too_many_is_told_and_kept(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page, Kind.COMPLAINT).begin().to("happened")
    typed = "x" * (MOST + 1)
    shown = journey.answer("happened", {"happened": typed}, status=200)
    assert "50,000 characters or fewer" in shown.text
    assert typed in shown.text
