"""A story over several services: named on a phone, answered together on the desk."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import people
from tests.browser.looking import listen, problems_opened, too_wide
from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser
AMBULANCES = ("rx6", "rx7")


@pytest.mark.parametrize("prefix", ["", "/ar"], ids=["en", "ar"])
def test_two_further_services_are_named_on_a_phone(
    phone: BrowserContext, portal: Portal, prefix: str
) -> None:
    page, found = phone.new_page(), []
    said = listen(page)
    page.set_viewport_size({"width": 320, "height": 640})

    def look() -> None:
        page.wait_for_load_state()
        found.extend(problems_opened(page) + too_wide(page))

    people.answer_up_to_check(page, portal, prefix, "Kind crews", look=look, others=AMBULANCES)
    assert (found, said) == ([], [])
    expect(page.locator("main")).to_contain_text("North West Ambulance Service")
    page.locator("a[href*='/others?change=1']").click()
    page.locator("button[value='rx7']").click()
    look()
    people.go_on(page)
    expect(page.locator("main")).not_to_contain_text("North West Ambulance Service")
    assert (found, said) == ([], [])


def give_part(page: Page, number: int, words: str) -> None:
    """Write the part of one of the services, counted from 0."""
    page.locator("textarea[name^='part']").nth(number).fill(words)
    page.locator("button", has_text="Save the part").nth(number).click()


def test_one_joint_answer_is_gathered_and_sent_on_the_desk(
    phone: BrowserContext, staff: BrowserContext, portal: Portal
) -> None:
    giver, desk = phone.new_page(), staff.new_page()
    kept = people.answer_up_to_check(giver, portal, "", "Late, then kind", others=("rx6",))
    people.go_on(giver)
    said = listen(desk)
    people.open_item(desk, portal, kept[0], "received")
    owner = desk.locator("#owner")
    mine = owner.locator("option", has_text=re.compile("Administrator|admin", re.IGNORECASE))
    owner.select_option(mine.first.get_attribute("value"))
    desk.get_by_role("button", name="Save who gathers it").click()
    give_part(desk, 0, "The ward was short of staff.")
    give_part(desk, 1, "The ambulance waited at the door.")
    desk.wait_for_load_state()
    assert problems_opened(desk) + too_wide(desk) == []
    expect(desk.locator("#body")).to_have_value(re.compile("short of staff.*at the door", re.S))
    desk.get_by_role("button", name="Send the joint answer").click()
    expect(desk.locator("main")).to_contain_text("The answer is saved.")
    assert said == []
    people.come_back(giver, portal, "", kept)
    expect(giver.locator("main")).to_contain_text(re.compile("This answer is from .* together"))
    assert problems_opened(giver) + too_wide(giver) == []
