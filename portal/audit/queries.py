"""Reading the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, String, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.audit.models import AuditCheck, AuditEntry
from portal.db import session

PAGE = 50


@dataclass(frozen=True)
class TrailFilter:
    """What somebody who reads the trail asked for; empty means anything."""

    actor: str = ""
    verb: str = ""
    subject: str = ""
    subject_id: str = ""
    since: datetime | None = None
    before: datetime | None = None


def list_entries(subject: str, subject_id: int | str) -> Sequence[AuditEntry]:
    """All entries about one record, oldest first."""
    wanted = select(AuditEntry).where(
        AuditEntry.subject == subject, AuditEntry.subject_id == str(subject_id)
    )
    return session().scalars(wanted.order_by(AuditEntry.id)).all()


def list_trail(wanted: TrailFilter, *, older_than: int | None = None) -> Sequence[AuditEntry]:
    """The trail, newest first, from below one sequence on; at most one more than a page."""
    query = select(AuditEntry)
    for column, value in (
        (AuditEntry.actor, wanted.actor),
        (AuditEntry.verb, wanted.verb),
        (AuditEntry.subject, wanted.subject),
        (AuditEntry.subject_id, wanted.subject_id),
    ):
        if value:
            query = query.where(column == value)
    if wanted.since:
        query = query.where(AuditEntry.at >= wanted.since)
    if wanted.before:
        query = query.where(AuditEntry.at < wanted.before)
    if older_than is not None:
        query = query.where(AuditEntry.sequence < older_than)
    return session().scalars(query.order_by(AuditEntry.sequence.desc()).limit(PAGE + 1)).all()


def list_names() -> tuple[Sequence[str], Sequence[str]]:
    """The verbs and the kinds of record that the trail knows, by name."""
    verbs, subjects = (
        session().scalars(select(column).distinct().order_by(column)).all()
        for column in (AuditEntry.verb, AuditEntry.subject)
    )
    return verbs, subjects


def last_check() -> AuditCheck | None:
    """The newest verification of the chain."""
    return session().scalars(select(AuditCheck).order_by(AuditCheck.id.desc()).limit(1)).first()


def newest_entry(
    subject: str, ident: InstrumentedAttribute[int], wanted: ColumnElement[bool]
) -> ScalarSelect[int | None]:
    """The id of the newest entry about each row of another query that `wanted` describes."""
    about = AuditEntry.subject == subject, AuditEntry.subject_id == cast(ident, String)
    return select(func.max(AuditEntry.id)).where(*about, wanted).scalar_subquery()
