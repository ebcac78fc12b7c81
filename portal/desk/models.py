"""Decisions, answers, notes, and reports about pages."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, Sealed, UTCDateTime, text_length, utc_now, words_in
from portal.reasons.models import Reason

__all__ = ["Decision", "Note", "Outcome", "PageReport", "Reason", "Response", "Wrong"]


class Outcome(StrEnum):
    """What a moderator decided."""

    APPROVE = "approve"
    REDACT = "redact"
    HOLD = "hold"
    DECLINE = "decline"


class Decision(Base):
    """One decision on one item. It stays; a later one does not overwrite it."""

    __tablename__ = "decisions"
    __table_args__ = (
        words_in("outcome", Outcome),
        # which reasons there are is data of the organisation; `decide` knows them
        CheckConstraint("length(reason) > 0", name="reason_given"),
        text_length("public_text", 30_000),
        Index("ix_decisions_feedback_id", "feedback_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    outcome: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(String(20))
    public_text: Mapped[str | None] = mapped_column(comment="as this decision would publish it")
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    needs_second: Mapped[bool] = mapped_column(default=False)
    second_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    second_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    agreed: Mapped[bool | None]
    maker: Mapped[User] = relationship(foreign_keys=[made_by], lazy="joined", innerjoin=True)
    second: Mapped[User | None] = relationship(foreign_keys=[second_by], lazy="joined")


class Response(Base):
    """An answer to the person; public beside the story once that is published."""

    __tablename__ = "responses"
    __table_args__ = (
        text_length("body", 10_000),
        text_length("given_back", 1000),
        CheckConstraint("NOT waiting OR checked_by IS NULL", name="waits_for_nobody_twice"),
        CheckConstraint("checked_by <> written_by", name="read_by_somebody_else"),
        Index("ix_responses_feedback_id", "feedback_id", "id"),
        Index("ix_responses_written_by", "written_by", "id"),
        # several services answer together once; what was given back never went out
        Index(
            "uq_responses_one_joint",
            "feedback_id",
            unique=True,
            sqlite_where=text("joint AND given_back IS NULL"),
            postgresql_where=text("joint AND given_back IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    body: Mapped[str]
    language: Mapped[str] = mapped_column(String(12))
    written_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    signed: Mapped[str] = mapped_column(String(240), comment="name and role as shown")
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    waiting: Mapped[bool] = mapped_column(default=False, comment="a second person reads it first")
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    given_back: Mapped[str | None] = mapped_column(comment="why it never went out")
    joint: Mapped[bool] = mapped_column(default=False, comment="of several services together")
    writer: Mapped[User] = relationship(foreign_keys=[written_by], lazy="joined", innerjoin=True)


class Note(Base):
    """A private note between colleagues; part of a subject access request."""

    __tablename__ = "notes"
    __table_args__ = (
        text_length("body", 5000),
        Index("ix_notes_feedback_id", "feedback_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    body: Mapped[str]
    written_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    author: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Wrong(StrEnum):
    """What somebody says is wrong with a page."""

    OUT_OF_DATE = "out_of_date"
    ABOUT_ME = "about_me"
    OFFENSIVE = "offensive"
    CANNOT_USE = "cannot_use"
    OTHER = "other"


class PageReport(Base):
    """Somebody says that something is wrong with a page, with an experience or an answer on it."""

    __tablename__ = "page_reports"
    __table_args__ = (
        text_length("body", 5000),
        words_in("wrong", Wrong),
        CheckConstraint("response_id IS NULL OR feedback_id IS NOT NULL", name="answer_of_an_item"),
        Index("ix_page_reports_feedback_id", "feedback_id"),
        Index("ix_page_reports_response_id", "response_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wrong: Mapped[str] = mapped_column(String(12), default=Wrong.OTHER)
    feedback_id: Mapped[int | None] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    response_id: Mapped[int | None] = mapped_column(ForeignKey("responses.id", ondelete="CASCADE"))
    contact: Mapped[str | None] = mapped_column(
        Sealed, comment="address of who reports; erased once it is dealt with"
    )
    page: Mapped[str] = mapped_column(String(300), default="")
    body: Mapped[str]
    language: Mapped[str] = mapped_column(String(12))
    reported_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    dealt_with_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
