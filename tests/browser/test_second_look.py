"""A report and an appeal on a phone, the answer at the desk, and a content note by keyboard."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import people
from tests.browser.keyboard import Keyboard
from tests.browser.looking import problems, problems_opened, too_wide
from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser
#: "Experience 1234567890" -> its page at the desk
ITEM = re.compile(r"/desk/item/(\d+)")


def looks_well(page: Page) -> None:
    """Axe finds nothing, and nothing scrolls sideways."""
    assert problems_opened(page) + too_wide(page) == []


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def decline(page: Page, portal: Portal, reference: str) -> None:
    """Decline an item, which the person may appeal against."""
    people.open_item(page, portal, reference, "received")
    page.locator("input[value='decline']").check()
    page.locator("#reason").select_option("not_about_care")
    press(page, "Save the decision")


def test_a_page_is_reported_on_a_phone(phone: BrowserContext, portal: Portal) -> None:
    page = phone.new_page()
    page.goto(f"{portal.base}/contact")
    page.get_by_role("link", name="Something wrong with this page?").click()
    expect(page.locator("main")).to_contain_text("Your report is about this page: /contact")
    looks_well(page)
    press(page, "Send")
    assert page.locator(".nhsuk-error-summary").count() and problems(page) == []
    page.get_by_label("It is wrong or out of date").check()
    page.locator("#body").fill("The number does not work")
    press(page, "Send")
    expect(page.locator("main")).to_contain_text("Your report is with us")


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_a_decision_is_appealed_on_a_phone_and_decided_at_the_desk(
    browser: Browser, phone: BrowserContext, staff: BrowserContext, portal: Portal, prefix: str
) -> None:
    page, desk = phone.new_page(), staff.new_page()
    kept = people.give(page, portal, prefix, "The signs were hard to read")
    decline(desk, portal, kept[0])
    people.come_back(page, portal, prefix, kept)
    page.locator("a[href$='/my-feedback/second-look']").click()
    looks_well(page)
    people.write(page, "It was about the ward")
    looks_well(page)
    context = browser.new_context(viewport={"width": 360, "height": 740})
    second = people.sign_in(context, portal, "moderator")
    decide(second, portal, kept[0])
    context.close()
    desk.close()
    page.reload()
    expect(page.locator("main")).to_contain_text("You are right: it is about care.")


def decide(page: Page, portal: Portal, reference: str) -> None:
    """Find the appeal in the queue and uphold it."""
    page.goto(f"{portal.base}/desk/appeals")
    looks_well(page)
    page.get_by_role("link", name=f"Second look at {reference}").click()
    looks_well(page)
    page.locator("input[value='upheld']").check()
    page.locator("#answer").fill("You are right: it is about care.")
    press(page, "Save the decision")
    assert ITEM.search(page.url)


def test_a_content_note_is_read_and_opened_by_keyboard(
    phone: BrowserContext, staff: BrowserContext, portal: Portal
) -> None:
    desk = staff.new_page()
    desk.set_viewport_size({"width": 1200, "height": 900})
    desk.goto(f"{portal.base}/desk?state=published&kind=experience&risk=0")
    desk.locator(".portal-listform h3 a").first.click()
    ident = ITEM.search(desk.url)
    assert ident is not None
    keys = Keyboard(desk)
    note(keys)
    show_words(keys)
    desk.close()
    page = phone.new_page()
    page.goto(f"{portal.base}/experiences/{ident[1]}")
    read_folded(Keyboard(page))


def note(keys: Keyboard) -> None:
    """Note that it is about a death."""
    keys.go_to(tag="summary", text="Content note: what may upset a reader")
    keys.press("Enter")
    keys.go_to(value="death")
    keys.press("Space")
    keys.go_to(tag="button", text="Save the content note")
    keys.enter()
    expect(keys.page.locator("main")).to_contain_text("It is about: a death.")
    looks_well(keys.page)


def show_words(keys: Keyboard) -> None:
    """The second step shows the words, and not before."""
    assert keys.page.locator("#words").count() == 0
    keys.go_to(tag="button", text="Show me the words")
    keys.enter()
    expect(keys.page.locator("#words blockquote").first).to_be_visible()
    looks_well(keys.page)


def read_folded(keys: Keyboard) -> None:
    """The public opens the words with a key."""
    page, words = keys.page, keys.page.locator(".portal-noted blockquote")
    assert problems(page) + too_wide(page) == []
    expect(words).to_be_hidden()
    about = page.locator(".portal-noted summary").inner_text().strip()
    assert about.startswith("This may upset you. It is about: a death.")
    keys.go_to(tag="summary", text=about)
    keys.press("Enter")
    expect(words).to_be_visible()
    assert problems(page) == []
