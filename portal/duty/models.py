"""Shifts, alarms, and what each member of staff wants to be told about."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, UTCDateTime, utc_now, words_in


class Frequency(StrEnum):
    """How soon somebody is told."""

    NEVER = "never"
    AT_ONCE = "at_once"
    DAILY = "daily"


class ScopeKind(StrEnum):
    """What an alert can be limited to."""

    SERVICE = "service"
    ORGANISATION = "organisation"
    THEME = "theme"


class Shift(Base):
    """Who is on duty for the red queue, and who stands in."""

    __tablename__ = "duty_shifts"
    __table_args__ = (
        CheckConstraint("ends_at > begins_at", name="shift_ends_after_it_begins"),
        CheckConstraint("deputy_id <> person_id", name="deputy_is_somebody_else"),
        Index("ix_duty_shifts_begins_at", "begins_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    begins_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    person: Mapped[User] = relationship(foreign_keys=[person_id], lazy="joined", innerjoin=True)
    deputy: Mapped[User | None] = relationship(foreign_keys=[deputy_id], lazy="joined")


class Alarm(Base):
    """One time that people were called because something urgent was unread."""

    __tablename__ = "alarms"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("number >= 1", name="alarm_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("urgent_calls.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(comment="1 calls the person on duty, later ones more")
    raised_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    told: Mapped[int] = mapped_column(default=0, comment="how many people were mailed")


class AlertPreference(Base):
    """What one member of staff wants to be told about, and how soon."""

    __tablename__ = "alert_preferences"
    __table_args__ = (
        words_in("frequency", Frequency),
        CheckConstraint("from_risk BETWEEN 0 AND 2", name="alert_risk_range"),
        CheckConstraint("from_severity BETWEEN 0 AND 5", name="alert_severity_range"),
    )

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    frequency: Mapped[str] = mapped_column(String(8))
    from_risk: Mapped[int]
    from_severity: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(12), default="en")
    since_on: Mapped[date] = mapped_column(comment="nothing older is told")
    digest_on: Mapped[date | None] = mapped_column(comment="the day of the last digest")
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    scopes: Mapped[list["AlertScope"]] = relationship(
        cascade="all, delete-orphan", order_by="AlertScope.id", lazy="selectin"
    )


class AlertScope(Base):
    """One service, organisation or theme; no row means everything."""

    __tablename__ = "alert_scopes"
    __table_args__ = (UniqueConstraint("user_id", "kind", "value"), words_in("kind", ScopeKind))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("alert_preferences.user_id", ondelete="CASCADE")
    )
    kind: Mapped[str] = mapped_column(String(12))
    value: Mapped[str] = mapped_column(String(60), comment="id of the service, code, or theme")


class Alert(Base):
    """Somebody was told of one item; told again only when it has become high since."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("user_id", "feedback_id", "high"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    high: Mapped[bool] = mapped_column(comment="risk 2 or severity 4 and more at that time")
    told_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
