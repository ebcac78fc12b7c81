"""A first day, a last day, and the shared computer of a ward."""

import re
from urllib.parse import urlsplit

import pytest
from passlib.totp import TOTP
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import people
from tests.browser.conftest import PHONE
from tests.browser.looking import problems, too_wide
from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser
PASSWORD = "orchid lantern gravel"


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def invite(page: Page, portal: Portal, email: str) -> str:
    """Invite a responder; returns the link in the mail, read from the outbox."""
    page.goto(f"{portal.base}/people/invite")
    page.locator("#email").fill(email)
    page.locator("#name").fill("Invented Newcomer")
    page.get_by_label("Responder").check()
    page.locator("input[value='everything']").check()
    assert not problems(page) + too_wide(page)
    press(page, "Send the invitation")
    page.goto(f"{portal.base}/desk/outbox")
    body = page.locator(".portal-quote").first.text_content() or ""
    return urlsplit(re.findall(r"https?://\S+/account/link/\S+", body)[0]).path


def begin(page: Page, portal: Portal, link: str, email: str) -> None:
    """First sign-in: name, password, second factor."""
    page.goto(f"{portal.base}{link}")
    assert not problems(page) + too_wide(page)
    page.locator("#name").fill("Wren Newcomer")
    page.locator("#password").fill(PASSWORD)
    page.locator("#again").fill(PASSWORD)
    press(page, "Set the password")
    page.locator("#email").fill(email)
    page.locator("#password").fill(PASSWORD)
    press(page, "Sign in")
    press(page, "Set up an authenticator app")
    key = (page.locator("main code").first.text_content() or "").replace("-", "").replace(" ", "")
    page.locator("#code").fill(code_for(portal, key))
    press(page, "Continue")


def code_for(portal: Portal, key: str) -> str:
    """What an authenticator app shows for the key on the page."""
    return str(TOTP(key).generate().token)


def test_an_invited_responder_answers_on_the_first_day(
    browser: Browser, portal: Portal, staff: BrowserContext
) -> None:
    email = "newcomer@staff.example"
    admin = staff.new_page()
    link = invite(admin, portal, email)
    admin.close()
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    begin(page, portal, link, email)
    page.goto(f"{portal.base}/desk?state=approved")
    page.locator("main article a").first.click()
    page.locator("#body").fill("Thank you for telling us.")
    press(page, "Send the answer")
    assert "Wren Newcomer" in page.locator("main").inner_text()
    context.close()


def test_the_next_click_of_a_leaver_shows_the_sign_in(
    browser: Browser, portal: Portal, staff: BrowserContext
) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = people.sign_in(context, portal, "safety")
    admin = staff.new_page()
    admin.goto(f"{portal.base}/people?q=safety%40demo.example")
    with admin.expect_navigation():
        admin.locator("main article a").first.click()
    assert not problems(admin) + too_wide(admin)
    press(admin, "Switch this account off")
    admin.close()
    page.goto(f"{portal.base}/desk")
    assert "/account/sign-in" in page.url
    context.close()


def test_back_after_signing_out_shows_nothing(browser: Browser, portal: Portal) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = people.sign_in(context, portal, "complaints")
    page.goto(f"{portal.base}/desk/complaints")
    heading = page.locator("h1").inner_text()
    press(page, "Sign out")
    page.go_back()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() != heading
    assert "/account/sign-in" in page.url
    context.close()
