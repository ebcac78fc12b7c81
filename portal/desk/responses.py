"""Answers to people."""

from flask_babel import lazy_gettext as _l

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import session, utc_now, writing
from portal.desk.models import Response
from portal.desk.notifications import tell_of_answer
from portal.feedback.models import Feedback
from portal.feedback.states import State
from portal.jobs import wake
from portal.web.errors import Refused


class Withdrawn(Refused):
    """The person took their words back; nobody answers them."""

    sentence = _l("The person took their words back, so there is nothing to answer any more.")


def respond(feedback: Feedback, body: str, *, by: User) -> Response:
    """Store an answer; the person sees it at once with the code, and by mail if they asked.

    Raises `Withdrawn` for a withdrawn item.
    """
    if feedback.state == State.WITHDRAWN:
        raise Withdrawn
    signed = ", ".join(filter(None, (by.name, by.job_title)))
    response = Response(
        feedback_id=feedback.id,
        body=body,
        language="en",
        written_by=by.id,
        signed=signed,
        written_at=utc_now(),
    )
    with writing():
        session().add(response)
        session().flush()
        tell_of_answer(feedback, response.id)
        record(staff(by.id), "respond", "feedback", feedback.id, response_id=response.id)
    wake("mails")
    return response
