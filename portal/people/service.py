"""Verbs that end in a mail."""

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.accounts.links import new_link, was_sent_just_now
from portal.accounts.management import NotPossible
from portal.accounts.models import User
from portal.accounts.people import Access, invite_account
from portal.accounts.records import Purpose
from portal.accounts.service import find_user
from portal.audit.service import SYSTEM, record, staff
from portal.db import writing
from portal.i18n import DEFAULT, public_address
from portal.jobs import wake
from portal.notify.service import queue_mail


def invite(email: str, access: Access, *, by: User) -> User:
    """Make the account and mail the link. Raises `NotPossible`."""
    with writing():
        user = invite_account(email, access, by=by)
        _mail(user, Purpose.INVITE)
    wake("mails")
    return user


def mail_link(user: User, *, by: User) -> None:
    """Mail a new link: the invitation again, or one for a new password.

    Raises `NotPossible` for an account that is switched off.
    """
    if not user.active:
        raise NotPossible("inactive")
    purpose = Purpose.RESET if user.password else Purpose.INVITE
    with writing():
        _mail(user, purpose)
        record(staff(by.id), f"mail_{purpose}", "user", user.id)
    wake("mails")


def forgot(email: str) -> None:
    """Mail a link to whoever has an account; nothing tells the asker whether there is one."""
    user = find_user(email)
    with writing():
        if user is None or not user.active or was_sent_just_now(user):
            return
        _mail(user, Purpose.RESET)
        record(SYSTEM, "mail_reset", "user", user.id)
    wake("mails")


def _mail(user: User, purpose: Purpose) -> None:
    link, token = new_link(user, purpose)
    with force_locale(DEFAULT):
        url = public_address("people.link", DEFAULT, token=token)
        subject, body = _invitation(url) if purpose == Purpose.INVITE else _new_password(url)
        queue_mail(
            key=f"{purpose}-{link.id}",
            recipient=user.email,
            purpose=purpose,
            language=DEFAULT,
            subject=subject,
            body=body,
        )


def _invitation(url: str) -> tuple[str, str]:
    return _("Your account for the feedback portal"), _(
        "Hello,\n\nThere is an account for you at the feedback portal.\n\n"
        "To begin, open this page. It works once, for 7 days:\n%(url)s\n\n"
        "You choose a password there. Then you need an app on your phone that shows codes.",
        url=url,
    )


def _new_password(url: str) -> tuple[str, str]:
    return _("A new password for the feedback portal"), _(
        "Hello,\n\nSomebody asked for a new password for your account.\n\n"
        "To choose one, open this page. It works once, for one hour:\n%(url)s\n\n"
        "If it was not you, do nothing: your password stays as it is.",
        url=url,
    )
