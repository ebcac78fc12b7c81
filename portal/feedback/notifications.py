"""The first mail, which only asks whether the address is right, and forgetting an address."""

import hashlib
import secrets
from typing import Any

from flask import Flask, current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from portal.db import session, utc_now, writing
from portal.feedback.models import Contact, Feedback
from portal.feedback.signals import address_confirmed, feedback_received, feedback_withdrawn
from portal.i18n import public_address
from portal.jobs import wake
from portal.notify.service import forget_recipient, queue_mail


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@feedback_received.connect
def ask_to_confirm(_app: Flask, feedback: Feedback, details: dict[str, Any]) -> None:
    """Queue the question in the transaction that stores the feedback."""
    contact = session().get(Contact, feedback.id)
    if contact is None or not contact.email:
        return
    token = secrets.token_urlsafe(24)
    contact.confirm_token_hash = _hash(token)
    with force_locale(contact.language):
        queue_mail(
            key=f"confirm-{feedback.id}",
            recipient=contact.email,
            purpose="confirm",
            language=contact.language,
            subject=_("Is this your email address?"),
            body=_(
                "Hello,\n\nSomebody gave us this email address to get an answer.\n\n"
                "If it was you, open this page and press the button:\n%(url)s\n\n"
                "If it was not you, do nothing: we will not write again.",
                url=public_address("follow_up.confirm", contact.language, token=token),
            ),
        )


@feedback_withdrawn.connect
def forget_address(_app: Flask, feedback: Feedback) -> None:
    """Take the address out of the outbox, unless the person gave other feedback with it."""
    contact = session().get(Contact, feedback.id)
    if contact is None or not contact.email:
        return
    same = Contact.email_hash == contact.email_hash, Contact.feedback_id != feedback.id
    if session().scalars(select(Contact.feedback_id).where(*same)).first() is None:
        forget_recipient(contact.email)


def confirm_address(token: str) -> bool:
    """Mark the address of `token` as right; False for a token that nobody was sent."""
    wanted = select(Contact).filter_by(confirm_token_hash=_hash(token))
    contact = session().scalars(wanted).one_or_none()
    if contact is None:
        return False
    if contact.confirmed_at is None:
        with writing():
            contact.confirmed_at = utc_now()
            address_confirmed.send(
                current_app._get_current_object(),  # type: ignore[attr-defined]
                feedback_id=contact.feedback_id,
            )
        wake("mails")
    return True
