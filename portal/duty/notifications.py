"""Mails to staff. They carry numbers and links, and no word that a person wrote."""

from collections.abc import Sequence
from datetime import date

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from portal.accounts.models import User
from portal.db import session
from portal.duty.models import AlertPreference
from portal.i18n import public_address
from portal.notify.service import queue_mail

#: a mail with more links than this is read by nobody
MOST_LINKS = 20


def _language(user: User) -> str:
    preference = session().get(AlertPreference, user.id)
    return preference.language if preference else "en"


def _links(feedback_ids: Sequence[int], language: str) -> str:
    shown = feedback_ids[:MOST_LINKS]
    return "\n".join(public_address("desk.item", language, feedback_id=i) for i in shown)


def call_for_reader(user: User, alarm_id: int, feedback_ids: Sequence[int]) -> None:
    """Queue one mail that urgent items are unread."""
    language = _language(user)
    with force_locale(language):
        sentence = ngettext(
            "%(num)s urgent item has not been read by anybody.",
            "%(num)s urgent items have not been read by anybody.",
            len(feedback_ids),
        )
        queue_mail(
            key=f"alarm-{alarm_id}-{user.id}",
            recipient=user.email,
            purpose="alarm",
            language=language,
            subject=_("Urgent: something has not been read"),
            body=_(
                "Hello,\n\n%(sentence)s\n\nOpen it, read it and press "
                "“I have read this”:\n%(links)s\n\nEverything that is unread:\n%(all)s\n\n"
                "This email does not repeat what anybody wrote.",
                sentence=sentence,
                links=_links(feedback_ids, language),
                all=public_address("safety.overview", language),
            ),
        )


def tell_at_once(preference: AlertPreference, alert_id: int, ids: Sequence[int]) -> None:
    """Queue one mail about new items."""
    language = preference.language
    with force_locale(language):
        _queue(
            preference,
            key=f"alert-{alert_id}",
            purpose="alert",
            subject=_("New feedback that you asked to hear about"),
            ids=ids,
            high=0,
        )


def send_digest(preference: AlertPreference, day: date, ids: Sequence[int], high: int) -> None:
    """Queue the digest of one day."""
    with force_locale(preference.language):
        _queue(
            preference,
            key=f"digest-{preference.user_id}-{day.isoformat()}",
            purpose="digest",
            subject=_("Your daily summary of feedback"),
            ids=ids,
            high=high,
        )


def _queue(
    preference: AlertPreference,
    *,
    key: str,
    purpose: str,
    subject: str,
    ids: Sequence[int],
    high: int,
) -> None:
    language = preference.language
    sentences = [ngettext("%(num)s new item.", "%(num)s new items.", len(ids))]
    if high:
        sentences.append(
            ngettext(
                "%(num)s of them is urgent or severe.",
                "%(num)s of them are urgent or severe.",
                high,
            )
        )
    queue_mail(
        key=key,
        recipient=preference.user.email,
        purpose=purpose,
        language=language,
        subject=subject,
        body=_(
            "Hello,\n\n%(counts)s\n\n%(links)s\n\nAll of the desk:\n%(desk)s\n\n"
            "Change what we tell you about:\n%(change)s\n\n"
            "This email does not repeat what anybody wrote.",
            counts="\n".join(sentences),
            links=_links(ids, language),
            desk=public_address("desk.queue", language),
            change=public_address("duty.preferences", language),
        ),
    )
