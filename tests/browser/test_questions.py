"""A moderator asks, the person answers on a phone with the code, the desk reads the talk."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import people
from tests.browser.conftest import PHONE
from tests.browser.looking import listen, problems, problems_opened, too_wide
from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser
QUESTION = "Which invented ward was it?"
ANSWER = "الجناح المخترع في الطابق الثاني"


def looked_at(page: Page) -> list[str]:
    """What is wrong with the page as it stands and opened, where it runs scripts."""
    if not page.evaluate("() => document.body.classList.contains('js-enabled')"):
        return []
    return problems_opened(page) + too_wide(page)


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def ask(page: Page, portal: Portal, kept: tuple[str, str]) -> None:
    """Put the question to the person."""
    people.open_item(page, portal, kept[0], "received")
    page.locator("#question").fill(QUESTION)
    press(page, "Send the question")


def answer(page: Page) -> list[str]:
    """Answer it on the page of the code; first with nothing. Returns what is wrong with that."""
    form = page.locator("form[action*='/my-feedback/answer/']")
    with page.expect_navigation():
        form.locator("button").click()
    found = looked_at(page)
    assert page.locator(".nhsuk-error-summary").count() == 1
    form.locator("textarea").fill(ANSWER)
    with page.expect_navigation():
        form.locator("button").click()
    return found


def read(page: Page, portal: Portal, kept: tuple[str, str]) -> list[str]:
    """Find the new answer in the queue and read the talk. Returns what is wrong with the page."""
    page.goto(f"{portal.base}/desk?state=any&asked=new")
    page.get_by_role("link", name=kept[0]).first.click()
    assert in_order(page)
    found = looked_at(page)
    press(page, "I have read the new answer")
    assert "New answer" not in page.locator("main").inner_text()
    return found


def in_order(page: Page) -> bool:
    """Whether the answer stands behind its question in one thread."""
    talk = page.locator("main ol").first.inner_text()
    return 0 <= talk.index(QUESTION) < talk.index(ANSWER)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_a_question_goes_round(browser: Browser, portal: Portal, javascript: bool) -> None:
    contexts = [
        browser.new_context(viewport=PHONE, java_script_enabled=javascript)  # type: ignore[arg-type]
        for _ in range(2)
    ]
    person, moderator = contexts[0].new_page(), people.sign_in(contexts[1], portal, "moderator")
    said = listen(moderator)
    kept = people.give(person, portal, "/ar", "استمع إلي الممرضون")
    ask(moderator, portal, kept)
    found = looked_at(moderator)
    people.come_back(person, portal, "/ar", kept)
    found += looked_at(person) + answer(person)
    assert in_order(person)
    found += read(moderator, portal, kept)
    assert (found, said) == ([], [])
    for context in contexts:
        context.close()


def test_a_template_is_put_into_the_box(browser: Browser, portal: Portal) -> None:
    person = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    kept = people.give(person.new_page(), portal, "/ar", "استمع إلي الممرضون")
    person.close()
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = people.sign_in(context, portal, "responder")
    people.open_item(page, portal, kept[0], "received")
    page.locator("#body").fill("My own words")
    page.locator("#template").select_option(index=1)
    press(page, "Put the template into the box")
    assert page.locator("#body").input_value() == "My own words"
    found = problems(page) + too_wide(page)
    press(page, "Keep them and put the template below")
    assert page.locator("#body").input_value().startswith("My own words\n\n")
    assert page.locator("#language").input_value() == "ar"
    assert found + problems(page) == []
    context.close()
