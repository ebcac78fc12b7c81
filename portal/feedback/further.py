"""Stories over several services: which played a part, in the order of the story."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm.exc import StaleDataError

from portal.audit.service import record
from portal.db import session, writing
from portal.feedback.models import MOST_FURTHER, Feedback, FurtherService
from portal.feedback.states import Channel, Kind
from portal.i18n import today
from portal.organisations.models import CareService
from portal.web.errors import Refused


class AlreadyInvolved(Refused):
    """A service stands in a story once."""

    sentence = _l("This service is part of the story already. Choose another one.")


class TooManyServices(Refused):
    """A story names so many services at most."""

    sentence = _l(
        "A story can name 6 further services at most. Take one out first, then add the other."
    )


@dataclass(frozen=True)
class Involved:
    """One known service of a story, and the day since which it is one."""

    service: CareService
    since: date


def involved(feedback: Feedback) -> list[Involved]:
    """The known services of a story: the main one first, then the further ones in order."""
    main = feedback.care_service
    found = [Involved(main, feedback.received_on)] if main else []
    return found + [Involved(r.care_service, r.added_on) for r in feedback.further
                    if r.care_service is not None]  # fmt: skip


def is_journey(feedback: Feedback) -> bool:
    """Whether several services can answer together.

    A complaint has its own way (SI 2009/309), and nobody answers an imported comment.
    """
    shared = feedback.kind != Kind.COMPLAINT and feedback.channel != Channel.IMPORT
    return shared and len(involved(feedback)) > 1


def add_service(feedback: Feedback, care_service_id: int, *, actor: str) -> None:
    """Staff add a service at the end. Raises `AlreadyInvolved` and `TooManyServices`."""
    with writing():
        _lock(feedback)
        _check_new(feedback, care_service_id)
        if len(feedback.further) >= MOST_FURTHER:
            raise TooManyServices
        feedback.further.append(
            FurtherService(
                position=len(feedback.further) + 1,
                care_service_id=care_service_id,
                service_text="",
                added_on=today(),
            )
        )
        record(actor, "add_service", "feedback", feedback.id, care_service_id=care_service_id)


def find_further(feedback: Feedback, further_id: int) -> FurtherService | None:
    """One of the further services of the item."""
    return next((row for row in feedback.further if row.id == further_id), None)


def remove_service(feedback: Feedback, further_id: int, *, actor: str) -> None:
    """Staff take a further service out, those behind it move up; one that is gone stays so."""
    with writing():
        _lock(feedback)
        row = find_further(feedback, further_id)
        if row is None:
            return
        record(
            actor, "remove_service", "feedback", feedback.id, care_service_id=row.care_service_id
        )
        _take_out(feedback, row)


def match_further(feedback: Feedback, further_id: int, care_service_id: int, *, actor: str) -> None:
    """Staff say which service the person's words mean.

    Raises `AlreadyInvolved`, and `StaleDataError` when a colleague took them out or set another.
    """
    with writing():
        _lock(feedback)
        row = find_further(feedback, further_id)
        if row is None or row.care_service_id is not None:
            raise StaleDataError("a colleague changed this service meanwhile")
        _check_new(feedback, care_service_id)
        row.care_service_id, row.added_on = care_service_id, today()
        record(actor, "match_further", "feedback", feedback.id, care_service_id=care_service_id)


def forget_further(feedback: Feedback, care_service_id: int) -> None:
    """Take this service out of the further ones, inside the transaction that makes it main."""
    for row in [r for r in feedback.further if r.care_service_id == care_service_id]:
        _take_out(feedback, row)


def _take_out(feedback: Feedback, row: FurtherService) -> None:
    feedback.further.remove(row)
    # it goes before the others move up: two never stand at one place
    session().flush()
    for position, kept in enumerate(feedback.further, start=1):
        kept.position = position
        session().flush()


def _lock(feedback: Feedback) -> None:
    """Two who change the services of one story come one after the other."""
    session().refresh(feedback, with_for_update={"of": Feedback})
    session().expire(feedback, ["further", "care_service"])


def _check_new(feedback: Feedback, care_service_id: int) -> None:
    known = {feedback.care_service_id, *(row.care_service_id for row in feedback.further)}
    if care_service_id in known:
        raise AlreadyInvolved
