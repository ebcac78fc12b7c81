"""Reading the trail."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, ScalarSelect, String, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.audit.models import AuditEntry
from portal.db import session


def list_entries(subject: str, subject_id: int | str) -> Sequence[AuditEntry]:
    """All entries about one record, oldest first."""
    wanted = select(AuditEntry).where(
        AuditEntry.subject == subject, AuditEntry.subject_id == str(subject_id)
    )
    return session().scalars(wanted.order_by(AuditEntry.id)).all()


def newest_entry(
    subject: str, ident: InstrumentedAttribute[int], wanted: ColumnElement[bool]
) -> ScalarSelect[int | None]:
    """The id of the newest entry about each row of another query that `wanted` describes."""
    about = AuditEntry.subject == subject, AuditEntry.subject_id == cast(ident, String)
    return select(func.max(AuditEntry.id)).where(*about, wanted).scalar_subquery()
