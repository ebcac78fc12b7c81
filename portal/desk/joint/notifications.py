"""Mails to those whose part of a joint answer is missing. They carry a link, and no story."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.accounts.models import User
from portal.desk.joint.queries import list_responders
from portal.feedback.models import Feedback
from portal.i18n import DEFAULT, public_address, today
from portal.notify.service import queue_mail
from portal.organisations.models import CareService


def tell_missing(feedback: Feedback, services: Sequence[CareService]) -> int:
    """Queue one mail a day to each responder of these services; returns how many people."""
    people = {user.id: user for service in services for user in list_responders(service)}
    # nobody reads the mail of a demo account where it is real
    told = [u for u in people.values() if not (u.demo and current_app.config["PRODUCTION"])]
    for user in told:
        _ask(user, feedback)
    return len(told)


def _ask(user: User, feedback: Feedback) -> None:
    with force_locale(DEFAULT):
        queue_mail(
            key=f"part-{feedback.id}-{user.id}-{today()}",
            recipient=user.email,
            purpose="part",
            language=DEFAULT,
            subject=_("Your part of a joint answer is missing"),
            body=_(
                "Hello,\n\nSomebody told us about several services, and they answer together. "
                "The part of your service is missing.\n\nTo write it, open the item:\n%(link)s"
                "\n\nThis email does not repeat what anybody wrote.",
                link=public_address("desk.item", DEFAULT, feedback_id=feedback.id),
            ),
        )
