"""What somebody asks to be looked at again, and what came of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, UTCDateTime, text_length, utc_now, words_in
from portal.desk.models import Decision, PageReport
from portal.feedback.models import Feedback

MOST_WORDS = 5000
MOST_ANSWER = 1000


class AppealState(StrEnum):
    """Where an appeal stands. Upheld: the person was right, the decision is changed."""

    OPEN = "open"
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"
    WITHDRAWN = "withdrawn"


class Appeal(Base):
    """One wish for a second look: at a decision on one's own words, or at what a page shows.

    The constraints state the promises: one look for each decision, and never by whoever took or
    checked the decision.
    """

    __tablename__ = "appeals"
    __table_args__ = (
        UniqueConstraint("decision_id"),
        UniqueConstraint("report_id"),
        words_in("state", AppealState),
        CheckConstraint("(decision_id IS NULL) <> (report_id IS NULL)", name="one_cause"),
        CheckConstraint(
            "(state IN ('upheld', 'not_upheld')) = (decided_by IS NOT NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint("decided_by <> taken_by", name="not_by_who_decided"),
        CheckConstraint("decided_by <> checked_by", name="not_by_who_checked"),
        text_length("words", MOST_WORDS),
        text_length("answer", MOST_ANSWER),
        Index("ix_appeals_feedback_id", "feedback_id", "id"),
        Index(
            "ix_appeals_open",
            "urgent",
            "id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int | None] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("page_reports.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(10), default=AppealState.OPEN)
    urgent: Mapped[bool] = mapped_column(default=False, comment="about somebody who is named")
    words: Mapped[str] = mapped_column(default="", comment="a report keeps its own")
    language: Mapped[str] = mapped_column(String(12))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now, comment="to the hour")
    due_on: Mapped[date]
    taken_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id"), comment="who took the decision at issue"
    )
    checked_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id"), comment="who agreed to it as the second person"
    )
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answer: Mapped[str] = mapped_column(default="", comment="the person reads it")
    feedback: Mapped[Feedback | None] = relationship(lazy="joined")
    decision: Mapped[Decision | None] = relationship(lazy="joined")
    report: Mapped[PageReport | None] = relationship(lazy="joined")
    taker: Mapped[User | None] = relationship(foreign_keys=[taken_by], lazy="joined")
    decider: Mapped[User | None] = relationship(foreign_keys=[decided_by], lazy="joined")
