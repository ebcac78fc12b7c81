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
    """What is wrong with the page as it stands, with everything opened."""
    return problems_opened(page) + too_wide(page)


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_a_question_goes_round(browser: Browser, portal: Portal, javascript: bool) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=javascript)  # type: ignore[arg-type]
    desk = browser.new_context(viewport=PHONE, java_script_enabled=javascript)  # type: ignore[arg-type]
    person, found = context.new_page(), []
    kept = people.give(person, portal, "/ar", "استمع إلي الممرضون")
    moderator = people.sign_in(desk, portal, "moderator")
    said = listen(moderator)
    people.open_item(moderator, portal, kept[0], "received")
    moderator.locator("#question").fill(QUESTION)
    press(moderator, "Send the question")
    found += looked_at(moderator) if javascript else []

    people.come_back(person, portal, "/ar", kept)
    found += looked_at(person) if javascript else []
    form = person.locator("form[action*='/my-feedback/answer/']")
    form.locator("button").click()  # nothing typed yet
    assert person.locator(".nhsuk-error-summary").count() == 1
    found += problems(person) if javascript else []
    form.locator("textarea").fill(ANSWER)
    with person.expect_navigation():
        form.locator("button").click()
    talk = person.locator("main ol").inner_text()
    assert talk.index(QUESTION) < talk.index(ANSWER)

    moderator.goto(f"{portal.base}/desk?state=any&asked=new")
    moderator.get_by_role("link", name=kept[0]).first.click()
    talk = moderator.locator("main ol").first.inner_text()
    assert talk.index(QUESTION) < talk.index(ANSWER)
    found += looked_at(moderator) if javascript else []
    press(moderator, "I have read the new answer")
    assert "New answer" not in moderator.locator("main").inner_text()
    assert (found, said) == ([], [])
    context.close()
    desk.close()


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
