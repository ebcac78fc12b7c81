"""Rows for tests: say only what the test is about. All of it is invented."""

from typing import Any

from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.permissions import PARTNER_ROLES
from portal.accounts.service import create_account, current_totp, find_user
from portal.db import session
from portal.desk import moderation
from portal.desk.models import Decision, Outcome
from portal.feedback import codes
from portal.feedback.models import Feedback
from portal.feedback.service import NewFeedback, receive_feedback
from portal.feedback.states import Channel, Kind, Prompt
from portal.organisations.queries import find_service
from portal.strategy.models import Statement, Theme
from portal.you_said_we_did.models import Change
from portal.you_said_we_did.service import ChangeText, write_change
from tests.pages import Page

PASSWORD = "plainly-invented-words"
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
    partner = "hw-northumberland" if PARTNER_ROLES & set(roles) else None
    values = {"job_title": "Invented role", "partner_id": partner, **changed}
    return create_account(
        email, "Invented Person", PASSWORD, roles=list(roles), demo=demo, **values
    )


def some_statement() -> str:
    """The id of one I statement."""
    return session().scalars(select(Statement.id).order_by(Statement.id)).first() or ""


def make_decision(
    feedback: Feedback,
    outcome: str,
    *,
    by: User | None = None,
    reason: str = "identifies_someone",
    public_text: str = "",
) -> Decision:
    """A moderator's decision on the item as it stands."""
    return moderation.decide(
        feedback,
        outcome=Outcome(outcome),
        reason=reason,
        public_text=public_text,
        version=feedback.version,
        by=by or make_staff("moderator", demo=False),
    )


def make_change(*evidence: Feedback, by: User | None = None, **changed: Any) -> Change:
    """A change that nobody has published yet, with feedback behind it."""
    theme = session().scalars(select(Theme.id).order_by(Theme.id)).first()
    service = find_service("r0b01")
    values: dict[str, Any] = {
        "state": "done",
        "you_said": "The signs were hard to read",
        "we_did": "We put up bigger signs",
        "next_steps": "",
        "why_not": "",
        "care_service_id": service.id if service else None,
        "theme_id": theme,
        "statement_id": None,
        **changed,
    }
    return write_change(ChangeText(**values), evidence, by=by or make_staff("responder"))


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
