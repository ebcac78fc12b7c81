"""Readings, their leases, and what people corrected."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UTCDateTime, text_length, utc_now, words_in
from portal.strategy.models import Statement, Theme


class ReadingState(StrEnum):
    """Where a reading stands."""

    WAITING = "waiting"
    READ = "read"
    ABSTAINED = "abstained"


class Polarity(StrEnum):
    """Whether the words say that a statement held."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    MIXED = "mixed"


class Reading(Base):
    """One source (a kind and an id), to be read once.

    The lease makes it safe to kill the worker: a reading whose lease ran out is taken again.
    """

    __tablename__ = "readings"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        words_in("state", ReadingState),
        CheckConstraint("sentiment BETWEEN -2 AND 2", name="sentiment_range"),
        CheckConstraint("risk BETWEEN 0 AND 2", name="risk_range"),
        CheckConstraint(
            "state <> 'abstained' OR abstained_reason IS NOT NULL", name="abstention_has_reason"
        ),
        Index(
            "ix_readings_waiting",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    source_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), default=ReadingState.WAITING)
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(40))
    attempts: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    model: Mapped[str | None] = mapped_column(String(80))
    language: Mapped[str | None] = mapped_column(String(12))
    sentiment: Mapped[int] = mapped_column(default=0)
    risk: Mapped[int] = mapped_column(default=0, comment="the rules' risk from the start")
    rules: Mapped[str] = mapped_column(String(400), default="", comment="ids of urgent rules")
    abstained_reason: Mapped[str | None] = mapped_column(String(40))
    statements: Mapped[list["ReadStatement"]] = relationship(
        cascade="all, delete-orphan", order_by="ReadStatement.statement_id"
    )
    themes: Mapped[list["ReadTheme"]] = relationship(
        cascade="all, delete-orphan", order_by="ReadTheme.theme_id"
    )


class ReadStatement(Base):
    """An I statement that the words speak to."""

    __tablename__ = "read_statements"
    __table_args__ = (
        words_in("polarity", Polarity),
        text_length("evidence", 1000),
        Index("ix_read_statements_statement_id", "statement_id"),
    )

    reading_id: Mapped[int] = mapped_column(
        ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True
    )
    statement_id: Mapped[str] = mapped_column(ForeignKey(Statement.id), primary_key=True)
    polarity: Mapped[str] = mapped_column(String(8))
    score: Mapped[float]
    evidence: Mapped[str] = mapped_column(default="")


class ReadTheme(Base):
    """A theme that the words speak to."""

    __tablename__ = "read_themes"
    __table_args__ = (
        words_in("polarity", Polarity),
        Index("ix_read_themes_theme_id", "theme_id"),
    )

    reading_id: Mapped[int] = mapped_column(
        ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[str] = mapped_column(ForeignKey(Theme.id), primary_key=True)
    polarity: Mapped[str] = mapped_column(String(8))
    score: Mapped[float]


class Correction(Base):
    """What a person says a reading should have been; kept beside it, by source and id."""

    __tablename__ = "reading_corrections"
    __table_args__ = (Index("ix_reading_corrections_source", "source", "source_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    source_id: Mapped[int]
    label: Mapped[str] = mapped_column(String(60), comment="statement, theme, sentiment, risk")
    value: Mapped[str] = mapped_column(String(20))
    corrected_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    corrected_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
