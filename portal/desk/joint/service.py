"""The verbs of joint answers: name the owner, give a part, ask for parts, send the answer."""

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.accounts.signals import account_deactivated
from portal.audit.service import SYSTEM, record, staff
from portal.db import session, utc_now, violated_constraint, writing
from portal.desk.joint.models import JointOwner, ReplyPart
from portal.desk.joint.notifications import tell_missing
from portal.desk.joint.queries import (
    answers_together,
    may_give_part,
    may_own,
    parts_mark,
    parts_of,
    services_missing,
    services_to_speak_for,
)
from portal.desk.models import Response
from portal.desk.responses import respond
from portal.feedback import further
from portal.feedback.models import Feedback
from portal.feedback.signals import feedback_withdrawn
from portal.jobs import wake
from portal.organisations.models import CareService
from portal.web.errors import Refused


class NotTogether(Refused):
    """There is nothing to answer together, or the joint answer is on its way."""

    sentence = _l(
        "No joint answer is asked for here: it is about one service, it was taken back, or the "
        "joint answer has been sent. Open the item to see where it stands."
    )


class NotYourPart(Refused):
    """The part of a service is written by those who answer for it."""

    sentence = _l(
        "Only somebody who answers for this service writes its part. Ask a colleague there, or "
        "your administrator to change the places you work for."
    )


class NotTheOwner(Refused):
    """One person gathers the joint answer."""

    sentence = _l(
        "Only the person who gathers the joint answer can do this. The item’s page says who it is."
    )


class NothingGathered(Refused):
    """An answer speaks for the services that gave their part."""

    sentence = _l(
        "No service has given its part yet, so there is nobody to speak for. Ask them for it first."
    )


class CannotOwn(Refused):
    """Whoever gathers the answer must be able to read the item and to answer."""

    sentence = _l(
        "This person cannot gather the joint answer: they may not answer, or work for none of "
        "these services. Choose somebody else."
    )


def name_owner(feedback: Feedback, to: User | None, *, seen: int, by: User) -> None:
    """Name who gathers the joint answer (None: nobody); `seen` is who did on the page, 0: nobody.

    Whoever is named is asked for nothing yet, but the services whose part is missing get a mail.
    Raises `CannotOwn`, `NotTogether`, and `StaleDataError` when a colleague named somebody
    meanwhile.
    """
    with writing() as db:
        _lock(feedback)
        row = db.get(JointOwner, feedback.id, populate_existing=True)
        if (row.user_id if row else 0) not in (seen, to.id if to else 0):
            raise StaleDataError("a colleague named somebody meanwhile")
        if to is not None and not may_own(to, feedback):
            raise CannotOwn
        if not answers_together(feedback):
            raise NotTogether
        _set_owner(feedback.id, row, to, by)
        if to is not None:
            tell_missing(feedback, services_missing(feedback, parts_of(feedback.id)))
    wake("mails")


def _set_owner(feedback_id: int, row: JointOwner | None, to: User | None, by: User) -> None:
    if (row.user_id if row else None) == (to.id if to else None):
        return
    if to is None:
        session().delete(row)
    elif row is None:
        session().add(JointOwner(feedback_id=feedback_id, user_id=to.id, named_by=by.id))
    else:
        row.owner, row.named_by, row.named_at = to, by.id, utc_now()
    record(staff(by.id), "name_owner", "feedback", feedback_id, to=to.id if to else None)


def give_part(
    feedback: Feedback, service: CareService, body: str, *, version: int, by: User
) -> None:
    """Write the part of one service, or write it anew; `version` is 0 for the first.

    Raises `NotYourPart`, `NotTogether`, and `StaleDataError` when a colleague wrote meanwhile.
    """
    if not may_give_part(by, service):
        raise NotYourPart
    try:
        with writing() as db:
            _check_asked(feedback, service)
            wanted = select(ReplyPart).filter_by(
                feedback_id=feedback.id, care_service_id=service.id
            )
            part = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
            if (part.version if part else 0) != version:
                raise StaleDataError("a colleague wrote this part meanwhile")
            words = {"body": body, "written_by": by.id, "written_at": utc_now()}
            if part is None:
                db.add(ReplyPart(feedback_id=feedback.id, care_service_id=service.id, **words))
            else:
                for name, value in words.items():
                    setattr(part, name, value)
            db.flush()
            record(staff(by.id), "give_part", "feedback", feedback.id, care_service_id=service.id)
    except IntegrityError as error:
        if violated_constraint(error) != "uq_reply_parts_feedback_id_care_service_id":
            raise
        raise StaleDataError("a colleague wrote this part meanwhile") from None


