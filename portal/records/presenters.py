"""What the page of the trail shows of an entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.audit.models import AuditEntry
from portal.i18n import LONDON


@dataclass(frozen=True)
class TrailRow:
    """One entry: its place in the chain, when, who, what, to which record."""

    sequence: int
    at: datetime
    clock: str
    who: str
    verb: str
    record: str
    detail: str


def trail_rows(entries: Iterable[AuditEntry], people: Mapping[str, str]) -> list[TrailRow]:
    """Entries with the name of whoever did it; an unknown actor shows as it is stored."""
    return [
        TrailRow(
            entry.sequence,
            entry.at,
            f"{entry.at.astimezone(LONDON):%H:%M:%S}",
            people.get(entry.actor, entry.actor),
            entry.verb,
            f"{entry.subject} {entry.subject_id}",
            ", ".join(f"{name}={value}" for name, value in sorted(entry.detail.items())),
        )
        for entry in entries
    ]
