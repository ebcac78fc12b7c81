"""An answer may be there before the person has said that the address is right."""

import re

from flask import Flask
from sqlalchemy import select

from portal.db import session
from portal.desk.responses import respond
from portal.feedback.notifications import confirm_address
from portal.notify.models import Mail
from tests.factories import make_feedback, make_staff


def test_an_answer_written_before_the_address_was_confirmed_is_told_of(context: Flask) -> None:
    contact = {"name": "", "email": "person@example.org", "phone": ""}
    feedback = make_feedback(contact=contact)
    respond(feedback, "Thank you.", by=make_staff("responder"))
    first = session().scalars(select(Mail)).one()
    token = re.search(r"/confirm-email/(\S+)", first.body)
    assert token and confirm_address(token[1])
    assert confirm_address(token[1])
    purposes = session().scalars(select(Mail.purpose).order_by(Mail.id)).all()
    assert purposes == ["confirm", "answer"]
