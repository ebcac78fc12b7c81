"""Rows for tests: say only what the test is about. All of it is invented."""

from typing import Any

from portal.accounts.models import User
from portal.accounts.service import create_account, current_totp, find_user
from portal.feedback import codes
from portal.feedback.models import Feedback
from portal.feedback.service import NewFeedback, receive_feedback
from portal.feedback.states import Channel, Kind, Prompt
from portal.organisations.queries import find_service
from tests.pages import Page

PASSWORD = "plainly-invented-words"  # noqa: S105
CODE = 0x2_5A5A_5A5A_5A5A_5A5A & ((1 << 66) - 1)


def make_feedback(text: str = "The ward was kind and calm", **changed: Any) -> Feedback:
    """One received piece of feedback about Sunderland Royal Hospital."""
    service = find_service("r0b01")
    kind = changed.pop("kind", Kind.EXPERIENCE)
    prompt = Prompt.HAPPENED if kind == Kind.COMPLAINT else Prompt.GOOD
    values: dict[str, Any] = {
        "kind": kind,
        "channel": Channel.WEB,
        "language": "en",
        "passages": [(prompt, text, None)] if text else [],
        "reference": codes.new_reference(),
        "publish_consent": True,
        "care_service_id": service.id if service else None,
        **changed,
    }
    return receive_feedback(NewFeedback(**values))


def make_feedback_with_code(text: str = "The ward was kind", **changed: Any) -> Feedback:
    """The same with a follow-up code: `codes.as_words(CODE)`."""
    return make_feedback(text, code_hash=codes.hash_code(CODE), **changed)


def make_staff(*roles: str, email: str = "", demo: bool = True, **changed: Any) -> User:
    """A member of staff with a second factor; `demo` lets tests ask for its code."""
    email = email or f"{'-'.join(roles) or 'nobody'}@staff.example"
    partner = "hw-northumberland" if "volunteer" in roles else None
    values = {"job_title": "Invented role", "partner_id": partner, **changed}
    return create_account(
        email, "Invented Person", PASSWORD, roles=list(roles), demo=demo, **values
    )


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Sign in through the real pages: password, then second factor."""
    page.post("/account/sign-in", {"email": email, "password": password})
    with page.app.app_context():
        code = current_totp(email)
    page.post("/account/tf-validate", {"code": code})


def sign_in_as(page: Page, *roles: str) -> str:
    """Make somebody with these roles and sign in; returns the address."""
    email = f"{'-'.join(roles)}@staff.example"
    with page.app.app_context():
        if find_user(email) is None:
            make_staff(*roles, email=email)
    sign_in(page, email)
    return email
