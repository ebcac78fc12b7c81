"""On Arabic pages the English names of services and people stand apart from the sentence."""

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from portal.i18n import isolated
from tests.house.doors import addresses
from tests.house.world import World
from tests.pages import Page, Shown
from tests.web.journey import Journey

NAMES = ("Sunderland Royal Hospital", "South Tyneside and Sunderland NHS Foundation Trust",
         "Invented Person")  # fmt: skip
#: elements that keep the direction of what is in them, and lists whose lines are one name each
APART = {"bdi", "option", "blockquote", "textarea", "code"}


def mixed_in(element: ElementTree.Element) -> Iterator[str]:
    """Texts with a name that takes the direction of the Arabic around it."""
    tag = str(element.tag).rpartition("}")[2]
    if tag in APART or element.get("lang") == "en" or element.get("dir") == "auto":
        return
    parts = [element.text or "", *(child.tail or "" for child in element)]
    for name in NAMES:
        yield from (part for part in parts if name in part.replace(f"\u2068{name}\u2069", ""))
    for child in element:
        yield from mixed_in(child)


def shown_in_arabic(world: World, subject: str) -> Iterator[tuple[str, Shown]]:
    """Every Arabic page that this person may open."""
    page = world.people[subject]
    for address in addresses(world, "GET"):
        response = page.client.get(f"/ar{address.url}")
        if response.mimetype == "text/html" and response.status_code == 200:
            yield address.url, page._shown(response, f"/ar{address.url}")


@pytest.mark.parametrize("subject", ["anonymous", "holder of a", "everything"])
def test_names_stand_apart_on_every_arabic_page(world: World, subject: str) -> None:
    found = [(url, text) for url, s in shown_in_arabic(world, subject) for text in mixed_in(s.tree)]
    assert not found


def test_the_pages_that_were_looked_at_name_a_service(world: World) -> None:
    pages = {url: s for url, s in shown_in_arabic(world, "everything") if NAMES[0] in s.text}
    assert len(pages) >= 8
    assert any(url.startswith("/you-said-we-did/") for url in pages)


def test_the_services_that_were_found_stand_apart(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page, prefix="/ar").begin().to("service")
    shown = journey.answer("service", {"search": "Sunderland", "action": "search"}, status=200)
    assert NAMES[0] in shown.text
    assert not list(mixed_in(shown.tree))


def test_an_arabic_title_holds_the_name_between_isolates(world: World) -> None:
    shown = Page(world.app).get(f"/ar/you-said-we-did/{world.changes['shown']}")
    with world.app.test_request_context("/", environ_overrides={"portal.language": "ar"}):
        wanted = isolated(NAMES[0])
    assert wanted != NAMES[0]
    assert wanted in "".join(shown.find_all("title")[0].itertext())
