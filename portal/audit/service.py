"""Writing the trail."""

from typing import Any

from portal.audit.models import AuditEntry
from portal.db import to_the_hour, utc_now, writing

PERSON = "person"
SYSTEM = "system"


def staff(user_id: int) -> str:
    """The actor that stands for a member of staff."""
    return f"staff:{user_id}"


def record(actor: str, verb: str, subject: str, subject_id: int | str, **detail: Any) -> None:
    """Add one entry inside the transaction of the change it tells of.

    `detail` holds codes and ids only, never what people wrote.
    """
    # a person who is not signed in leaves no exact time, only the hour
    at = to_the_hour(utc_now()) if actor == PERSON else utc_now()
    with writing() as session:
        session.add(
            AuditEntry(
                at=at,
                actor=actor,
                verb=verb,
                subject=subject,
                subject_id=str(subject_id),
                detail=detail,
            )
        )
