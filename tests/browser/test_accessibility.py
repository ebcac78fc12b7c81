"""Every page in both languages: axe, narrow windows, big text, a quiet console."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser import people
from tests.browser.looking import listen, problems, problems_opened, too_wide
from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser
PUBLIC = [
    "/", "/give", "/experiences", "/experiences?q=zzzz", "/experiences/5", "/you-said-we-did",
    "/you-said-we-did/1", "/get-involved", "/my-feedback", "/help-now", "/staff-who-speak-up",
    "/privacy", "/cookies", "/accessibility", "/how-we-moderate", "/how-to-complain", "/contact",
    "/report-a-problem", "/account/sign-in", "/give/deleted", "/confirm-email/unknown",
]  # fmt: skip
#: pages that tell of something missing
MISSING = ["/nothing-here", "/experiences/99999"]
STAFF = [
    "/desk", "/desk?state=published", "/desk?state=second_check", "/desk/item/5",
    "/desk/item/5/preview", "/desk/complaints", "/desk/changes", "/desk/changes/new",
    "/desk/changes/1", "/desk/dashboard", "/desk/outbox", "/desk/page-reports", "/assisted",
    "/desk/filters", "/desk/filters/new?state=received&kind=concern", "/desk?state=any&q=nurse",
    "/account/mf-recovery-codes", "/account/change",
]  # fmt: skip
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/ar"], ids=["en", "ar"])
NARROW = {"width": 320, "height": 640}


def check(page: Page, address: str, status: int = 200) -> None:
    """Clean as it comes and opened, no wider than the window, nothing in the console."""
    said = listen(page)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    response = page.goto(address)
    assert response and response.status == status
    assert problems_opened(page) == []
    assert too_wide(page) == []
    assert [line for line in said if "404" not in line or status == 200] == []
    page.close()


@LANGUAGES
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_accessible(
    phone: BrowserContext, portal: Portal, path: str, prefix: str
) -> None:
    check(phone.new_page(), f"{portal.base}{prefix}{path}")


@LANGUAGES
@pytest.mark.parametrize("path", MISSING)
def test_pages_about_something_missing_are_accessible(
    phone: BrowserContext, portal: Portal, path: str, prefix: str
) -> None:
    check(phone.new_page(), f"{portal.base}{prefix}{path}", 404)


@LANGUAGES
@pytest.mark.parametrize("path", STAFF)
def test_staff_pages_are_accessible(
    staff: BrowserContext, portal: Portal, path: str, prefix: str
) -> None:
    check(staff.new_page(), f"{portal.base}{prefix}{path}")


@LANGUAGES
@pytest.mark.parametrize("path", ["/my-feedback", "/report-a-problem", "/account/sign-in"])
def test_public_forms_are_accessible_with_their_errors(
    phone: BrowserContext, portal: Portal, path: str, prefix: str
) -> None:
    page = phone.new_page()
    page.goto(f"{portal.base}{prefix}{path}")
    people.go_on(page)
    assert page.locator("[id$='-error'], .nhsuk-error-summary").count()
    assert problems(page) == []


@LANGUAGES
@pytest.mark.parametrize("path", ["/desk/changes/new", "/assisted", "/desk/item/5"])
def test_staff_forms_are_accessible_with_their_errors(
    staff: BrowserContext, portal: Portal, path: str, prefix: str
) -> None:
    page = staff.new_page()
    page.goto(f"{portal.base}{prefix}{path}")
    page.locator("form[novalidate] button.nhsuk-button").first.click()
    assert page.locator(".nhsuk-error-summary").count() == 1
    assert problems(page) == []
    page.close()


@LANGUAGES
def test_the_pages_of_a_code_holder_are_accessible(
    phone: BrowserContext, portal: Portal, prefix: str
) -> None:
    page, found, wide = phone.new_page(), [], []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    said = listen(page)
    kept = people.give(page, portal, prefix, "استمع إلي الممرضون")
    for step in ("sign in", "/my-feedback/held", "/my-feedback/withdraw"):
        if step == "sign in":
            people.come_back(page, portal, prefix, kept)
        else:
            page.goto(f"{portal.base}{prefix}{step}")
        found += problems_opened(page)
        wide += too_wide(page)
    assert (found, wide, said) == ([], [], [])
