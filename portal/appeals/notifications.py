"""Mails about a second look. To the person who gave feedback they carry no story."""

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.appeals.models import Appeal, AppealState
from portal.appeals.queries import list_of_person
from portal.desk.models import PageReport
from portal.feedback.queries import find_contact
from portal.feedback.signals import address_confirmed
from portal.i18n import public_address
from portal.notify.service import queue_mail


def mail_key(appeal_id: int) -> str:
    """One appeal, one mail."""
    return f"appeal-{appeal_id}"


def tell_writer(appeal: Appeal) -> None:
    """Queue one mail that somebody looked again, if the person confirmed their address."""
    contact = find_contact(appeal.feedback_id) if appeal.feedback_id else None
    if contact is None or not contact.email or contact.confirmed_at is None:
        return
    with force_locale(contact.language):
        queue_mail(
            key=mail_key(appeal.id),
            recipient=contact.email,
            purpose="appeal",
            language=contact.language,
            subject=_("Somebody has taken a second look"),
            body=_(
                "Hello,\n\nYou asked us to look at a decision again. Somebody else has done it.\n\n"
                "To read what they say, go to this page and enter your reference and your code:\n"
                "%(url)s\n\nThis email does not repeat what you wrote.",
                url=public_address("follow_up.sign_in", contact.language),
            ),
        )


def tell_reporter(appeal: Appeal, report: PageReport) -> None:
    """Queue one mail with the sentence of staff to whoever left an address with a report."""
    if not report.contact:
        return
    with force_locale(report.language):
        queue_mail(
            key=mail_key(appeal.id),
            recipient=report.contact,
            purpose="report",
            language=report.language,
            subject=_("We have looked at what you reported"),
            body=_(
                "Hello,\n\nSomebody gave us this email address with a report about a page.\n\n"
                "A member of staff has looked at it. They say:\n%(sentence)s\n\n"
                "We have now deleted your address. If the report was not yours, do nothing.",
                sentence=appeal.answer,
            ),
        )


@address_confirmed.connect
def tell_late(_app: Flask, feedback_id: int) -> None:
    """Tell of the newest answer that was given before the address was confirmed."""
    decided = (AppealState.UPHELD, AppealState.NOT_UPHELD)
    found = [appeal for appeal in list_of_person(feedback_id) if appeal.state in decided]
    if found:
        tell_writer(found[0])
