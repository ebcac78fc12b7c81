"""Changes and the feedback they came from."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, UTCDateTime, text_length, utc_now, words_in
from portal.feedback.models import Feedback
from portal.organisations.models import CareService
from portal.strategy.models import Statement, Theme


class ChangeState(StrEnum):
    """How far the change is."""

    LISTENING = "listening"
    PLANNED = "planned"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"


class Change(Base):
    """You said, we did, what happens next. Published by a second person."""

    __tablename__ = "changes"
    __table_args__ = (
        words_in("state", ChangeState),
        CheckConstraint(
            "state <> 'not_possible' OR length(why_not) > 0", name="not_possible_says_why"
        ),
        CheckConstraint(
            "published_at IS NULL OR approved_by IS NOT NULL", name="published_needs_second"
        ),
        text_length("you_said", 5000),
        text_length("we_did", 5000),
        text_length("next_steps", 5000),
        text_length("why_not", 5000),
        Index(
            "ix_changes_published",
            "published_at",
            "id",
            sqlite_where=text("published_at IS NOT NULL"),
            postgresql_where=text("published_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(14))
    language: Mapped[str] = mapped_column(String(12), default="en")
    you_said: Mapped[str]
    we_did: Mapped[str] = mapped_column(default="")
    next_steps: Mapped[str] = mapped_column(default="")
    why_not: Mapped[str] = mapped_column(default="")
    care_service_id: Mapped[int] = mapped_column(ForeignKey("care_services.id"))
    theme_id: Mapped[str] = mapped_column(ForeignKey(Theme.id))
    statement_id: Mapped[str | None] = mapped_column(ForeignKey(Statement.id))
    written_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    version: Mapped[int] = mapped_column(default=1)
    care_service: Mapped[CareService] = relationship(lazy="joined", innerjoin=True)
    writer: Mapped[User] = relationship(foreign_keys=[written_by], lazy="joined", innerjoin=True)
    events: Mapped[list["ChangeEvent"]] = relationship(
        cascade="all, delete-orphan", order_by="ChangeEvent.id"
    )

    __mapper_args__ = {"version_id_col": version}


class ChangeEvidence(Base):
    """One piece of feedback behind one change."""

    __tablename__ = "change_evidence"
    __table_args__ = (Index("ix_change_evidence_feedback_id", "feedback_id"),)

    change_id: Mapped[int] = mapped_column(
        ForeignKey("changes.id", ondelete="CASCADE"), primary_key=True
    )
    feedback_id: Mapped[int] = mapped_column(
        ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True
    )
    told_at: Mapped[datetime | None] = mapped_column(
        UTCDateTime, comment="when a mail was queued for the person, if one was wanted"
    )
    feedback: Mapped[Feedback] = relationship()


class ChangeEvent(Base):
    """One step in a change's history."""

    __tablename__ = "change_events"
    __table_args__ = (
        words_in("state", ChangeState),
        Index("ix_change_events_change_id", "change_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("changes.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(14))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
