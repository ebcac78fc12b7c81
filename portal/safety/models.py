"""Severity, safeguarding, hand-overs, candour, and what is urgent and unread."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, UTCDateTime, text_length, utc_now, words_in
from portal.feedback.models import Feedback
from portal.organisations.models import Council, Organisation

MOST_WORDS = 5000
#: from here on the duty of candour question is put
ASKS_CANDOUR = 3
#: from here on it cannot wait until the next working day
HIGH = 4


class AtRisk(StrEnum):
    """Whom safeguarding is about: adults and children have different law and teams."""

    ADULT = "adult"
    CHILD = "child"


class Decided(StrEnum):
    """What was decided about safeguarding."""

    REFERRED = "referred"
    DISCUSSED = "discussed"
    NO_REFERRAL = "no_referral"


class Candour(StrEnum):
    """Whether it could be a notifiable safety incident."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class Cause(StrEnum):
    """Why an item cannot wait."""

    RISK = "risk"
    SEVERITY = "severity"


class Severity(Base):
    """How severe the worst statement of one item is, as one person judged it.

    The newest row counts; earlier ones stay. It is never averaged and never public.
    """

    __tablename__ = "severities"
    __table_args__ = (
        CheckConstraint("severity BETWEEN 0 AND 5", name="severity_range"),
        CheckConstraint("length(reason) > 0", name="severity_says_why"),
        text_length("reason", MOST_WORDS),
        Index("ix_severities_feedback_id", "feedback_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    severity: Mapped[int]
    reason: Mapped[str]
    judged_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    judged_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    judge: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Referral(Base):
    """One entry about safeguarding. It stays; a correction is a new entry that names it.

    No cascade: an item with an entry cannot be deleted from under it.
    """

    __tablename__ = "safeguarding_referrals"
    __table_args__ = (
        UniqueConstraint("corrects_id"),
        words_in("at_risk", AtRisk),
        words_in("decided", Decided),
        CheckConstraint(
            "decided <> 'referred' OR council_code IS NOT NULL", name="referral_names_council"
        ),
        CheckConstraint("length(why) > 0", name="referral_says_why"),
        text_length("why", MOST_WORDS),
        Index("ix_safeguarding_referrals_feedback_id", "feedback_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("safeguarding_referrals.id"))
    council_code: Mapped[str | None] = mapped_column(ForeignKey("councils.code"))
    at_risk: Mapped[str] = mapped_column(String(5))
    decided: Mapped[str] = mapped_column(String(12))
    why: Mapped[str]
    council_reference: Mapped[str] = mapped_column(String(80), default="")
    decided_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    council: Mapped[Council | None] = relationship(lazy="joined")
    decider: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    feedback: Mapped[Feedback] = relationship(lazy="joined", innerjoin=True)


class HandOver(Base):
    """A possible safety event given to the provider, who records it (LFPSE) and answers."""

    __tablename__ = "safety_hand_overs"
    __table_args__ = (
        CheckConstraint("length(why) > 0", name="hand_over_says_why"),
        CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL)", name="hand_over_closed_by_somebody"
        ),
        text_length("why", MOST_WORDS),
        Index("ix_safety_hand_overs_feedback_id", "feedback_id", "id"),
        Index(
            "ix_safety_hand_overs_open",
            "id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    organisation_code: Mapped[str] = mapped_column(ForeignKey("organisations.code"))
    why: Mapped[str]
    provider_reference: Mapped[str] = mapped_column(
        String(80), default="", comment="the provider's own record, such as an LFPSE number"
    )
    handed_over_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    handed_over_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    giver: Mapped[User] = relationship(foreign_keys=[handed_over_by], lazy="joined", innerjoin=True)
    feedback: Mapped[Feedback] = relationship(lazy="joined", innerjoin=True)
    answers: Mapped[list["HandOverAnswer"]] = relationship(
        order_by="HandOverAnswer.id", lazy="selectin"
    )


class HandOverAnswer(Base):
    """What the provider told us back, one row for each time."""

    __tablename__ = "safety_hand_over_answers"
    __table_args__ = (
        CheckConstraint("length(told_back) > 0", name="answer_says_something"),
        text_length("told_back", MOST_WORDS),
        Index("ix_safety_hand_over_answers_hand_over_id", "hand_over_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hand_over_id: Mapped[int] = mapped_column(ForeignKey("safety_hand_overs.id"))
    told_back: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    recorder: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class CandourAnswer(Base):
    """Could it be a notifiable safety incident (2014 Regulations, reg 20)? The newest counts."""

    __tablename__ = "candour_answers"
    __table_args__ = (
        words_in("answer", Candour),
        CheckConstraint("length(why) > 0", name="candour_says_why"),
        text_length("why", MOST_WORDS),
        Index("ix_candour_answers_feedback_id", "feedback_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    answer: Mapped[str] = mapped_column(String(8))
    why: Mapped[str]
    provider_told_on: Mapped[date | None]
    answered_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    answerer: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class UrgentCall(Base):
    """Something urgent waits for a person to read it; closed when somebody says they did."""

    __tablename__ = "urgent_calls"
    __table_args__ = (
        UniqueConstraint("feedback_id", "news_id"),
        words_in("cause", Cause),
        CheckConstraint("(opened_at IS NULL) = (opened_by IS NULL)", name="opened_by_somebody"),
        Index(
            "ix_urgent_calls_unread",
            "id",
            sqlite_where=text("opened_at IS NULL"),
            postgresql_where=text("opened_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    news_id: Mapped[int] = mapped_column(comment="entry of the trail up to which it is known")
    cause: Mapped[str] = mapped_column(String(8))
    since_at: Mapped[datetime] = mapped_column(
        UTCDateTime, comment="cut to the hour once it is read: an exact time could point to someone"
    )
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    feedback: Mapped[Feedback] = relationship(lazy="joined", innerjoin=True)
    opener: Mapped[User | None] = relationship(lazy="joined")
