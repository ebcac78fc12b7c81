"""What people do, step by step, on real pages."""

import re
from collections.abc import Callable, Sequence

from playwright.sync_api import BrowserContext, Page

from tests.browser.portal_process import Portal

DEMO_PASSWORD = "invented-demo-words"
#: the public may not see this part of what the person wrote
REMOVED = " (Ward 3)"


def choose(page: Page, value: str) -> None:
    """Choose a radio by its value and go on."""
    page.locator(f"input[value='{value}']").check()
    go_on(page)


def go_on(page: Page) -> None:
    """Press the form's main button and wait for the page that answers."""
    button = page.locator("main form button.nhsuk-button:not(.nhsuk-button--secondary)").first
    with page.expect_navigation():
        button.click()


def write(page: Page, words: str) -> None:
    """Fill the page's big field and go on."""
    page.locator("textarea").fill(words)
    go_on(page)


def find_service(page: Page) -> None:
    """Search for a hospital and choose it."""
    page.locator("#search").fill("Sunderland")
    page.locator("button[value='search']").click()
    choose(page, "r0b01")


def name_others(page: Page, slugs: Sequence[str], look: Callable[[], None]) -> None:
    """Add further services one at a time, or none; `look` sees each page."""
    for slug in slugs:
        choose(page, "yes")
        look()
        page.locator("#search").fill("ambulance")
        page.locator("button[value='search']").click()
        look()
        choose(page, slug)
        look()
    go_on(page)


def answer_up_to_check(
    page: Page,
    portal: Portal,
    prefix: str,
    words: str,
    look: Callable[[], None] = lambda: None,
    others: Sequence[str] = (),
) -> tuple[str, str]:
    """Give an experience up to the last page; `look` sees each. Returns reference and code."""
    page.goto(f"{portal.base}{prefix}/give")
    for value in ("experience", "self"):
        choose(page, value)
    look()
    find_service(page)
    look()
    name_others(page, others, look)
    for value in ("past_month", "good", "PE-I-05", "yes"):
        choose(page, value)
        look()
    write(page, words)
    look()
    go_on(page)
    look()
    choose(page, "yes")
    choose(page, "code")
    look()
    shown = page.locator(".portal-card bdi").all_inner_texts()
    page.locator("#kept").check()
    go_on(page)
    look()
    return shown[0], shown[1]


def give(page: Page, portal: Portal, prefix: str, words: str) -> tuple[str, str]:
    """Give an experience in the language of `prefix`; returns reference and code."""
    kept = answer_up_to_check(page, portal, prefix, words)
    go_on(page)
    assert page.url.endswith("/sent"), page.url
    return kept


def sign_in(context: BrowserContext, portal: Portal, who: str) -> Page:
    """Sign in a demo account with its second factor."""
    page, email = context.new_page(), f"{who}@demo.example"
    page.goto(f"{portal.base}/account/sign-in")
    page.locator("#email").fill(email)
    page.locator("#password").fill(DEMO_PASSWORD)
    go_on(page)
    page.locator("#code").fill(portal.command("demo-code", email))
    go_on(page)
    page.wait_for_url(re.compile("/desk"))
    return page


def open_item(page: Page, portal: Portal, reference: str, queue: str) -> None:
    """Find the item in a queue of the desk and open it."""
    page.goto(f"{portal.base}/desk?state={queue}&q={reference}")
    page.get_by_role("link", name=re.compile(reference)).first.click()


def redact(page: Page, portal: Portal, reference: str) -> None:
    """Take out what names a ward; that needs a second person."""
    open_item(page, portal, reference, "received")
    page.locator("input[value='redact']").check()
    words = page.locator("#public_text")
    words.fill(words.input_value().replace(REMOVED, ""))
    page.locator("#reason").select_option("identifies_someone")
    page.get_by_role("button", name="Save the decision").click()


def agree(page: Page, portal: Portal, reference: str) -> None:
    """Agree as the second person."""
    open_item(page, portal, reference, "second_check")
    page.get_by_role("button", name="I agree", exact=True).click()


def answer_and_publish(page: Page, portal: Portal, reference: str, answer: str) -> None:
    """Answer the person and show the words to everybody."""
    open_item(page, portal, reference, "approved")
    page.locator("#body").fill(answer)
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_role("button", name="Publish").click()


def write_change(page: Page, did: str) -> None:
    """Write a change from the item that is open."""
    page.get_by_role("link", name="Write a change from this").click()
    page.locator("#you_said").fill("The waiting room was cold")
    page.locator("#we_did").fill(did)
    page.locator("input[value='done']").check()
    page.locator("#theme").select_option("positive_experiences")
    page.locator("#statement").select_option("PE-I-05")
    page.get_by_role("button", name="Save the change").click()


def publish_change(page: Page, portal: Portal, did: str) -> None:
    """Publish somebody else's change."""
    page.goto(f"{portal.base}/desk/changes")
    change = page.locator("article").filter(has_text=did)
    change.get_by_role("button", name="Publish as the second person").click()


def come_back(page: Page, portal: Portal, prefix: str, kept: tuple[str, str]) -> None:
    """Open the page of the code holder."""
    page.goto(f"{portal.base}{prefix}/my-feedback")
    page.locator("#reference").fill(kept[0])
    page.locator("#code").fill(kept[1])
    go_on(page)
