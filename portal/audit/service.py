"""Writing the trail."""

from typing import Any

from portal.audit.models import AuditEntry
from portal.db import writing

PERSON = "person"
SYSTEM = "system"


def staff(user_id: int) -> str:
    """The actor that stands for a member of staff."""
    return f"staff:{user_id}"


def record(actor: str, verb: str, subject: str, subject_id: int | str, **detail: Any) -> None:
    """Add one entry inside the transaction of the change it tells of.

    `detail` holds codes and ids only, never what people wrote.
    """
    with writing() as session:
        session.add(
            AuditEntry(
                actor=actor, verb=verb, subject=subject, subject_id=str(subject_id), detail=detail
            )
        )
