"""Telling those who spoke."""

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from portal.db import session, utc_now
from portal.feedback.models import Contact
from portal.feedback.signals import address_confirmed
from portal.i18n import public_address
from portal.notify.service import queue_mail
from portal.you_said_we_did.models import Change, ChangeEvidence
from portal.you_said_we_did.queries import list_changes_from


def tell_those_who_spoke(change: Change) -> None:
    """Queue one mail for each person behind `change` who asked and confirmed, once per state."""
    rows = session().execute(
        select(ChangeEvidence, Contact)
        .join(Contact, Contact.feedback_id == ChangeEvidence.feedback_id)
        .where(ChangeEvidence.change_id == change.id, Contact.confirmed_at.is_not(None))
        .order_by(ChangeEvidence.feedback_id)
    )
    for evidence, contact in rows.all():
        with force_locale(contact.language):
            queue_mail(
                key=f"change-{change.id}-{change.state}-{contact.feedback_id}",
                recipient=contact.email,
                purpose="change",
                language=contact.language,
                subject=_("Something happened because of your feedback"),
                body=_(
                    "Hello,\n\nYou gave feedback. Here is what happened because of it:\n%(url)s\n\n"
                    "This email does not repeat what you wrote.",
                    url=public_address("changes.change", contact.language, change_id=change.id),
                ),
            )
        evidence.told_at = utc_now()


@address_confirmed.connect
def tell_late(_app: Flask, feedback_id: int) -> None:
    """Tell of changes that were published before the address was confirmed; one mail each."""
    for change in list_changes_from(feedback_id):
        tell_those_who_spoke(change)
