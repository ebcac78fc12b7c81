"""What people do, step by step, on real pages."""

import re

from playwright.sync_api import BrowserContext, Page

from tests.browser.portal_process import Portal

DEMO_PASSWORD = "invented-demo-words"


def choose(page: Page, value: str) -> None:
    """Choose a radio by its value and go on."""
    page.locator(f"input[value='{value}']").check()
    go_on(page)


def go_on(page: Page) -> None:
    """Press the form's main button."""
    page.locator("main form button.nhsuk-button:not(.nhsuk-button--secondary)").first.click()


def give(page: Page, portal: Portal, prefix: str, words: str) -> tuple[str, str]:
    """Give an experience in the language of `prefix`; returns reference and code."""
    page.goto(f"{portal.base}{prefix}/give")
    choose(page, "experience")
    choose(page, "self")
    page.locator("#search").fill("Sunderland")
    page.locator("button[value='search']").click()
    page.locator("input[value='r0b01']").check()
    go_on(page)
    choose(page, "past_month")
    choose(page, "good")
    page.locator("input[value='PE-I-05']").check()
    go_on(page)
    choose(page, "yes")
    page.locator("textarea").fill(words)
    go_on(page)
    go_on(page)
    choose(page, "yes")
    choose(page, "code")
    shown = page.locator(".portal-card bdi").all_inner_texts()
    page.locator("#kept").check()
    go_on(page)
    go_on(page)
    assert page.url.endswith("/sent"), page.url
    return shown[0], shown[1]


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


def moderate(page: Page, portal: Portal, reference: str, answer: str) -> None:
    """Find the item on the desk, approve it, answer it, publish it."""
    page.goto(f"{portal.base}/desk")
    while not page.get_by_role("link", name=re.compile(reference)).count():
        page.get_by_role("link", name="Older").click()
    page.get_by_role("link", name=re.compile(reference)).first.click()
    page.locator("input[value='approve']").check()
    page.get_by_role("button", name="Save the decision").click()
    page.locator("#body").fill(answer)
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_role("button", name="Publish").click()


def write_change(page: Page, did: str) -> None:
    """Write a change from the item that is open, and publish it as the second person."""
    page.get_by_role("link", name="Write a change from this").click()
    page.locator("#you_said").fill("The waiting room was cold")
    page.locator("#we_did").fill(did)
    page.locator("input[value='done']").check()
    page.locator("#theme").select_option("positive_experiences")
    page.locator("#statement").select_option("PE-I-05")
    page.get_by_role("button", name="Save the change").click()
    page.get_by_role("button", name="Publish as the second person").click()


def come_back(page: Page, portal: Portal, prefix: str, reference: str, code: str) -> None:
    """Open the page of the code holder."""
    page.goto(f"{portal.base}{prefix}/my-feedback")
    page.locator("#reference").fill(reference)
    page.locator("#code").fill(code)
    go_on(page)
