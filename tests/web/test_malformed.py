"""Whatever is sent: an answer with a sentence, the same on both databases, never an error."""

import pytest

from tests.factories import make_feedback, sign_in_as
from tests.pages import Page
from tests.web.journey import Journey

NUL, HUGE, LONE = "a\x00b", 10**25, b"\xed\xa0\x80".decode("latin-1")
CURSORS = ("-5", "1e9", "0-0", "9999999999-9999999999", "1-1-1", "٣-٣", "a\x00-1", "-", "x" * 9000,
           str(HUGE), f"{HUGE}-{HUGE}", "1-" + "9" * 10, "\ud7ff")  # fmt: skip
LISTS = {
    "/experiences": ("before", "after", "page", "q", "service", "theme", "statement"),
    "/you-said-we-did": ("before", "after"),
    "/desk": ("state", "channel", "after"),
    "/desk/changes/new": ("from",),
    "/give": ("kind", "lang"),
    "/account/sign-in": ("next",),
}
ADDRESSES = (
    f"/experiences/{HUGE}", f"/you-said-we-did/{HUGE}", f"/desk/item/{HUGE}",
    f"/desk/changes/{HUGE}", f"/desk/item/{HUGE}/preview", "/experiences/-1", "/experiences/٣",
    f"/experiences/{2**31}", f"/experiences/{2**63}", "/give/%00/good", "/give/a%00b/who",
    f"/give/{'a' * 5000}/who", "/give/../../etc/passwd", "/confirm-email/%00",
    f"/confirm-email/{'x' * 5000}", "/static/../../portal.sqlite3", "/static/%00",
    "/%ff%fe", "/ar/%ed%a0%80", "/give/%ed%a0%80/who", "//", "/ar//", "/ar", "/en",
)  # fmt: skip


def staff(page: Page) -> Page:
    """Somebody who may open the desk and write changes."""
    sign_in_as(page, "moderator", "responder")
    return page


def test_no_cursor_or_filter_is_an_error(page: Page) -> None:
    client, broken = staff(page).client, []
    for url, name in ((url, name) for url, names in LISTS.items() for name in names):
        for value in (*CURSORS, NUL, LONE):
            status = client.get(url, query_string={name: value}).status_code
            if status >= 400:
                broken.append((url, name, value[:30], status))
    assert not broken


def test_no_address_is_an_error(page: Page, other_page: Page) -> None:
    for person in (other_page, staff(page)):
        found = {url: person.client.get(url).status_code for url in ADDRESSES}
        assert max(found.values()) < 500, found


@pytest.mark.parametrize("typed", [NUL, LONE, "x" * 300_000, "😀" * 4000, "\u202e\u0000"])
@pytest.mark.parametrize("name", ["who", "service", "statements", "good", "publish", "contact"])
def test_no_answer_is_an_error(page: Page, name: str, typed: str) -> None:
    journey = Journey(page).begin().to(name)
    fields = ("who", "service", "service_text", "search", "statements", "good", "publish",
              "contact_by", "email", "action")  # fmt: skip
    token = page.get(journey.url(name)).token()
    response = page.client.post(journey.url(name), data={**token, **dict.fromkeys(fields, typed)})
    assert response.status_code < 500
    assert page.client.get(journey.url(name)).status_code < 500


@pytest.mark.parametrize("typed", [NUL, LONE, "x" * 300_000, "9" * 20, "9" * 5000, "½" * 20])
def test_no_reference_or_code_is_an_error(page: Page, typed: str) -> None:
    shown = page.post("/my-feedback", {"reference": typed, "code": typed}, status=400)
    assert shown.h1 == "Come back to your feedback"


@pytest.mark.parametrize("typed", [NUL, LONE, "x" * 20_000, "-5", str(HUGE)])
def test_no_staff_form_is_an_error(page: Page, typed: str) -> None:
    with page.app.app_context():
        url = f"/desk/item/{make_feedback().id}"
    token = staff(page).get(url).token("/note")
    fields = ("version", "outcome", "reason", "public_text", "body", "service", "label", "value")
    filled = {**token, **dict.fromkeys(fields, typed)}
    found = {
        name: page.client.post(f"{url}/{name}", data=filled).status_code
        for name in ("decide", "respond", "note", "match", "correct")
    }
    assert max(found.values()) < 500, found


def test_no_change_form_is_an_error(page: Page) -> None:
    token = staff(page).get("/desk/changes/new").token()
    fields = ("version", "you_said", "we_did", "next_steps", "why_not", "state", "service",
              "theme", "statement", "evidence")  # fmt: skip
    for typed in (NUL, "x" * 20_000, "-5", str(HUGE)):
        filled = {**token, **dict.fromkeys(fields, typed)}
        assert page.client.post("/desk/changes/new", data=filled).status_code == 200


@pytest.mark.parametrize("typed", [NUL, LONE, "x" * 20_000])
def test_no_sign_in_is_an_error(page: Page, typed: str) -> None:
    token = page.get("/account/sign-in").token()
    fields = {**token, "email": typed, "password": typed, "code": typed}
    for url in ("/account/sign-in", "/account/tf-validate", "/account/mf-recovery"):
        assert page.client.post(url, data=fields).status_code < 500


def test_two_thousand_fields_are_no_error(page: Page) -> None:
    token = page.get("/report-a-problem").token()
    fields = {**token, "body": "words", "wrong": "other", **{f"field{n}": "x" for n in range(2000)}}
    assert page.client.post("/report-a-problem", data=fields).status_code in (302, 413)
    for_files = {"data": fields, "content_type": "multipart/form-data"}
    assert page.client.post("/report-a-problem", **for_files).status_code == 413


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", ""])
@pytest.mark.parametrize("body", [b"[]", b"null", b'"\\ud800"', b"[" * 100_000, b"\x00\xff"])
def test_no_body_is_an_error(page: Page, kind: str, body: bytes) -> None:
    response = page.client.post("/give", data=body, content_type=kind)
    assert response.status_code in (400, 413)


@pytest.mark.parametrize("name", ["Accept-Language", "Cookie", "Referer", "Origin", "User-Agent"])
@pytest.mark.parametrize("value", ["\xff", "a" * 9000, "draft_x=\x01; session=.;;=", "*;q=x,,;"])
def test_no_header_is_an_error(sqlite_page: Page, name: str, value: str) -> None:
    for url in ("/", "/my-feedback/page", "/give/abc/who"):
        assert sqlite_page.client.get(url, headers={name: value}).status_code < 500
