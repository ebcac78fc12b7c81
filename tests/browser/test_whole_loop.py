"""The main job, all the way round, in Arabic on a phone: with JavaScript and without."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import people
from tests.browser.conftest import PHONE
from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser
PUBLIC = "استمع إلي الممرضون وشرحوا لي كل شيء بهدوء"
WORDS = f"{PUBLIC}{people.REMOVED}"


def two_staff(browser: Browser, portal: Portal, kept: tuple[str, str], js: bool) -> tuple[str, str]:
    """One person redacts, answers and writes a change, another one checks; what both wrote."""
    answer, did = f"Thank you. {kept[0]}", f"We mended the heating. {kept[0]}"
    contexts = [browser.new_context(java_script_enabled=js) for _ in range(2)]
    first, second = (
        people.sign_in(c, portal, who) for c, who in zip(contexts, ("admin", "second"), strict=True)
    )
    people.redact(first, portal, kept[0])
    people.agree(second, portal, kept[0])
    people.answer_and_publish(first, portal, kept[0], answer)
    people.write_change(first, did)
    people.publish_change(second, portal, did)
    for context in contexts:
        context.close()
    return answer, did


def main_of(page: Page) -> str:
    """The words of the page."""
    return page.locator("main").inner_text()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_words_come_back_as_a_change(browser: Browser, portal: Portal, javascript: bool) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=javascript)
    page = context.new_page()
    kept = people.give(page, portal, "/ar", WORDS)
    assert re.fullmatch(r"(\d{4} ?){5}", kept[1])
    answer, did = two_staff(browser, portal, kept, javascript)
    people.come_back(page, portal, "/ar", kept)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert WORDS in main_of(page) and answer in main_of(page)
    page.locator("main a[href*='you-said-we-did/']").first.click()
    assert did in main_of(page)
    page.locator("main a[href*='/experiences/']").first.click()
    assert PUBLIC in main_of(page) and people.REMOVED not in main_of(page)
    context.close()
