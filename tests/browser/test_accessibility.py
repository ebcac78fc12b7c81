"""Every page in both languages: axe, narrow windows, big text, a quiet console."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser import people
from tests.browser.looking import listen, problems, problems_opened, too_wide
from tests.browser.portal_process import Portal

pytestmark = pytest.mark.browser
#: pages that tell of something missing
MISSING = ["/nothing-here", "/experiences/99999"]
PUBLIC = [
    "/", "/give", "/experiences", "/experiences?q=zzzz", "/experiences/5", "/you-said-we-did",
    "/you-said-we-did/1", "/get-involved", "/my-feedback", "/help-now", "/staff-who-speak-up",
    "/privacy", "/cookies", "/accessibility", "/how-we-moderate", "/how-to-complain", "/contact",
    "/report-a-problem", "/report-a-problem?page=/contact", "/account/sign-in", "/give/deleted",
    "/confirm-email/unknown",
    "/how-care-feels", "/how-care-feels/themes/positive_experiences",
    "/how-care-feels/sentences/PE-I-03", "/how-care-feels/organisations/RX4/PE-I-03",
    *MISSING,
]  # fmt: skip
STAFF = [
    "/desk", "/desk?state=published", "/desk?state=second_check", "/desk/item/5",
    "/desk/item/5/preview", "/desk/complaints", "/desk/changes", "/desk/changes/new",
    "/desk/changes/1", "/desk/dashboard", "/desk/outbox", "/desk/page-reports", "/assisted",
    "/desk/appeals", "/desk/appeals?state=upheld", "/desk/shared-load",
    "/desk/filters", "/desk/filters/new?state=received&kind=concern", "/desk?state=any&q=nurse",
    "/account/mf-recovery-codes", "/account/change", "/administration/catalogue",
    "/administration/catalogue/sentences/reasons",
    *(f"/administration/catalogue/components/{name}"
      for name in ("error_summary", "radios", "row", "text_input", "parts")),
    "/desk/scorecards",
    "/desk/scorecards/PE-I-03", "/desk/scorecards/PE-I-03/new-limits",
]  # fmt: skip
PAGES = [("phone", path) for path in PUBLIC] + [("staff", path) for path in STAFF]
#: forms that are sent as they come
FORMS = [
    ("phone", "/my-feedback"), ("phone", "/report-a-problem"), ("phone", "/account/sign-in"),
    ("staff", "/desk/changes/new"), ("staff", "/assisted"), ("staff", "/desk/item/5"),
    ("staff", "/desk/scorecards/PE-I-03/new-limits"),
]  # fmt: skip
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/ar"], ids=["en", "ar"])
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def page(request: pytest.FixtureRequest, who: str) -> Iterator[Page]:
    """An empty page of the visitor ("phone") or of the signed-in person ("staff")."""
    context: BrowserContext = request.getfixturevalue(who)
    found = context.new_page()
    found.set_viewport_size(NARROW)  # type: ignore[arg-type]
    yield found
    found.close()


@LANGUAGES
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_every_page_is_accessible(page: Page, portal: Portal, path: str, prefix: str) -> None:
    said = listen(page)
    response = page.goto(f"{portal.base}{prefix}{path}")
    assert response and response.status == (404 if path in MISSING else 200)
    assert problems_opened(page) == []
    assert too_wide(page) == []
    assert [line for line in said if "404" not in line or path not in MISSING] == []


@LANGUAGES
@pytest.mark.parametrize(("who", "path"), FORMS)
def test_every_form_is_accessible_with_its_errors(
    page: Page, portal: Portal, path: str, prefix: str
) -> None:
    page.goto(f"{portal.base}{prefix}{path}")
    answer = page.locator("form[action*='/respond']")  # of an item's many, not "take it down"
    form = answer if answer.count() else page.locator("main form[novalidate]")
    form.locator("button.nhsuk-button:visible").first.click()
    assert page.locator("[id$='-error'], .nhsuk-error-summary").count()
    assert problems(page) == []


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
