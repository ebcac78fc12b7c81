"""A moderator's hour by keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import people
from tests.browser.keyboard import Keyboard
from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A window as wide as a desk's."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def sign_in(page: Page, portal: Portal) -> Keyboard:
    """Sign in with keys: password, second factor."""
    keys = Keyboard(page)
    page.goto(f"{portal.base}/account/sign-in")
    keys.go_to(id="email")
    keys.type("admin@demo.example")
    keys.go_to(id="password")
    keys.type(people.DEMO_PASSWORD)
    keys.enter()
    keys.go_to(id="code")
    keys.type(portal.command("demo-code", "admin@demo.example"))
    keys.enter()
    page.wait_for_url(re.compile("/desk"))
    return keys


def open_filter(keys: Keyboard) -> None:
    """Open "Search and filter" where it is closed."""
    keys.go_to(tag="summary", text="Search and filter")
    if keys.page.locator("details:has(#q):not([open])").count():
        keys.press("Enter")


def first_reference(page: Page) -> str:
    """The reference of the first item below the red queue."""
    text = page.locator(".portal-listform h3 a").first.inner_text()
    return text.split()[-1]


def narrow_to_experiences(keys: Keyboard) -> None:
    """Filter the queue to experiences that nobody works on."""
    open_filter(keys)
    keys.go_to(id="f-kind")
    keys.choose("Exp")
    keys.go_to(id="f-assigned")
    keys.choose("Nob")
    keys.go_to(tag="button", text="Show")
    keys.enter()


def open_first(keys: Keyboard) -> str:
    """Open the first item of the list; its reference."""
    reference = first_reference(keys.page)
    shown = keys.page.locator(".portal-listform h3 a").first.inner_text()
    keys.go_to(tag="a", text=shown)
    keys.enter()
    return reference


def test_the_hour(window: Page, portal: Portal) -> None:
    keys = sign_in(window, portal)
    window.goto(f"{portal.base}/desk?state=received")

    reference = first_reference(window)
    open_filter(keys)
    keys.go_to(id="q")
    keys.type(reference)
    keys.enter()
    assert window.locator(".portal-listform h3").count() == 1
    open_first(keys)
    expect(window.locator("h1")).to_contain_text(reference)

    keys.go_to(tag="a", text="Back")
    keys.enter()
    keys.go_to(tag="a", text="Show everything here")
    keys.enter()
    narrow_to_experiences(keys)
    assert "kind=experience" in window.url and "assigned=nobody" in window.url

    keys.go_to(tag="a", text="Save this filter")
    keys.enter()
    keys.go_to(id="name")
    keys.type("Free experiences")
    keys.enter()
    assert window.get_by_role("link", name="Free experiences").count() == 1

    take_the_first(keys)
    window.goto(window.url.replace("assigned=nobody", "assigned="))
    approve_two(keys)
    redact(keys)
    hold(keys)


def take_the_first(keys: Keyboard) -> None:
    """Tick the first item and take it."""
    box = keys.page.locator(".portal-listform input[type=checkbox]").first.get_attribute("id") or ""
    keys.go_to(id=box)
    keys.press("Space")
    keys.go_to(id="to")
    keys.choose("Me")
    keys.go_to(tag="button", text="Assign")
    keys.enter()
    expect(keys.page.locator("main")).to_contain_text("1 item is given to")


def see_words(keys: Keyboard) -> None:
    """Take the second step where the words may be distressing."""
    if keys.page.get_by_role("button", name="Show me the words").count():
        keys.go_to(tag="button", text="Show me the words")
        keys.enter()


def approve_two(keys: Keyboard) -> None:
    """Approve and open the next: one chord of two keys each time."""
    open_first(keys)
    for _ in range(2):
        see_words(keys)
        before, pressed = keys.page.url, keys.pressed
        keys.chord("a")
        assert keys.pressed - pressed <= 3 and "/desk/item/" in keys.page.url
        assert keys.page.url != before and "kind=experience" in keys.page.url
        expect(keys.page.locator("main")).to_contain_text("is saved.")


def redact(keys: Keyboard) -> None:
    """Take words out and open the next."""
    see_words(keys)
    before = keys.page.url
    keys.go_to(type="radio", name="outcome")
    keys.press("Space")
    keys.press("ArrowDown")
    assert keys.at()["value"] == "redact"
    keys.go_to(id="reason")
    keys.choose("It says")
    keys.go_to(id="public_text")
    keys.type("The ward was kind.")
    keys.go_to(tag="button", text="Save and open the next")
    keys.enter()
    assert keys.page.url != before and "/desk/item/" in keys.page.url


def hold(keys: Keyboard) -> None:
    """Hold with a reason, by the shortcut that saves what is chosen."""
    see_words(keys)
    keys.go_to(type="radio", name="outcome")
    keys.press("Space")
    keys.press("ArrowDown", 2)
    assert keys.at()["value"] == "hold"
    keys.go_to(id="reason")
    keys.choose("Somebody may")
    keys.chord("s")
    expect(keys.page.locator("main")).to_contain_text("is saved.")


def test_what_a_key_does_can_be_read_on_the_page(window: Page, portal: Portal) -> None:
    keys = sign_in(window, portal)
    window.goto(f"{portal.base}/desk?state=received")
    open_first(keys)
    keys.go_to(tag="summary", text="Keys")
    keys.press("Enter")
    expect(window.locator("main")).to_contain_text("Hold Alt and press the key.")
    before = window.url
    keys.chord("n")
    assert window.url != before and "/desk/item/" in window.url


def test_no_single_letter_does_anything(window: Page, portal: Portal) -> None:
    keys = sign_in(window, portal)
    window.goto(f"{portal.base}/desk?state=received")
    open_first(keys)
    before = window.url
    for letter in "asng":
        keys.press(letter)
    window.wait_for_timeout(300)
    assert window.url == before
