"""Nobody is sent to another site from here."""

from urllib.parse import urlsplit

import pytest

from portal.accounts.service import current_totp
from tests.factories import PASSWORD, make_staff
from tests.pages import Page

ELSEWHERE = ("https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example",
             "/%09/evil.example", "/\t/evil.example", "http:evil.example", "javascript:alert(1)",
             "https:/evil.example", "////evil.example", "/%5cevil.example")  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(sqlite_page: Page, target: str) -> None:
    with sqlite_page.app.app_context():
        make_staff("moderator", email="m@staff.example")
    page = sqlite_page.client
    query = {"next": target}
    typed = {"email": "m@staff.example", "password": PASSWORD}
    token = sqlite_page._shown(page.get("/account/sign-in", query_string=query), "/").token()
    first = page.post("/account/sign-in", query_string=query, data={**token, **typed})
    assert stays(first.headers.get("Location", ""))
    if first.status_code == 302:  # otherwise the form has refused such a target
        with sqlite_page.app.app_context():
            code = current_totp("m@staff.example")
        token = sqlite_page.get(first.headers["Location"]).token()
        last = page.post(first.headers["Location"], data={**token, "code": code})
        assert last.status_code == 302
        assert stays(last.headers["Location"])


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "/%5Cevil.example", "/%09/evil.example",
             "///evil.example", "/ar//evil.example", "/en//evil.example", "/en/\\evil.example",
             "/ar/%5C%5Cevil.example", "/%0d%0aX-Evil:1"]
)  # fmt: skip
def test_choosing_a_language_stays_on_this_site(sqlite_page: Page, path: str, lang: str) -> None:
    response = sqlite_page.client.open(f"{path}?lang={lang}", base_url="http://localhost")
    location = response.headers.get("Location", "/")
    assert stays(location)
    assert "X-Evil" not in response.headers


def stays(location: str) -> bool:
    """Whether a browser would stay on this site: it reads a backslash as a slash."""
    seen = location.replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "")
    parts = urlsplit(seen)
    return parts.netloc in ("", "localhost") and not seen.startswith("//") and parts.scheme in (
        "", "http",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/experiences?lang=ar&q=calm+ward", "/ar/experiences?q=calm+ward"),
        ("/ar/give?lang=en", "/give"),
        ("/?lang=ar", "/ar/"),
        ("/en/give", "/give"),
    ],
)
def test_a_language_that_is_asked_for_is_in_the_path(
    sqlite_page: Page, asked: str, led: str
) -> None:
    assert sqlite_page.client.get(asked).headers["Location"] == led


@pytest.mark.parametrize("asked", ["xx", "", "../..", "ar\x00", "A" * 5000])
def test_a_language_that_we_do_not_have_changes_nothing(sqlite_page: Page, asked: str) -> None:
    assert sqlite_page.client.get("/", query_string={"lang": asked}).status_code == 200
