"""Putting mail into the outbox, and sending it."""

import smtplib
import uuid
from collections.abc import Collection
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from sqlalchemy import delete, select, update

from portal.db import hash_for_lookup, session, utc_now, writing
from portal.notify.models import Mail

#: purposes of the mails whose link opens an account
ACCOUNT_MAILS = ("invite", "reset")
LEASE = timedelta(minutes=2)
TIMEOUT_S = 15
#: minutes to the next try; after that it is tried every four hours
BACK_OFF = (1, 5, 15, 60, 240)


def queue_mail(
    *, key: str, recipient: str, purpose: str, language: str, subject: str, body: str
) -> None:
    """Put one mail into the outbox inside the caller's transaction; one key, one mail."""
    with writing() as db:
        if db.scalars(select(Mail.id).filter_by(key=key)).first() is None:
            db.add(
                Mail(
                    key=key,
                    recipient=recipient,
                    purpose=purpose,
                    language=language,
                    subject=" ".join(subject.split())[:200],
                    body=body,
                )
            )


def forget_recipient(address: str) -> None:
    """Erase every mail to `address`, sent or not, inside the caller's transaction."""
    with writing() as db:
        db.execute(delete(Mail).where(Mail.recipient_hash == hash_for_lookup(address)))


def forget_mails(keys: Collection[str]) -> None:
    """Erase the mails of these keys, sent or not, inside the caller's transaction."""
    with writing() as db:
        db.execute(delete(Mail).where(Mail.key.in_(keys)))


def send_due(mail_url: str | None, sender: str) -> int:
    """Send what is due; returns how many went out. Without a server all stays in the outbox.

    Each mail is leased before and marked after it is sent, so a killed worker sends at most one
    mail a second time; its Message-ID stays the same, so that it can be recognised.
    """
    if not mail_url:
        return 0
    sent = 0
    while (mail := _lease()) is not None:
        sent += _send(mail, mail_url, sender)
    return sent


def _lease() -> Mail | None:
    now, owner = utc_now(), uuid.uuid4().hex
    due = select(Mail.id).where(Mail.sent_at.is_(None), Mail.next_try_at <= now)
    due = due.order_by(Mail.id).limit(1).with_for_update(skip_locked=True)
    with writing() as db:
        db.execute(
            update(Mail)
            .where(Mail.id.in_(due))
            .values(lease_owner=owner, next_try_at=now + LEASE, attempts=Mail.attempts + 1)
            .execution_options(synchronize_session=False)
        )
    return session().scalars(select(Mail).filter_by(lease_owner=owner)).one_or_none()


def _send(mail: Mail, mail_url: str, sender: str) -> int:
    mail_id, attempts = mail.id, mail.attempts
    try:
        message = _message(mail, sender)
        session().rollback()  # no read snapshot is held while a server is slow
        _deliver(message, mail_url, sender)
    # ValueError: what cannot be a header or an address; it must not stop the mails behind it
    except (OSError, ValueError, smtplib.SMTPException) as error:
        wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
        with writing() as db:
            row = db.get_one(Mail, mail_id)
            row.failure = type(error).__name__
            row.next_try_at = utc_now() + timedelta(minutes=wait)
        return 0
    with writing() as db:
        row = db.get_one(Mail, mail_id)
        row.sent_at, row.failure = utc_now(), None
    return 1


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.recipient, mail.subject
    message["Message-ID"] = f"<mail-{mail.key}@portal.invalid>"
    message["Content-Language"] = mail.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


def _deliver(message: EmailMessage, mail_url: str, sender: str) -> None:
    parts = urlsplit(mail_url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    port = parts.port or (465 if parts.scheme == "smtps" else 25)
    with kind(parts.hostname or "localhost", port, timeout=TIMEOUT_S) as server:
        if parts.scheme == "smtp" and parts.username:
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message, from_addr=sender, to_addrs=[message["To"]])
