"""The reasons as they stand on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.db import session
from portal.i18n import today
from portal.reasons.models import ModerationReason, Reason
from portal.reasons.words import FOR_PERSON, FOR_STAFF


@dataclass(frozen=True)
class ShownReason:
    """A reason with its sentences in the language of the page.

    `own_words`: staff wrote the person's sentence, so it is in English on every page.
    """

    code: str
    built_in: bool
    for_staff: str
    for_person: str
    active_from: date | None
    active_to: date | None
    own_words: bool

    def active(self, day: date) -> bool:
        """Whether it is offered on `day`."""
        begun = self.active_from is None or self.active_from <= day
        return begun and (self.active_to is None or day <= self.active_to)


def list_reasons() -> list[ShownReason]:
    """All reasons: the portal's own in their order, then those of staff by code."""
    rows = {row.code: row for row in session().scalars(select(ModerationReason))}
    own = sorted(code for code in rows if code not in set(Reason))
    return [_shown(code, rows.get(code)) for code in (*(str(r) for r in Reason), *own)]


def _shown(code: str, row: ModerationReason | None) -> ShownReason:
    built_in = code in set(Reason)
    staff = str(FOR_STAFF[Reason(code)]) if built_in else code
    person = str(FOR_PERSON[Reason(code)]) if built_in else ""
    return ShownReason(
        code=code,
        built_in=built_in,
        for_staff=(row.staff_sentence if row else "") or staff,
        for_person=(row.person_sentence if row else "") or person,
        active_from=row.active_from if row else None,
        active_to=row.active_to if row else None,
        own_words=bool(row and row.person_sentence),
    )


def list_active_reasons(on: date | None = None) -> Sequence[ShownReason]:
    """The reasons that a form offers on a day, today if none is named."""
    day = on or today()
    return [reason for reason in list_reasons() if reason.active(day)]


def find_reason(code: str) -> ShownReason | None:
    """One reason, offered today or not; None for an unknown code."""
    row = session().get(ModerationReason, code) if code.isprintable() else None
    return _shown(code, row) if row is not None or code in set(Reason) else None


def reason_for_staff(code: str) -> str:
    """The sentence that staff see; the code where nobody knows it."""
    found = find_reason(code)
    return found.for_staff if found else code


def own_sentences(code: str) -> tuple[str, str]:
    """What staff wrote for staff and for the person; empty where the portal's own is used."""
    row = session().get(ModerationReason, code)
    return (row.staff_sentence, row.person_sentence) if row else ("", "")
