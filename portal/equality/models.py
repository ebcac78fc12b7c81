"""Versions of the equality questions. What was published is never changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UTCDateTime, text_length, utc_now

#: stands under every question after a divider; it is no option that staff could take away
PREFER_NOT_TO_SAY = "prefer_not_to_say"


class QuestionSet(Base):
    """One version: a draft until it is published, then the one that is asked."""

    __tablename__ = "equality_versions"
    __table_args__ = (
        text_length("reason", 500),
        CheckConstraint(
            "published_at IS NULL OR published_by IS NOT NULL", name="published_by_somebody"
        ),
        CheckConstraint("draft = (published_at IS NULL)", name="draft_until_published"),
        # one draft at a time
        Index(
            "uq_equality_versions_draft",
            "draft",
            unique=True,
            sqlite_where=text("draft"),
            postgresql_where=text("draft"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft: Mapped[bool] = mapped_column(default=True)
    made_by: Mapped[str] = mapped_column(String(80), comment="as in the trail")
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    published_by: Mapped[str | None] = mapped_column(String(80))
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(default="")
    questions: Mapped[list["EqualityQuestion"]] = relationship(
        cascade="all, delete-orphan", order_by="EqualityQuestion.position", lazy="selectin"
    )


class EqualityQuestion(Base):
    """One question of one version; its code stays the same from version to version."""

    __tablename__ = "equality_questions"
    __table_args__ = (
        UniqueConstraint("version_id", "code"),
        text_length("text", 500),
        text_length("hint", 1000),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("equality_versions.id", ondelete="CASCADE"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    text: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    several: Mapped[bool] = mapped_column(default=False, comment="more than one answer")
    own_words: Mapped[bool] = mapped_column(default=False, comment="a field for own words")
    options: Mapped[list["EqualityOption"]] = relationship(
        cascade="all, delete-orphan", order_by="EqualityOption.position", lazy="selectin"
    )


class EqualityOption(Base):
    """One answer that can be chosen; "prefer not to say" is always there besides."""

    __tablename__ = "equality_options"
    __table_args__ = (
        UniqueConstraint("question_id", "code"),
        CheckConstraint(f"code <> '{PREFER_NOT_TO_SAY}'", name="never_instead_of_not_saying"),
        text_length("text", 200),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("equality_questions.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    heading: Mapped[str] = mapped_column(String(100), default="", comment="a group of options")
    text: Mapped[str]
