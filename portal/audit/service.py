"""Writing the trail."""

from typing import Any

from portal.audit.chain import append, link, plain
from portal.audit.models import AuditCheck, AuditEntry
from portal.audit.verification import Verdict
from portal.db import to_the_hour, utc_now, writing

PERSON = "person"
SYSTEM = "system"


def staff(user_id: int) -> str:
    """The actor that stands for a member of staff."""
    return f"staff:{user_id}"


def record(actor: str, verb: str, subject: str, subject_id: int | str, **detail: Any) -> None:
    """Add one entry inside the transaction of the change it tells of.

    `detail` holds codes and ids only, never what people wrote. The entry takes its place in the
    chain when that transaction commits.
    """
    # a person who is not signed in leaves no exact time, only the hour
    at = to_the_hour(utc_now()) if actor == PERSON else utc_now()
    with writing() as session:
        append(
            session,
            AuditEntry(
                at=at,
                actor=actor,
                verb=verb,
                subject=subject,
                subject_id=str(subject_id),
                detail=plain(detail),
            ),
        )


def settle() -> None:
    """Chain what this transaction recorded so far, so that it can be read before its end.

    For the few who need the number of an entry; wait for no other row after it.
    """
    with writing() as session:
        link(session)


def keep_check(verdict: Verdict) -> None:
    """Remember when the chain was verified and what was found."""
    with writing() as session:
        session.add(
            AuditCheck(entries=verdict.whole, broken_at=verdict.broken_at, fault=verdict.fault)
        )
