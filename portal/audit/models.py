"""The trail of changes, its newest end, and when it was last verified."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.audit.append_only import guard_table
from portal.db import Base, UTCDateTime, utc_now


class AuditEntry(Base):
    """One change: who, which verb, which record. Rows are only ever added.

    Triggers refuse UPDATE and DELETE; each row's hash covers the row before it, so that whoever
    gets round the triggers is found by `verify`.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        UniqueConstraint("sequence"),
        Index("ix_audit_entries_subject", "subject", "subject_id", "id"),
        Index("ix_audit_entries_actor", "actor", "sequence"),
        Index("ix_audit_entries_verb", "verb", "sequence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    actor: Mapped[str] = mapped_column(
        String(80), comment='"staff:7", "person" (holds the code), "system"'
    )
    verb: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, comment="codes and ids only, never people's words"
    )
    sequence: Mapped[int] = mapped_column(comment="1, 2, 3 … without a gap")
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), comment="keyed, over this row and the one before")


class AuditHead(Base):
    """Where the chain ends: without it nobody would miss the newest rows."""

    __tablename__ = "audit_heads"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64), comment="keyed, over sequence and hash")


class AuditCheck(Base):
    """One verification of the whole chain."""

    __tablename__ = "audit_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    entries: Mapped[int] = mapped_column(comment="how many rows were whole")
    broken_at: Mapped[int | None] = mapped_column(comment="the first row that is not; NULL: none")
    fault: Mapped[str | None] = mapped_column(String(20))


guard_table(AuditEntry.__table__)
