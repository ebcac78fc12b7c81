"""No sentence of ours is left out of translation, on any page."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy import select

from portal import i18n
from portal.accounts import setup
from portal.accounts.models import User
from portal.assisted.views import SPOKEN as LANGUAGES_SPOKEN
from portal.db import db
from portal.factory import create_app
from portal.organisations.models import CareService, Council, Organisation, Partner
from tests.factories import sign_in
from tests.house.catalogues import CLOSE, OPEN, pseudo_translations
from tests.house.doors import addresses
from tests.house.world import World, enter_code
from tests.pages import Page, Shown

#: parts that are not sentences of ours: people's words, names and keys of the machine
NOT_OURS = {"blockquote", "bdi", "code", "script", "style", "textarea"}
SPOKEN = ("aria-label", "alt", "title", "placeholder")
MONTHS = re.compile(
    r"\b(\d{1,2} )?(January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)( \d{4})?\b"
)


@pytest.fixture(scope="module")
def pseudo(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application of the world with the pseudo-language beside it."""
    folder = pseudo_translations(tmp_path_factory.mktemp("translations"))
    with pytest.MonkeyPatch.context() as patch:
        for module in (i18n, setup):
            patch.setattr(module, "resource_dir", lambda name: folder)
        yield create_app({"PORTAL_DATA_DIR": str(world.app.config["DATA_DIR"])})


@pytest.fixture(scope="module")
def names(world: World) -> list[str]:
    """Names of places and people, the longest first."""
    with world.app.app_context():
        columns = (CareService.name, Organisation.name, Council.name, Partner.name, User.name,
                   User.job_title)  # fmt: skip
        found = {value for column in columns for value in db.session.scalars(select(column))}
        tags = ("en", "ar", *LANGUAGES_SPOKEN)
        found |= {str(i18n.Locale.parse(tag).get_display_name("en")) for tag in tags}
    return sorted(filter(None, found), key=len, reverse=True)


def _visitor(pseudo: Flask, world: World, subject: str) -> Page:
    page = Page(pseudo)
    if subject.startswith("holder"):
        enter_code(world, page, subject[-1])
        key = world.people[subject].client.get_cookie(f"draft_{world.drafts['draft of a']}")
        assert key is not None
        page.client.set_cookie(key.key, key.value)
    elif subject != "anonymous":
        sign_in(page, f"{subject}@staff.example")
        page.get("/")  # shows what signing in left to say, in the language of signing in
    return page


@pytest.mark.parametrize("subject", ["anonymous", "holder of a", "volunteer", "everything"])
def test_no_sentence_is_left_untranslated(
    pseudo: Flask, world: World, names: list[str], subject: str
) -> None:
    page, left = _visitor(pseudo, world, subject), []
    for address in addresses(world, "GET"):
        url = f"/en-001{address.url}"
        response = page.client.get(url)
        if response.mimetype == "text/html" and response.status_code != 302:
            left += [(url, words) for words in unwrapped(page._shown(response, url), names)]
    assert not left, sorted({words for _, words in left})


def test_a_wrapped_page_shows_that_the_language_works(pseudo: Flask) -> None:
    assert Page(pseudo).get("/en-001/").h1 == f"{OPEN}Tell us about your care{CLOSE}"


def unwrapped(shown: Shown, names: list[str]) -> list[str]:
    """Visible words outside of the marks, without names, numbers and people's words."""
    depth, left = 0, []
    for text, ours in _texts(shown.tree, "en-001", True):
        outside = ""
        for letter in text:
            depth += (letter == OPEN) - (letter == CLOSE)
            outside += letter if not depth else " "
        if ours and (rest := _rest(outside, names)):
            left.append(rest)
    return left


def _rest(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    text = re.sub(r"\bqanary\w+|\b[0-9A-Z]{10}\b|\S+@\S+", "", MONTHS.sub("", text))
    return text.strip() if re.search(r"[^\W\d_]", text) else ""


def _texts(element: ElementTree.Element, language: str, ours: bool) -> Iterator[tuple[str, bool]]:
    if not isinstance(element.tag, str):  # a comment
        return
    tag = element.tag.rpartition("}")[2]
    ours = ours and tag not in NOT_OURS and element.get("lang", language) == language
    # what a person typed or sent is shown in its own direction
    ours = ours and element.get("dir") != "auto"
    for name in SPOKEN:
        yield element.get(name, ""), ours
    yield element.text or "", ours
    for child in element:
        yield from _texts(child, language, ours)
        yield child.tail or "", ours
