"""The catalogue leaves nothing out: no component, no refusal, no sentence, no language."""

import html
import re
from pathlib import Path

import pytest

import portal
from portal.accounts.words import REFUSALS
from portal.audit.words import VERBS
from portal.catalogue.examples import components
from portal.catalogue.languages import SIGNING_IN, about_signing_in, in_every_language
from portal.catalogue.sources import Sort, rooms, sentences_of
from portal.i18n import LANGUAGES
from portal.web.errors import Refused
from tests.house.catalogues import sentences
from tests.house.world import World

HERE = "/administration/catalogue"
TEMPLATES = [
    path
    for path in Path(portal.__file__).parent.rglob("*.html")
    if "_bundled" not in path.parts and "node_modules" not in path.parts
]
#: the frame of every page, which stands around the catalogue as well
FRAME = {"width-container", "main-wrapper", "skip-link", "footer", "grid-row"}
#: parts of others, and a heading that a page has once only
WITHIN = {"u", "label-wrapper", "grid-column-two-thirds", "grid-column-one-third"}


@pytest.fixture(scope="module")
def pages(world: World) -> dict[str, str]:
    """Every page of the catalogue."""
    page = world.people["system_administrator"]
    with world.app.app_context():
        names = [f"components/{name}" for name in components()]
    names += [f"sentences/{room}" for room in (*rooms(), SIGNING_IN)]
    return {name: page.get(f"{HERE}/{name}").response.text for name in names}


def kinds(of: type[Refused] = Refused) -> list[type[Refused]]:
    """Every kind of refusal that any room knows."""
    return [k for sub in of.__subclasses__() for k in (sub, *kinds(sub))]


def test_every_component_has_examples(world: World, pages: dict[str, str]) -> None:
    macros = {
        name
        for path in TEMPLATES
        if path.parent.name == "components"
        for name in re.findall(r"{% macro ([a-z]\w*)\(", path.read_text())
    }
    with world.app.app_context():
        assert macros <= set(components())
    assert not [m for m in macros if "<section" not in pages[f"components/{m}"]]


def test_a_component_about_a_field_is_shown_in_every_state(pages: dict[str, str]) -> None:
    for name in ("text_input", "textarea", "radios", "checkboxes", "select", "checkbox"):
        shown = pages[f"components/{name}"]
        assert shown.count("<section") == 5
        assert "nhsuk-error-message" in shown and "nhsuk-hint" in shown


def test_every_part_of_the_nhs_look_in_use_is_shown(pages: dict[str, str]) -> None:
    part = re.compile(r"nhsuk-([a-z]+(?:-[a-z]+)*)")
    used = {p for path in TEMPLATES for p in part.findall(path.read_text())}
    shown = {p for name, text in pages.items() for p in part.findall(text)}
    left = {p for p in used - shown - FRAME - WITHIN if not p.startswith("u-")}
    assert not left


def test_every_refusal_is_shown(pages: dict[str, str]) -> None:
    everything = html.unescape("".join(pages.values()))
    told = [str(k.sentence) for k in kinds() if not isinstance(k.sentence, property)]
    told += map(str, REFUSALS.values())
    assert len(told) > 15
    assert not [sentence for sentence in told if sentence not in everything]


def test_every_verb_of_the_trail_is_shown(pages: dict[str, str]) -> None:
    shown = html.unescape(pages["sentences/audit"])
    assert not [name for name in VERBS.values() if f"<p>{name}</p>" not in shown]


def test_no_sentence_is_left_out() -> None:
    ours = {words for room in rooms() for s in sentences_of(room) for words in s.words}
    ids = [m.id if isinstance(m.id, tuple) else (m.id,) for m in sentences() if m.id]
    assert ours == {words for each in ids for words in each}


def test_every_sort_of_sentence_is_found() -> None:
    found = {s.sort for room in rooms() for s in sentences_of(room)}
    assert found == set(Sort)


def test_each_language_stands_beside_the_others() -> None:
    english, arabic = in_every_language(("Reasons of moderators",))
    assert (english.direction, arabic.direction) == ("ltr", "rtl")
    assert arabic.lines and arabic.lines != english.lines
    assert [s.tag for s in in_every_language(("No such words",))] == list(LANGUAGES)
    assert in_every_language(("No such words",))[1].lines == ()


def test_what_counts_is_shown_for_every_number() -> None:
    counted = ("%(num)s service found", "%(num)s services found")
    english, arabic = in_every_language(counted)
    assert english.lines == counted
    assert len(arabic.lines) > 2
    assert len(about_signing_in()) > 20
