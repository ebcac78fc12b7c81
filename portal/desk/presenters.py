"""What the desk shows of a reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.audit.models import AuditEntry
from portal.audit.service import staff
from portal.desk.models import Outcome
from portal.desk.queries import last_decision, staff_names
from portal.desk.words import DETAILS, POLARITIES
from portal.feedback.models import Feedback
from portal.feedback.queries import find_feedback
from portal.feedback.states import Channel, Kind, State
from portal.personal_details import find_details
from portal.readings.models import Correction, Reading
from portal.reasons.queries import ShownReason, find_reason
from portal.strategy.catalogue import statement_text, theme_name

#: more than this is a list of names; a person reads such a text from end to end
MOST_OFFERED = 60


@dataclass(frozen=True)
class ReadingRow:
    """One label of a reading, with what people said of it."""

    label: str
    text: str
    value: str
    polarity: str
    score: int
    evidence: str
    corrected: str | None


@dataclass(frozen=True)
class Found:
    """Words of the public text that may tell who somebody is."""

    words: str
    kind: str


def details_found(feedback: Feedback, text: str) -> list[Found]:
    """What to offer for taking out, each words once, in the order of the text."""
    if feedback.kind == Kind.COMPLAINT or feedback.channel == Channel.IMPORT:
        return []
    kinds: dict[str, str] = {}
    for detail in find_details(text)[:MOST_OFFERED]:
        kinds.setdefault(text[detail.start : detail.end], str(DETAILS[detail.kind]))
    return [Found(words, kind) for words, kind in kinds.items()]


def actor_names(entries: Sequence[AuditEntry]) -> dict[str, str]:
    """The names of the staff whom entries of the trail tell of, by actor ("staff:7")."""
    ids = {int(e.actor.partition(":")[2]) for e in entries if e.actor.startswith("staff:")}
    return {staff(ident): name for ident, name in staff_names(ids).items()}


def reading_rows(reading: Reading | None, corrections: Sequence[Correction]) -> list[ReadingRow]:
    """Themes first, then statements; the newest correction beside each."""
    if reading is None:
        return []
    said = {c.label: c.value for c in corrections}
    rows = [
        ReadingRow(
            t.theme_id,
            str(theme_name(t.theme_id)),
            t.polarity,
            str(POLARITIES[t.polarity]),
            round(t.score * 100),
            "",
            said.get(t.theme_id),
        )
        for t in reading.themes
    ]
    return rows + [
        ReadingRow(
            s.statement_id,
            str(statement_text(s.statement_id)),
            s.polarity,
            str(POLARITIES[s.polarity]),
            round(s.score * 100),
            s.evidence,
            said.get(s.statement_id),
        )
        for s in reading.statements
    ]


def shown_reason(feedback_id: int) -> ShownReason | None:
    """The reason why an item is held or declined; None for any other item."""
    feedback, decision = find_feedback(feedback_id), last_decision(feedback_id)
    if feedback is None or feedback.state not in (State.HELD, State.DECLINED):
        return None
    if decision is None or decision.outcome not in (Outcome.HOLD, Outcome.DECLINE):
        return None
    return find_reason(decision.reason)
