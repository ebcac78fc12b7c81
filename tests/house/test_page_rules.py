"""Every page keeps the house's rules: in both languages, full and empty, for everybody."""

import re

import html5lib
import pytest
from sqlalchemy import select

from portal.db import session
from portal.feedback.models import Feedback
from tests.house.doors import Address, addresses, crawl
from tests.house.world import World
from tests.pages import Page, Shown, check_rules

VISITORS = ("anonymous", "holder of a", "volunteer", "everything")
#: lists and what they say and offer while there is nothing in them
EMPTY = {
    "/administration/organisations?q=nowhere": "There is no organisation that fits.",
    "/administration/areas": "portal import-areas FILE",
    "/administration/reply-templates": "Write the first one",
    "/administration/equality": "There are no questions yet.",
    "/administration/settings/draft_days": "The value that came with the portal is used.",
    "/experiences": "Be the first to tell us",
    "/you-said-we-did": "Tell us what could be better",
    "/desk": "New feedback appears as soon as it is sent.",
    "/desk/filters": "on the desk, then save it.",
    "/desk?state=received&kind=concern": "Take something out of it",
    "/desk/appeals": "They come from the pages of people’s own feedback",
    "/desk/changes": "Open an item of the desk and write one from it.",
    "/desk/complaints": "New ones appear here with their date.",
    "/desk/outbox": "They appear when people ask for an answer by email.",
    "/people?q=nobodyofthatname": "Nobody fits. Change what you look for, or invite somebody.",
    "/desk/page-reports": "Nobody has reported a problem.",
    "/desk/safety": "To see what is new, open the desk.",
    "/desk/duty": "gaps in this month",
    "/desk/records/due": "Each one appears here on the day of its review.",
    "/desk/records/proposed": "when somebody proposes them in the list of what is due.",
    "/desk/records/disposed": "What two people decide to erase stays in this list",
    "/desk/records/holds": "find it by its reference and set the hold there.",
    "/desk/trail?verb=receive&subject_id=9": "No entry fits. Choose fewer filters.",
    "/how-care-feels": "No half year is over yet in which anybody told us something.",
    "/how-care-feels/themes/patient_safety": "Tell us about your care",
    "/how-care-feels/sentences/PE-I-01": "Too few to say",
    "/desk/scorecards": "Nobody yet",
    "/desk/scorecards/PE-I-01": "There is no month with enough people to say something.",
    "/desk/dashboard": "The charts fill as feedback comes in.",
}


@pytest.mark.parametrize("subject", VISITORS)
def test_every_page_keeps_the_rules(world: World, subject: str) -> None:
    pages = [
        (address.url, response)
        for address, response in crawl(world, subject).seen
        if response.mimetype == "text/html" and response.status_code != 302
    ]
    for url, response in pages:
        parser = html5lib.HTMLParser(strict=False)
        check_rules(Shown(response, parser.parse(response.text)), parser.errors, url)
    assert len(pages) > 20


@pytest.mark.parametrize("subject", VISITORS)
def test_every_arabic_page_keeps_the_rules_and_stays_arabic(world: World, subject: str) -> None:
    page = world.people[subject]
    led_out = []
    for address in addresses(world, "GET"):
        shown = _open(page, f"/ar{address.url}")
        links = [a for a in shown.find_all("a") if "hreflang" not in a.attrib]
        own = [a.get("href") or "" for a in links]
        led_out += [(address.url, u) for u in own if u.startswith("/") and u[:4] not in ("/ar/",)]
    assert not led_out


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize("subject", ["anonymous", "volunteer", "everything"])
def test_every_empty_page_keeps_the_rules(empty_world: World, subject: str, prefix: str) -> None:
    page = empty_world.people[subject]
    broken = [
        address.url
        for address in addresses(empty_world, "GET")
        if _open(page, prefix + address.url).response.status_code >= 500
        and address.endpoint != "pages.readyz"
    ]
    assert not broken


@pytest.mark.parametrize("url", EMPTY)
def test_an_empty_list_says_what_to_do_next(empty_world: World, url: str) -> None:
    assert EMPTY[url] in empty_world.people["everything"].get(url).text


def _open(page: Page, url: str) -> Shown:
    """The page behind `url`, checked when it is one."""
    return page._shown(page.client.get(url), url)


def test_the_languages_of_a_page_lead_to_the_same_page(world: World) -> None:
    shown = Page(world.app).get("/ar/experiences?q=calm")
    found = {a.get("hreflang"): a.get("href") for a in shown.find_all("a") if a.get("hreflang")}
    assert found == {"en": "/experiences?q=calm", "ar": "/ar/experiences?q=calm"}


def test_every_page_offers_help_now_before_its_form(world: World) -> None:
    for address, response in crawl(world, "holder of a").seen:
        if _has_a_form(address, response.text):
            assert response.text.index('href="tel:999"') < response.text.index("<main")


def _has_a_form(address: Address, html: str) -> bool:
    return address.endpoint.startswith("feedback.") and "<form" in html


def test_the_site_map_leads_to_pages_that_exist(world: World) -> None:
    page = Page(world.app)
    xml = page.client.get("/sitemap.xml").text
    found = [part.partition("</loc>")[0] for part in xml.split("<loc>")[1:]]
    base = world.app.config["BASE_URL"]
    assert len(found) >= 30
    for url in found:
        page.get(url.removeprefix(base) or "/")


def test_no_address_holds_a_reference_or_a_code(world: World) -> None:
    with world.app.app_context():
        references = set(session().scalars(select(Feedback.reference)))
    found = {
        link
        for _, response in crawl(world, "anonymous").seen
        for link in re.findall(r'(?:href|action|src)="([^"]*)"', response.text)
    }
    assert references
    assert not [link for link in found if any(r in link for r in references)]
