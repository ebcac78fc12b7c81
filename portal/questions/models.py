"""What staff ask the person, and what the person answers: two tables, one answer to a question."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UTCDateTime, text_length, utc_now
from portal.feedback.models import MOST_CHARACTERS

MOST_QUESTION = 2000


class FollowUpQuestion(Base):
    """One question to the person. The words go when the person takes theirs back."""

    __tablename__ = "follow_up_questions"
    __table_args__ = (
        text_length("body", MOST_QUESTION),
        CheckConstraint(
            "(taken_back_by IS NULL) = (taken_back_at IS NULL)", name="taken_back_by_somebody"
        ),
        Index("ix_follow_up_questions_feedback_id", "feedback_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    body: Mapped[str]
    language: Mapped[str] = mapped_column(String(12))
    asked_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    signed: Mapped[str] = mapped_column(String(240), comment="name and role as shown")
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    taken_back_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answer: Mapped["FollowUpAnswer | None"] = relationship(lazy="joined")

    @property
    def waits(self) -> bool:
        """Whether the person may still answer it."""
        return bool(self.body) and self.answer is None and self.taken_back_at is None


class FollowUpAnswer(Base):
    """The person's answer. Its key is the question's, so that a second press stores nothing."""

    __tablename__ = "follow_up_answers"
    __table_args__ = (
        text_length("body", MOST_CHARACTERS),
        CheckConstraint("length(body) > 0", name="says_something"),
        CheckConstraint("(read_by IS NULL) = (read_at IS NULL)", name="read_by_somebody"),
        Index(
            "ix_follow_up_answers_unread",
            "question_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    question_id: Mapped[int] = mapped_column(
        ForeignKey(FollowUpQuestion.id, ondelete="CASCADE"), primary_key=True
    )
    body: Mapped[str]
    language: Mapped[str] = mapped_column(String(12))
    answered_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="cut to the hour")
    read_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
