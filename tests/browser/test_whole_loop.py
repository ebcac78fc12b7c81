"""The main job, all the way round, in Arabic on a phone: with JavaScript and without."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PHONE
from tests.browser.people import come_back, give, moderate, sign_in, write_change
from tests.browser.portal_process import Portal

WORDS = "استمع إلي الممرضون وشرحوا لي كل شيء بهدوء"


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_words_come_back_as_a_change(browser: Browser, portal: Portal, javascript: bool) -> None:
    person = browser.new_context(viewport=PHONE, java_script_enabled=javascript)
    staff = browser.new_context(java_script_enabled=javascript)
    answer, did = f"Thank you. {javascript}", f"We mended the heating. {javascript}"
    page = person.new_page()
    reference, code = give(page, portal, "/ar", WORDS)
    desk = sign_in(staff, portal, "admin")
    moderate(desk, portal, reference, answer)
    write_change(desk, did)
    come_back(page, portal, "/ar", reference, code)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert WORDS in page.locator("main").inner_text()
    assert answer in page.locator("main").inner_text()
    page.locator("main a[href*='you-said-we-did/']").first.click()
    assert did in page.locator("main").inner_text()
    person.close()
    staff.close()
