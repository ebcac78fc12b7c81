"""What is sent is sent once, and what people type stays text."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import people
from tests.browser.conftest import PHONE
from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser
ATTACK = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>"
HOOK = "window.hits = []; window.alert = (said) => window.hits.push(said)"
RAN = "() => window.hits.length + document.querySelectorAll('img[src=x]').length"


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_a_double_click_sends_once(browser: Browser, portal: Portal, javascript: bool) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=javascript)
    page, before = context.new_page(), portal.count()
    people.answer_up_to_check(page, portal, "", "Clear letters")
    page.get_by_role("button", name="Confirm and send").dblclick()
    page.wait_for_url("**/sent")
    assert portal.count() == before + 1
    context.close()


def test_going_back_after_sending_does_not_send_again(
    phone: BrowserContext, portal: Portal
) -> None:
    page = phone.new_page()
    people.give(page, portal, "", "Kind porters")
    sent = portal.count()
    page.go_back()
    again = page.get_by_role("button", name="Confirm and send")
    if again.count():
        again.click()
    page.reload()
    assert portal.count() == sent


def attacked(page: Page, portal: Portal) -> tuple[str, str]:
    """Give an experience whose every field attacks."""
    page.goto(f"{portal.base}/give")
    people.choose(page, "experience")
    people.choose(page, "self")
    page.locator("#service_text").fill(ATTACK)
    for value in ("not_listed", "no", "past_month", "good", "PE-I-05"):
        people.choose(page, value)
    page.locator("#words_PE_I_05").fill(ATTACK)
    people.choose(page, "yes")
    people.write(page, ATTACK)
    people.write(page, ATTACK)
    people.choose(page, "yes")
    people.choose(page, "code")
    kept = page.locator(".portal-card bdi").all_inner_texts()
    page.locator("#kept").check()
    people.go_on(page)
    assert ATTACK in page.locator("main").inner_text()
    assert page.evaluate(RAN) == 0
    people.go_on(page)
    return kept[0], kept[1]


def test_what_people_type_never_runs(
    phone: BrowserContext, staff: BrowserContext, portal: Portal
) -> None:
    for context in (phone, staff):
        context.add_init_script(HOOK)
    page, desk, found = phone.new_page(), staff.new_page(), []

    def look(shown: Page, address: str | None = None) -> Any:
        if address:
            shown.goto(f"{portal.base}{address}")
        assert "<img src=x" in shown.locator("main").inner_text(), shown.url
        found.append(shown.evaluate(RAN))

    kept = attacked(page, portal)
    people.open_item(desk, portal, kept[0], "received")
    look(desk)
    desk.locator("input[value='redact']").check()
    desk.locator("#reason").select_option("identifies_someone")
    desk.get_by_role("button", name="Save the decision").click()
    desk.get_by_role("button", name="I agree", exact=True).click()
    desk.get_by_role("button", name="Publish").click()
    people.open_item(desk, portal, kept[0], "published")
    desk.get_by_role("link", name="Open the public page").click()
    look(desk)
    look(page, "/experiences")
    people.come_back(page, portal, "", kept)
    look(page)
    people.write(page, ATTACK)
    look(page)
    assert found == [0] * 5
    desk.close()
