"""Possible safety events go to the provider, who records them in its own system (LFPSE, PSIRF).

Nothing is sent by itself: a person hands over and writes down to whom and why.
"""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import session, utc_now, writing
from portal.feedback.models import Feedback
from portal.organisations.models import Organisation
from portal.safety.models import HandOver, HandOverAnswer
from portal.safety.queries import list_hand_overs
from portal.web.errors import Refused


class Closed(Refused):
    """The hand-over is closed."""

    sentence = _l("This hand-over is closed already. If there is news, hand the event over again.")


def find_organisation(code: str) -> Organisation | None:
    """The organisation of that code."""
    if not (code.isascii() and code.isprintable()):  # PostgreSQL refuses NUL, SQLite does not
        return None
    return session().scalars(select(Organisation).filter_by(code=code)).one_or_none()


def organisation_of(feedback: Feedback) -> str:
    """The code of the provider that the item is about; empty where nobody knows."""
    if feedback.care_service is not None:
        return feedback.care_service.organisation_code
    return feedback.organisation_code or ""


def hand_over(
    feedback: Feedback, organisation: Organisation, reference: str, why: str, *, by: User
) -> HandOver:
    """Keep that a possible safety event was given to the provider.

    The same hand-over sent twice is kept once.
    """
    with writing() as db:
        newest = next(iter(list_hand_overs(feedback.id)), None)
        if newest and (newest.organisation_code, newest.why, newest.handed_over_by) == (
            organisation.code, why, by.id
        ):  # fmt: skip
            return newest
        row = HandOver(
            feedback_id=feedback.id,
            organisation_code=organisation.code,
            provider_reference=reference,
            why=why,
            handed_over_by=by.id,
        )
        db.add(row)
        db.flush()
        detail = {"hand_over": row.id, "organisation": organisation.code}
        record(staff(by.id), "hand_over_safety_event", "feedback", feedback.id, **detail)
    return row


def record_answer(row: HandOver, reference: str, told_back: str, *, by: User) -> None:
    """Keep what the provider told us back, and its reference when it gave one.

    The same answer sent twice is kept once. Raises `Closed` when the hand-over is closed.
    """
    with writing() as db:
        db.refresh(row, with_for_update={"of": HandOver})
        if row.closed_at:
            raise Closed("hand over")
        newest = row.answers[-1] if row.answers else None
        if newest and (newest.told_back, newest.recorded_by) == (told_back, by.id):
            return
        row.answers.append(HandOverAnswer(told_back=told_back, recorded_by=by.id))
        row.provider_reference = reference or row.provider_reference
        record(staff(by.id), "record_provider_answer", "feedback", row.feedback_id,
               hand_over=row.id)  # fmt: skip


def close(row: HandOver, reference: str, told_back: str, *, by: User) -> None:
    """Keep the last answer and close the hand-over. Raises `Closed` when it is closed."""
    with writing():
        record_answer(row, reference, told_back, by=by)
        row.closed_at, row.closed_by = utc_now(), by.id
        record(staff(by.id), "close_hand_over", "feedback", row.feedback_id, hand_over=row.id)
