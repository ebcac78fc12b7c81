"""axe on every page, in both languages, before and after interaction; reflow at 320 pixels."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import PHONE
from tests.browser.people import sign_in
from tests.browser.portal_process import Portal

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PUBLIC = [
    "/", "/give", "/experiences", "/experiences/5", "/you-said-we-did", "/you-said-we-did/1",
    "/get-involved", "/my-feedback", "/help-now", "/staff-who-speak-up", "/privacy", "/cookies",
    "/accessibility", "/how-we-moderate", "/how-to-complain", "/contact", "/report-a-problem",
    "/account/sign-in", "/give/deleted", "/nothing-here", "/confirm-email/unknown",
]  # fmt: skip
STAFF = [
    "/desk", "/desk?state=published", "/desk/item/5", "/desk/item/5/preview", "/desk/complaints",
    "/desk/changes", "/desk/changes/new", "/desk/changes/1", "/desk/dashboard", "/desk/outbox",
    "/desk/page-reports", "/assisted", "/account/mf-recovery-codes",
]  # fmt: skip
OPEN_ALL = "() => document.querySelectorAll('details').forEach(d => d.open = true)"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
DOUBLE = "() => { document.documentElement.style.fontSize = '200%' }"


def problems(page: Page) -> list[str]:
    """What axe finds, each as rule and place."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['html'][:120]}"
        for v in found.response["violations"]
    ]


@pytest.fixture(scope="module")
def staff(browser: Browser, portal: Portal) -> Iterator[BrowserContext]:
    """Somebody who holds every role, signed in."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    sign_in(context, portal, "admin").close()
    yield context
    context.close()


def check(page: Page, address: str) -> None:
    """Clean before and after everything is opened, and no wider than the window."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert problems(page) == [], address
    page.evaluate(OPEN_ALL)
    assert problems(page) == [], f"{address} opened"
    assert page.evaluate(TOO_WIDE) <= 0, f"{address} at 320"


@pytest.mark.parametrize("prefix", ["", "/ar"], ids=["en", "ar"])
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_accessible(
    phone: BrowserContext, portal: Portal, path: str, prefix: str
) -> None:
    check(phone.new_page(), f"{portal.base}{prefix}{path}")


@pytest.mark.parametrize("prefix", ["", "/ar"], ids=["en", "ar"])
@pytest.mark.parametrize("path", STAFF)
def test_staff_pages_are_accessible(
    staff: BrowserContext, portal: Portal, path: str, prefix: str
) -> None:
    page = staff.new_page()
    check(page, f"{portal.base}{prefix}{path}")
    page.close()


@pytest.mark.parametrize("path", ["/", "/give", "/experiences/5", "/my-feedback"])
def test_nothing_is_cut_off_at_twice_the_text_size(
    phone: BrowserContext, portal: Portal, path: str
) -> None:
    page = phone.new_page()
    page.goto(f"{portal.base}{path}")
    page.evaluate(DOUBLE)
    assert page.evaluate(TOO_WIDE) <= 0
