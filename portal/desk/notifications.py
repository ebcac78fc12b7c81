"""Mails that the desk causes. They carry no story, only a way back."""

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.desk.queries import list_responses
from portal.feedback.models import Feedback
from portal.feedback.queries import find_contact, find_feedback
from portal.feedback.signals import address_confirmed
from portal.i18n import public_address
from portal.notify.service import queue_mail


def tell_of_answer(feedback: Feedback, response_id: int) -> None:
    """Queue one mail that an answer is there, if the person confirmed their address."""
    contact = find_contact(feedback.id)
    if contact is None or not contact.email or contact.confirmed_at is None:
        return
    with force_locale(contact.language):
        queue_mail(
            key=f"answer-{response_id}",
            recipient=contact.email,
            purpose="answer",
            language=contact.language,
            subject=_("There is an answer to your feedback"),
            body=_(
                "Hello,\n\nThere is an answer to the feedback you gave.\n\n"
                "To read it, go to this page and enter your reference and your code:\n%(url)s\n\n"
                "This email does not repeat what you wrote.",
                url=public_address("follow_up.sign_in", contact.language),
            ),
        )


@address_confirmed.connect
def tell_late(_app: Flask, feedback_id: int) -> None:
    """Tell of the newest answer that was written before the address was confirmed."""
    feedback, responses = find_feedback(feedback_id), list_responses(feedback_id)
    if feedback is not None and responses:
        tell_of_answer(feedback, responses[-1].id)
