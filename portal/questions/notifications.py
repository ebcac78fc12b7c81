"""The mail that a question waits. It carries neither the question nor the person's words."""

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.feedback.models import Feedback
from portal.feedback.queries import find_contact, find_feedback
from portal.feedback.signals import address_confirmed
from portal.i18n import public_address
from portal.notify.service import queue_mail
from portal.questions.queries import list_questions


def tell_of_question(feedback: Feedback, question_id: int) -> None:
    """Queue one mail that a question is there, if the person confirmed their address."""
    contact = find_contact(feedback.id)
    if contact is None or not contact.email or contact.confirmed_at is None:
        return
    with force_locale(contact.language):
        queue_mail(
            key=f"question-{question_id}",
            recipient=contact.email,
            purpose="question",
            language=contact.language,
            subject=_("There is a question about your feedback"),
            body=_(
                "Hello,\n\nStaff have a question about the feedback you gave.\n\n"
                "To read it, go to this page and enter your reference and your code:\n%(url)s\n\n"
                "You do not have to answer. This email does not repeat what you wrote.",
                url=public_address("follow_up.sign_in", contact.language),
            ),
        )


@address_confirmed.connect
def tell_late(_app: Flask, feedback_id: int) -> None:
    """Tell of the newest question that was asked before the address was confirmed."""
    feedback = find_feedback(feedback_id)
    waiting = [question for question in list_questions(feedback_id) if question.waits]
    if feedback is not None and waiting:
        tell_of_question(feedback, waiting[-1].id)
