"""Each step of giving: accessible, with its error shown, by keyboard, and left in a hurry."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.people import choose, go_on
from tests.browser.portal_process import Portal
from tests.browser.test_accessibility import problems


def steps(page: Page, portal: Portal, prefix: str) -> list[str]:
    """Walk a complaint, looking at each page plain and with its error; returns what axe found."""
    found: list[str] = []

    def look() -> None:
        found.extend(f"{page.url}: {p}" for p in problems(page))

    page.goto(f"{portal.base}{prefix}/give")
    go_on(page)
    look()
    choose(page, "complaint")
    for answer in ("self", "not_sure", "past_week"):
        look()
        go_on(page)
        look()
        choose(page, answer)
    look()
    go_on(page)
    look()
    page.locator("textarea").fill("Nobody answered the bell for an hour")
    for _ in range(3):
        go_on(page)
        look()
    go_on(page)
    look()
    page.locator("#kept").check()
    go_on(page)
    look()
    go_on(page)
    look()
    return found


@pytest.mark.parametrize("prefix", ["", "/ar"], ids=["en", "ar"])
def test_every_step_of_a_complaint_is_accessible(
    phone: BrowserContext, portal: Portal, prefix: str
) -> None:
    page = phone.new_page()
    assert steps(page, portal, prefix) == []
    assert page.url.endswith("/sent")


def test_the_first_steps_work_by_keyboard_alone(phone: BrowserContext, portal: Portal) -> None:
    page = phone.new_page()
    page.goto(f"{portal.base}/give")
    page.keyboard.press("Tab")
    assert "Skip" in page.evaluate("() => document.activeElement.innerText")
    page.keyboard.press("Enter")
    page.locator("input[value='experience']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/who*")
    assert page.locator("h1").inner_text() == "Who are you?"


def test_an_error_takes_the_focus_and_leads_to_its_field(
    phone: BrowserContext, portal: Portal
) -> None:
    page = phone.new_page()
    page.goto(f"{portal.base}/give")
    go_on(page)
    assert page.title().startswith("Error: ")
    assert "error-summary" in page.evaluate("() => document.activeElement.className")
    page.locator(".nhsuk-error-summary a").click()
    assert page.evaluate("() => document.activeElement.id") == "kind-0"


def test_escape_three_times_leaves_the_page(phone: BrowserContext, portal: Portal) -> None:
    page = phone.new_page()
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    page.goto(f"{portal.base}/give")
    choose(page, "complaint")
    page.wait_for_load_state("networkidle")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("https://www.bbc.co.uk/**")
    assert portal.base not in page.url


def test_no_page_complains_to_the_console(phone: BrowserContext, portal: Portal) -> None:
    page, said = phone.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/", "/give", "/experiences", "/you-said-we-did", "/ar/help-now"):
        page.goto(f"{portal.base}{path}")
    assert said == []
