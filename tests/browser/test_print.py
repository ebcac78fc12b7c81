"""On paper: what was written and by whom, and nothing that can only be pressed."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser
PAGES = {
    "/desk?state=received": ".portal-item",
    "/desk?state=any&kind=experience&assigned=nobody": ".portal-item",
    "/desk/item/5": ".portal-quote",
    "/desk/complaints": ".portal-item",
    "/desk/changes": ".portal-item",
    "/desk/outbox": "h1",
    "/desk/dashboard": "svg",
    "/experiences": ".portal-quote",
    "/experiences/5": ".portal-quote",
    "/you-said-we-did/1": "h1",
    "/privacy": "h1",
    "/ar/privacy": "h1",
}
NO_PAPER = "nav, button, .nhsuk-button, input, select, textarea, footer, header.portal-header"
SEEN = "(css) => [...document.querySelectorAll(css)].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80))"  # fmt: skip # noqa: E501
COLOURS = """() => { const found = new Set();
  for (const e of document.querySelectorAll("body, main, main *:not(svg, svg *)")) {
    if (!e.checkVisibility()) continue;
    const style = getComputedStyle(e);
    found.add(style.color);
    found.add(style.backgroundColor);
  } return [...found]; }"""
BLACK_ON_WHITE = {"rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_prints_its_words_alone(staff: BrowserContext, portal: Portal, path: str) -> None:
    page = staff.new_page()
    page.goto(f"{portal.base}{path}")
    for _ in range(60):  # a chart is there as soon as the worker has counted the months
        if page.locator(PAGES[path]).count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.emulate_media(media="print")
    assert page.evaluate(SEEN, NO_PAPER) == []
    assert page.evaluate(SEEN, PAGES[path])
    assert set(page.evaluate(COLOURS)) <= BLACK_ON_WHITE
    page.close()


def test_no_page_break_falls_inside_an_item(staff: BrowserContext, portal: Portal) -> None:
    page = staff.new_page()
    page.goto(f"{portal.base}/desk?state=received")
    page.emulate_media(media="print")
    css = "(css) => getComputedStyle(document.querySelector(css)).breakInside"
    assert page.evaluate(css, ".portal-item") == "avoid"
    page.close()


def test_addresses_of_other_sites_are_written_out(phone: BrowserContext, portal: Portal) -> None:
    page = phone.new_page()
    page.goto(f"{portal.base}/privacy")
    link = "<p><a id='out' href='https://ico.example/complain'>Out</a> <a id='in' href='/'>In</a>"
    page.set_content(page.content().replace("</h1>", f"</h1>{link}</p>", 1))
    page.emulate_media(media="print")
    after = "(id) => getComputedStyle(document.getElementById(id), '::after').content"
    assert "https://ico.example/complain" in page.evaluate(after, "out")
    assert page.evaluate(after, "in") == "none"
    page.close()


def test_the_code_is_printed_without_what_was_written(
    phone: BrowserContext, portal: Portal
) -> None:
    page = phone.new_page()
    page.goto(f"{portal.base}/give")
    page.set_content(
        page.content().replace(
            "<h1",
            "<form><div class='portal-card' id='card'>1234</div></form><p id='words'>x</p><h1",
        )
    )
    page.emulate_media(media="print")
    seen = "(id) => getComputedStyle(document.getElementById(id)).visibility"
    assert page.evaluate(seen, "words") == "hidden"
    assert page.evaluate(seen, "card") == "visible"
    assert page.locator("#card").is_visible()
    page.close()
