"""Adding, wording and retiring reasons."""

import re
from datetime import date

from portal.audit.service import record
from portal.db import utc_now, writing
from portal.reasons.models import ModerationReason, Reason
from portal.reasons.queries import find_reason

CODE = re.compile(r"[a-z][a-z0-9_]{2,19}")


class ReasonRefused(ValueError):
    """A rule forbids the change; the message is a code that the form turns into a sentence."""


def add_reason(
    code: str, *, for_staff: str, for_person: str, active_from: date | None, actor: str
) -> None:
    """Add a reason that moderators can choose. Raises `ReasonRefused`: "code_form", "code_taken".

    The code stays for ever: decisions name it.
    """
    if not CODE.fullmatch(code):
        raise ReasonRefused("code_form")
    with writing() as db:
        if find_reason(code) is not None:
            raise ReasonRefused("code_taken")
        db.add(
            ModerationReason(
                code=code,
                staff_sentence=for_staff,
                person_sentence=for_person,
                active_from=active_from,
                changed_by=actor,
            )
        )
        record(actor, "add", "moderation_reason", code)


def change_reason(
    code: str,
    *,
    for_staff: str,
    for_person: str,
    active_from: date | None,
    active_to: date | None,
    actor: str,
) -> None:
    """Word a reason anew, or say from which to which day it is offered.

    A reason that came with the portal keeps its own translated sentence where nothing is given.
    Raises `ReasonRefused` with "unknown", "order", "words" or "approval" (approving needs one).
    """
    found = find_reason(code)
    if found is None:
        raise ReasonRefused("unknown")
    if active_from and active_to and active_to < active_from:
        raise ReasonRefused("order")
    if code == Reason.FIT_TO_PUBLISH and (active_to or active_from):
        raise ReasonRefused("approval")
    if not found.built_in and not (for_staff and for_person):
        raise ReasonRefused("words")
    with writing() as db:
        row = db.get(ModerationReason, code)
        if row is None:
            row = ModerationReason(code=code, built_in=True, changed_by=actor)
            db.add(row)
        row.staff_sentence, row.person_sentence = for_staff, for_person
        row.active_from, row.active_to = active_from, active_to
        row.changed_by, row.changed_at = actor, utc_now()
        record(actor, "change", "moderation_reason", code)
