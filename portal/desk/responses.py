"""Answers to people."""

from collections.abc import Sequence

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.audit.service import record, staff
from portal.db import session, utc_now, writing
from portal.desk.joint.models import SpokenFor
from portal.desk.joint.queries import answers_together
from portal.desk.models import Response
from portal.desk.notifications import tell_of_answer
from portal.desk.queries import count_answers_by, count_responses
from portal.desk.starts import STAFF_LANGUAGE
from portal.feedback.models import Feedback
from portal.feedback.signals import feedback_withdrawn
from portal.feedback.states import State
from portal.jobs import wake
from portal.organisations.models import CareService
from portal.settings import value
from portal.web.errors import Refused

MOST_REASON = 1000


class Withdrawn(Refused):
    """The person took their words back; nobody answers them."""

    sentence = _l("The person took their words back, so there is nothing to answer any more.")


class NotYoursToCheck(Refused):
    """Nobody lets their own answer out, and no answer goes out twice."""

    sentence = _l(
        "A colleague has to read this answer: not the person who wrote it. If somebody has read "
        "it already, the item’s page says what they decided."
    )


def must_be_read(by: User) -> bool:
    """Whether a second person reads an answer of `by` first: the first ones that went out, as
    many as `first_replies_checked` says today.

    Accounts of the demo are nobody's first day.
    """
    return not by.demo and count_answers_by(by.id) < value("first_replies_checked")


class TogetherFirst(Refused):
    """Several services owe the person one joint answer before any of them writes alone."""

    sentence = _l(
        "Several services answer this together. Write the part of your service on the item’s "
        "page; one person puts the joint answer together and sends it."
    )


def respond(
    feedback: Feedback,
    body: str,
    *,
    by: User,
    language: str = STAFF_LANGUAGE,
    answered: int | None = None,
    speaks_for: Sequence[CareService] = (),
) -> Response:
    """Store an answer; the person sees it with the code, and by mail if they asked.

    It waits for a second person while `must_be_read`. `answered` is the number of answers that
    the writer's page showed; `speaks_for` are the services of a joint answer. Raises `Withdrawn`
    for a withdrawn item, `TogetherFirst` where a joint answer is owed, and `StaleDataError` when
    a colleague answered meanwhile.
    """
    if feedback.state == State.WITHDRAWN:
        raise Withdrawn
    if not speaks_for and answers_together(feedback):
        raise TogetherFirst
    with writing() as db:
        if answered is not None and count_responses(feedback.id) != answered:
            raise StaleDataError("a colleague answered meanwhile")
        response = Response(
            feedback_id=feedback.id,
            body=body,
            language=language,
            written_by=by.id,
            signed=", ".join(filter(None, (by.name, by.job_title))),
            written_at=utc_now(),
            waiting=must_be_read(by),
            joint=bool(speaks_for),
        )
        db.add(response)
        db.flush()
        db.add_all(
            SpokenFor(response_id=response.id, care_service_id=service.id, position=position)
            for position, service in enumerate(speaks_for, start=1)
        )
        record(staff(by.id), "respond", "feedback", feedback.id, response_id=response.id)
        if not response.waiting:
            tell_of_answer(feedback, response.id)
    wake("mails")
    return response


def may_check(response: Response, user: User) -> bool:
    """Whether `user` may read this answer as the second person."""
    allowed = Permission.CHECK_SECOND in permissions_of(user.role_names)
    return response.waiting and allowed and user.id != response.written_by


def let_out(feedback: Feedback, response: Response, *, by: User) -> None:
    """A second person lets the answer go to the person. Raises `NotYoursToCheck`."""
    with writing():
        session().refresh(response)
        if feedback.state == State.WITHDRAWN:
            raise Withdrawn
        if not may_check(response, by):
            raise NotYoursToCheck
        response.waiting, response.checked_by, response.checked_at = False, by.id, utc_now()
        record(staff(by.id), "let_answer_out", "feedback", feedback.id, response_id=response.id)
        session().flush()
        tell_of_answer(feedback, response.id)
    wake("mails")


def give_back(feedback: Feedback, response: Response, reason: str, *, by: User) -> None:
    """A second person gives the answer back to its writer with a reason of 1 to 1,000 characters.

    It never goes out; the writer sends a new one. Raises `NotYoursToCheck`.
    """
    with writing():
        session().refresh(response)
        if not may_check(response, by):
            raise NotYoursToCheck
        response.waiting, response.checked_by, response.checked_at = False, by.id, utc_now()
        response.given_back = reason
        record(staff(by.id), "give_answer_back", "feedback", feedback.id, response_id=response.id)


@feedback_withdrawn.connect
def forget_answers(_app: Flask, feedback: Feedback) -> None:
    """Erase the words of answers, which may quote the person; who answered and when stays."""
    answers = update(Response).where(Response.feedback_id == feedback.id)
    session().execute(answers.values(body="", waiting=False))
    session().execute(answers.where(Response.given_back.is_not(None)).values(given_back=""))
