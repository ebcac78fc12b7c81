"""New recovery codes: shown once made, and each of them opens the door."""

import re

from portal.accounts.service import find_user
from tests.factories import PASSWORD, sign_in_as
from tests.pages import Page

HERE = "/account/mf-recovery-codes"


def test_new_recovery_codes_are_shown_and_kept(page: Page) -> None:
    email = sign_in_as(page, "moderator")
    shown = page.post(HERE, status=200, action=HERE)
    codes = [c.text for c in shown.find_all("code")]
    with page.app.app_context():
        user = find_user(email)
        assert user is not None and len(codes) >= 3
        assert len(user.mf_recovery_codes) == len(codes)


def test_a_new_recovery_code_signs_in(page: Page, other_page: Page) -> None:
    email = sign_in_as(page, "moderator")
    code = page.post(HERE, status=200, action=HERE).find_all("code")[0].text
    other_page.post("/account/sign-in", {"email": email, "password": PASSWORD})
    led = other_page.post("/account/mf-recovery", {"code": code})
    assert not re.search("sign-in|mf-recovery", led)
