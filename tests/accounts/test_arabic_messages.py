"""What Flask-Security says in Arabic: our plain words, the same for one thing everywhere."""

from pathlib import Path

import flask_security
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from portal.accounts.service import current_totp
from portal.resources import resource_dir
from tests.factories import PASSWORD, make_staff, sign_in_as
from tests.pages import Page, Shown

THEIRS = Path(flask_security.__file__).parent / "translations/flask_security.pot"


def ours() -> Catalog:
    """Our own catalogue of Flask-Security's sentences."""
    path = resource_dir("translations") / "ar/LC_MESSAGES/flask_security.po"
    with path.open("rb") as file:
        return read_po(file)


def send(page: Page, path: str, **data: str) -> Shown:
    """Fill in the form of an Arabic page and see what it answers."""
    shown: Shown = page.post(f"/ar{path}", data, status=200)
    return shown


def test_a_wrong_password_answers_in_plain_arabic(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context():
        email = make_staff("moderator").email
    shown = send(sqlite_page, "/account/sign-in", email=email, password="wrong-words-here")
    assert "كلمة المرور أو الرمز غير صحيح. حاول مرة أخرى." in shown.text
    assert "failed" not in shown.text


def test_a_wrong_second_factor_answers_in_arabic(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context():
        email = make_staff("moderator").email
        right = current_totp(email) or ""
    sqlite_page.post("/ar/account/sign-in", {"email": email, "password": PASSWORD})
    wrong = str((int(right[0]) + 5) % 10) + right[1:]
    assert "الرمز غير صحيح" in send(sqlite_page, "/account/tf-validate", code=wrong).text


def test_a_wrong_recovery_code_answers_with_the_word_of_our_pages(sqlite_page: Page) -> None:
    with sqlite_page.app.app_context():
        email = make_staff("moderator").email
    sqlite_page.post("/ar/account/sign-in", {"email": email, "password": PASSWORD})
    shown = send(sqlite_page, "/account/mf-recovery", code="no-such-code")
    assert "رمز الاسترداد غير صحيح" in shown.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "", ""), "أدخل كلمة المرور"),
        ((PASSWORD, "short", "short"), "يجب ألا تقل كلمة المرور عن 12 حرفًا"),
        ((PASSWORD, "another-long-phrase", "something-else-here"), "كلمتا المرور غير متطابقتين"),
        ((PASSWORD, PASSWORD, PASSWORD), "اختر كلمة مرور مختلفة"),
    ],
)
def test_changing_the_password_says_what_is_wrong_in_arabic(
    sqlite_page: Page, typed: tuple[str, str, str], said: str
) -> None:
    sign_in_as(sqlite_page, "moderator")
    names = ("password", "new_password", "new_password_confirm")
    shown = send(sqlite_page, "/account/change", **dict(zip(names, typed, strict=True)))
    assert said in shown.text


def test_our_catalogue_holds_only_sentences_that_are_still_said() -> None:
    with THEIRS.open("rb") as file:
        theirs = read_po(file)
    kept = [message for message in ours() if message.id]
    assert len(kept) > 50
    assert not [m.id for m in kept if theirs.get(m.id) is None or not m.string]