def _check_asked(feedback: Feedback, service: CareService) -> None:
    _lock(feedback)
    services = {one.service.id for one in further.involved(feedback)}
    if not answers_together(feedback) or service.id not in services:
        raise NotTogether


def ask_for_parts(feedback: Feedback, *, by: User) -> int:
    """Ask the services whose part is missing, at most once a day; returns how many mails.

    Raises `NotTheOwner` for anybody but the owner and moderators, and `NotTogether`.
    """
    owner = session().get(JointOwner, feedback.id)
    moderates = Permission.MODERATE in permissions_of(by.role_names)
    if not moderates and (owner is None or owner.user_id != by.id):
        raise NotTheOwner
    with writing():
        if not answers_together(feedback):
            raise NotTogether
        told = tell_missing(feedback, services_missing(feedback, parts_of(feedback.id)))
        record(staff(by.id), "ask_for_parts", "feedback", feedback.id, mails=told)
    wake("mails")
    return told


def answer_together(
    feedback: Feedback, body: str, *, parts: str, answered: int | None, by: User
) -> Response:
    """The owner sends the joint answer, once, for the services that gave their part.

    `parts` is what the owner's page showed of them. Raises `NotTheOwner`, `NotTogether`,
    `NothingGathered`, and `StaleDataError` when a part or an answer came meanwhile.
    """
    with writing() as db:
        _lock(feedback)
        given, owner = parts_of(feedback.id), db.get(JointOwner, feedback.id)
        if owner is None or owner.user_id != by.id or not may_own(by, feedback):
            raise NotTheOwner
        if not answers_together(feedback):
            raise NotTogether
        services = services_to_speak_for(feedback, given)
        if not services:
            raise NothingGathered
        if parts_mark(given) != parts:
            raise StaleDataError("a part was written meanwhile")
        return respond(feedback, body, by=by, answered=answered, speaks_for=services)


def remove_service(feedback: Feedback, further_id: int, *, by: User) -> None:
    """Take a further service out, and what it gave to the joint answer with it."""
    with writing() as db:
        row = further.find_further(feedback, further_id)
        if row is not None and row.care_service_id is not None:
            parts = delete(ReplyPart).where(ReplyPart.feedback_id == feedback.id)
            db.execute(parts.where(ReplyPart.care_service_id == row.care_service_id))
        further.remove_service(feedback, further_id, actor=staff(by.id))


def _lock(feedback: Feedback) -> None:
    """Whoever names, writes and sends about one story comes one after the other."""
    session().refresh(feedback, with_for_update={"of": Feedback})
    session().expire(feedback, ["further"])


@feedback_withdrawn.connect
def forget_parts(_app: Flask, feedback: Feedback) -> None:
    """Erase the words of parts, which may quote the person; who wrote and when stays."""
    parts = update(ReplyPart).where(ReplyPart.feedback_id == feedback.id)
    session().execute(parts.values(body="", version=ReplyPart.version + 1))


@account_deactivated.connect
def free_owned(_sender: object, user_id: int) -> None:
    """A leaver gathers nothing any more; inside the transaction that closes the account."""
    with writing() as db:
        mine = select(JointOwner.feedback_id).where(JointOwner.user_id == user_id)
        ids = db.scalars(mine.order_by(JointOwner.feedback_id)).all()
        db.execute(delete(JointOwner).where(JointOwner.user_id == user_id))
        for feedback_id in ids:
            record(SYSTEM, "free_owner", "feedback", feedback_id, of=user_id)
