"""Each step of giving: accessible with its error shown, by keyboard, and left in a hurry."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import PHONE
from tests.browser.looking import MARK, listen, problems, too_wide
from tests.browser.people import answer_up_to_check, choose, go_on, write
from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser
JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "without"])
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/ar"], ids=["en", "ar"])


def looker(page: Page, found: list[str]):
    """Looks at the page and keeps what is wrong with it."""

    def look() -> None:
        found.extend(problems(page) + too_wide(page))

    page.set_viewport_size({"width": 320, "height": 640})
    return look


@LANGUAGES
def test_every_step_of_an_experience_is_accessible(
    phone: BrowserContext, portal: Portal, prefix: str
) -> None:
    page, found = phone.new_page(), []
    said = listen(page)
    answer_up_to_check(page, portal, prefix, "Kind nurses", look=looker(page, found))
    assert (found, said) == ([], [])


def refused(page: Page, look: Callable[[], None]) -> None:
    """Send the step as it stands: it is refused, and what it says then is looked at."""
    go_on(page)
    assert page.locator(".nhsuk-error-summary").count() == 1, page.url
    look()


@LANGUAGES
def test_every_step_of_an_experience_is_accessible_with_its_error(
    phone: BrowserContext, portal: Portal, prefix: str
) -> None:
    page, found = phone.new_page(), []
    look = looker(page, found)
    page.goto(f"{portal.base}{prefix}/give")
    for answer in ("experience", "self", "not_sure", "", "past_week", "good"):
        if not answer:  # other services are optional: nothing chosen is no error
            go_on(page)
            continue
        refused(page, look)
        choose(page, answer)
    choose(page, "PE-I-05")
    refused(page, look)
    choose(page, "yes")
    for _ in range(2):
        go_on(page)
    refused(page, look)
    choose(page, "no")
    look_at_the_errors_of_contact(page, look)
    refused(page, look)
    assert found == []


def look_at_the_errors_of_contact(page: Page, look: Callable[[], None]) -> None:
    """Nothing chosen, email without an address, email with half of one; then the code."""
    refused(page, look)
    page.locator("input[value='email']").check()
    refused(page, look)
    page.locator("#email").fill("someone@")
    refused(page, look)
    assert page.locator("#email").get_attribute("aria-describedby").endswith("email-error")
    page.locator("#email").fill("")
    choose(page, "code")


@LANGUAGES
def test_every_step_of_a_complaint_is_accessible_with_its_error(
    phone: BrowserContext, portal: Portal, prefix: str
) -> None:
    page, found = phone.new_page(), []
    look = looker(page, found)
    page.goto(f"{portal.base}{prefix}/give")
    for answer in ("complaint", "self", "not_sure", "no", "past_week"):
        choose(page, answer)
    refused(page, look)
    write(page, "Nobody answered the bell for an hour")
    look()
    go_on(page)
    look()
    page.locator("#email").fill("someone@")
    refused(page, look)
    page.locator("#email").fill("")
    go_on(page)
    look()
    page.locator("#kept").check()
    for _ in range(2):
        go_on(page)
        look()
    assert page.url.endswith("/sent")
    assert found == []


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what matches `wanted` is reached; each stop on the way can be seen."""
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(MARK), page.evaluate("() => document.activeElement.outerHTML")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} cannot be reached")


def enter(page: Page, selector: str) -> None:
    """Press Enter where the keyboard would be."""
    page.locator(selector).first.focus()
    page.keyboard.press("Enter")


def test_the_first_steps_work_by_keyboard_alone(phone: BrowserContext, portal: Portal) -> None:
    page = phone.new_page()
    page.goto(f"{portal.base}/give")
    for step in ("who", "service"):
        tab_to(page, "input[type='radio']")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{step}")
    tab_to(page, "#search")
    page.keyboard.type("Sunderland")
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    tab_to(page, "input[type='radio']")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/others")
    assert page.locator("h1").inner_text() == "Did other services play a part? (optional)"


@JAVASCRIPT
def test_enter_searches_in_the_search_box_and_goes_on_from_a_choice(
    browser: Browser, portal: Portal, javascript: bool
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"{portal.base}/give")
    for answer in ("experience", "self"):
        choose(page, answer)
    page.locator("#service-not-sure").check()
    page.locator("#search").fill("Sunderland")
    enter(page, "#search")
    page.get_by_role("status").wait_for()
    assert page.url.endswith("/service")
    page.locator("input[value='r0b01']").check()
    enter(page, "input[value='r0b01']")
    page.wait_for_url("**/others")
    context.close()


def test_the_first_stop_skips_to_the_content(phone: BrowserContext, portal: Portal) -> None:
    page = phone.new_page()
    page.goto(f"{portal.base}/")
    tab_to(page, ".nhsuk-skip-link")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


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


def hurried(phone: BrowserContext, portal: Portal) -> Page:
    """A page with the button to leave, and weather that needs no network."""
    page = phone.new_page()
    phone.route(re.compile("^https:"), lambda route: route.fulfill(body="weather"))
    page.goto(f"{portal.base}/give")
    choose(page, "complaint")
    page.wait_for_load_state()
    return page


def test_escape_three_times_leaves_the_page(phone: BrowserContext, portal: Portal) -> None:
    page = hurried(phone, portal)
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url(re.compile("^https:"))
    assert portal.base not in page.url


def test_exit_leaves_the_page_and_back_does_not_return(
    phone: BrowserContext, portal: Portal
) -> None:
    page = hurried(phone, portal)
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url(re.compile("^https:"))
    page.go_back()
    assert not page.url.endswith("/who")
