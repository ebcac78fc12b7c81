"""What every answer tells the browser, and what it asks it to keep."""

from pathlib import Path

import pytest

from portal.feedback.codes import as_words
from tests.conftest import make_app
from tests.factories import CODE, make_feedback_with_code, make_staff, sign_in, sign_in_as
from tests.pages import Page
from tests.web.journey import Journey

PUBLIC_GETS = ("/", "/give", "/give?kind=complaint", "/experiences", "/you-said-we-did",
               "/you-said-we-did.atom", "/get-involved", "/help-now", "/my-feedback", "/privacy",
               "/report-a-problem", "/sitemap.xml", "/healthz", "/readyz", "/nowhere",
               "/confirm-email/unknown", "/my-feedback/page")  # fmt: skip
PRODUCTION = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": "an-invented-secret-of-forty-characters-x",
    "PORTAL_CONTACT_KEYS": "aW52ZW50ZWQta2V5LWZvci10ZXN0cy1vbmx5LTEyMzQ=",
    "PORTAL_BASE_URL": "https://feedback.example",
}


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize("url", PUBLIC_GETS)
def test_looking_at_a_public_page_sets_no_cookie(sqlite_page: Page, url: str, prefix: str) -> None:
    assert "Set-Cookie" not in sqlite_page.client.get(prefix + url).headers


@pytest.mark.parametrize("url", [*PUBLIC_GETS, "/static/nothing.css"])
def test_every_answer_carries_the_security_headers(sqlite_page: Page, url: str) -> None:
    headers = sqlite_page.client.get(url).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe-" not in policy
    assert "object-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_the_nonce_is_new_on_every_page_and_on_its_script(sqlite_page: Page) -> None:
    nonces = []
    for _ in range(2):
        shown = sqlite_page.get("/")
        script = shown.find_all("script")[0]
        policy = shown.response.headers["Content-Security-Policy"]
        assert f"'nonce-{script.get('nonce')}'" in policy
        nonces.append(script.get("nonce"))
    assert nonces[0] != nonces[1]


def test_personal_pages_are_never_stored(sqlite_page: Page) -> None:
    journey = Journey(sqlite_page).begin()
    sign_in_as(sqlite_page, "moderator")
    for url in (journey.url("who"), "/desk", "/my-feedback", "/account/change"):
        assert sqlite_page.client.get(url).headers["Cache-Control"] == "no-store"


def test_the_key_of_a_draft_is_for_the_server_only(sqlite_page: Page) -> None:
    token = sqlite_page.get("/give").token()
    response = sqlite_page.client.post("/give", data={**token, "kind": "experience"})
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("draft_")
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert "Expires" not in cookie and "Max-Age" not in cookie


def test_the_session_of_a_code_is_for_the_server_only(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context():
        reference = make_feedback_with_code().reference
    token = sqlite_page.get("/my-feedback").token()
    typed = {**token, "reference": reference, "code": as_words(CODE)}
    response = sqlite_page.client.post("/my-feedback", data=typed)
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """A visitor of the live service, which is reached by https."""
    folder: Path = tmp_path_factory.mktemp("production")
    page = Page(make_app(folder, **PRODUCTION))
    page.client.environ_base["HTTP_REFERER"] = "https://localhost/"
    return page


def test_the_live_service_asks_for_https_and_secure_cookies(production: Page) -> None:
    token = production.get("/give").token()
    response = production.client.post("/give", data={**token, "kind": "experience"})
    assert "max-age=31536000" in response.headers["Strict-Transport-Security"]
    assert "; Secure" in response.headers["Set-Cookie"]
    assert production.app.config["SESSION_COOKIE_SECURE"]


def test_the_live_service_refuses_a_demo_account(production: Page) -> None:
    with production.app.app_context():
        make_staff("moderator", email="demo@staff.example", demo=True)
    sign_in(production, "demo@staff.example")
    assert production.client.get("/desk").status_code == 403


def test_the_live_service_does_not_call_itself_a_demo(production: Page) -> None:
    assert "This is a demo" not in production.client.get("/").text
