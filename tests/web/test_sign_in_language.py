"""Signing in keeps the language of the page that was asked for."""

from portal.accounts.service import current_totp
from tests.factories import PASSWORD, make_staff
from tests.pages import Page


def test_the_way_to_an_arabic_desk_leads_there_after_signing_in(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context():
        email = make_staff("moderator").email
    asked = sqlite_page.client.get("/ar/desk").headers["Location"]
    page = sqlite_page.get(asked)
    who = {**page.token(), "email": email, "password": PASSWORD}
    following = sqlite_page.client.post(asked, data=who).headers["Location"]
    with sqlite_page.app.app_context():
        code = current_totp(email)
    page = sqlite_page.get(following)
    end = sqlite_page.client.post(following, data={**page.token(), "code": code})
    assert end.headers["Location"].endswith("/ar/desk")
