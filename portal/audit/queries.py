"""Reading the trail."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.db import session


def list_entries(subject: str, subject_id: int | str) -> Sequence[AuditEntry]:
    """All entries about one record, oldest first."""
    wanted = select(AuditEntry).where(
        AuditEntry.subject == subject, AuditEntry.subject_id == str(subject_id)
    )
    return session().scalars(wanted.order_by(AuditEntry.id)).all()
