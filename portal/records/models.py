"""Retention, legal holds, and what remains of something that was disposed of."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, UTCDateTime, text_length, utc_now, words_in
from portal.feedback.models import Feedback


class Retention(Base):
    """Which retention class one item is in, and when somebody looks whether it is still needed."""

    __tablename__ = "retentions"
    __table_args__ = (
        CheckConstraint("(starts_on IS NULL) = (review_on IS NULL)", name="review_follows_start"),
        text_length("reason", 1000),
        Index("ix_retentions_review_on", "review_on", "feedback_id"),
    )

    feedback_id: Mapped[int] = mapped_column(
        ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True
    )
    class_id: Mapped[str] = mapped_column(String(30), comment="a class of content/retention.toml")
    starts_on: Mapped[date | None] = mapped_column(comment="NULL: the period has not begun")
    review_on: Mapped[date | None]
    set_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id"), comment="who set it by hand; NULL: computed"
    )
    reason: Mapped[str] = mapped_column(default="", comment="why it was set by hand")
    feedback: Mapped[Feedback] = relationship(lazy="joined", innerjoin=True)


class LegalHold(Base):
    """A reason of law to keep one item: nothing of it is erased until the hold is lifted."""

    __tablename__ = "legal_holds"
    __table_args__ = (
        CheckConstraint("length(reason) > 0", name="has_reason"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted_by_somebody"),
        CheckConstraint(
            "lifted_at IS NULL OR length(coalesce(lift_reason, '')) > 0", name="lifted_with_reason"
        ),
        text_length("reason", 1000),
        text_length("lift_reason", 1000),
        Index(
            "ix_legal_holds_open",
            "feedback_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
        Index("ix_legal_holds_feedback_id", "feedback_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    reason: Mapped[str]
    set_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    lift_reason: Mapped[str | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    feedback: Mapped[Feedback] = relationship(lazy="joined", innerjoin=True)
    setter: Mapped[User] = relationship(foreign_keys=[set_by], lazy="joined", innerjoin=True)


class DisposalState(StrEnum):
    """How far a disposal is."""

    PROPOSED = "proposed"
    DISPOSED = "disposed"
    REFUSED = "refused"


class Disposal(Base):
    """One disposal. It outlives what was disposed of and holds no words of anybody."""

    __tablename__ = "disposals"
    __table_args__ = (
        words_in("state", DisposalState),
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_at_some_time"),
        CheckConstraint(
            "state <> 'disposed' OR decided_by <> proposed_by", name="needs_second_person"
        ),
        Index(
            "ix_disposals_open",
            "feedback_id",
            unique=True,
            sqlite_where=text("state <> 'refused'"),
            postgresql_where=text("state <> 'refused'"),
        ),
        Index("ix_disposals_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(
        ForeignKey("feedback.id"), comment="the row stays, emptied, for the counts"
    )
    kind: Mapped[str] = mapped_column(String(12))
    class_id: Mapped[str] = mapped_column(String(30))
    received_on: Mapped[date]
    review_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=DisposalState.PROPOSED)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    proposer: Mapped[User] = relationship(foreign_keys=[proposed_by], lazy="joined", innerjoin=True)
    decider: Mapped[User | None] = relationship(foreign_keys=[decided_by], lazy="joined")
    feedback: Mapped[Feedback] = relationship(lazy="joined", innerjoin=True)
