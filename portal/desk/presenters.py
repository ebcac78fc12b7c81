"""What the desk shows of a reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.audit.models import AuditEntry
from portal.audit.service import staff
from portal.desk.queries import staff_names
from portal.desk.words import POLARITIES
from portal.readings.models import Correction, Reading
from portal.strategy.catalogue import statement_text, theme_name


@dataclass(frozen=True)
class ReadingRow:
    """One label of a reading, with what people said of it."""

    label: str
    text: str
    polarity: str
    score: int
    evidence: str
    corrected: str | None


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
            str(POLARITIES[s.polarity]),
            round(s.score * 100),
            s.evidence,
            said.get(s.statement_id),
        )
        for s in reading.statements
    ]
