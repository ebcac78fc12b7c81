"""Monthly counts, what of them may be published, and where a person drew new limits."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, UTCDateTime, text_length, utc_now, words_in


class Level(StrEnum):
    """Of what a count is: `elsewhere` is what was said of no known service."""

    SERVICE = "service"
    ELSEWHERE = "elsewhere"
    ORGANISATION = "organisation"
    REGION = "region"


class Source(StrEnum):
    """People's own answers, or what was read in their comments; they are never added up."""

    ANSWERS = "answers"
    COMMENTS = "comments"


def _counted() -> tuple[CheckConstraint, ...]:
    return (
        words_in("level", Level),
        words_in("source", Source),
        # readings of different models stand in rows of their own
        CheckConstraint("(source = 'answers') = (model = '')", name="comments_name_their_model"),
        CheckConstraint(
            "positive >= 0 AND mixed >= 0 AND negative >= 0 AND positive + mixed + negative > 0",
            name="counts_somebody",
        ),
    )


class _Counts:
    """Columns that all monthly counts have; `subject` is a statement, or a theme in comments."""

    level: Mapped[str] = mapped_column(String(12), primary_key=True)
    place: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment="id of a service, code of an organisation, or empty"
    )
    source: Mapped[str] = mapped_column(String(8), primary_key=True)
    model: Mapped[str] = mapped_column(String(80), primary_key=True, comment="of the reader")
    subject: Mapped[str] = mapped_column(String(60), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True, comment="its first day")
    positive: Mapped[int] = mapped_column(sort_order=2)
    mixed: Mapped[int] = mapped_column(sort_order=2)
    negative: Mapped[int] = mapped_column(sort_order=2)


class Tally(_Counts, Base):
    """How often a sentence held in one month, by place and source."""

    __tablename__ = "insight_tallies"
    __table_args__ = (
        *_counted(),
        Index("ix_insight_tallies_month", "level", "month", "place"),
        Index("ix_insight_tallies_subject", "level", "subject", "month"),
    )


class GroupTally(_Counts, Base):
    """The same for people who told us about themselves, by what they told."""

    __tablename__ = "insight_group_tallies"
    __table_args__ = (
        *_counted(),
        Index("ix_insight_group_tallies_month", "level", "month", "place"),
    )

    dimension: Mapped[str] = mapped_column(
        String(40), primary_key=True, sort_order=1, comment="what was asked"
    )
    group: Mapped[str] = mapped_column("grp", String(40), primary_key=True, sort_order=1)


class TallyMark(Base):
    """A month of a place whose counts may have changed, written with what changed them."""

    __tablename__ = "insight_marks"
    __table_args__ = (words_in("level", Level),)

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(20))
    month: Mapped[date | None] = mapped_column(comment="empty: every month")


class TallyCheck(Base):
    """When all counts were compared with what they are made from."""

    __tablename__ = "insight_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    months: Mapped[int] = mapped_column(comment="months that were compared")
    repaired: Mapped[int] = mapped_column(comment="months that were counted anew")


class PublishedPeriod(Base):
    """A half year that is over: which state of its counts the public figures are made from."""

    __tablename__ = "insight_periods"

    first_month: Mapped[date] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=1, comment="goes up with every change of counts")
    published_revision: Mapped[int] = mapped_column(default=0)
    smallest: Mapped[int] = mapped_column(default=0, comment="smallest number shown in it")


class PublishedFigure(Base):
    """A share that everybody may see. There is nothing in this table that may not be published."""

    __tablename__ = "insight_published"
    __table_args__ = (
        words_in("level", Level),
        words_in("source", Source),
        CheckConstraint("n >= 10 AND n % 5 = 0", name="rounded_and_not_small"),
        CheckConstraint(
            "0 <= low AND low <= percent AND percent <= high AND high <= 100", name="share_in_range"
        ),
        CheckConstraint("months IN (1, 6)", name="month_or_half_year"),
        CheckConstraint("dimension = '' OR months = 6", name="groups_by_half_year"),
        Index("ix_insight_published_subject", "subject", "first_month"),
    )

    level: Mapped[str] = mapped_column(String(12), primary_key=True)
    place: Mapped[str] = mapped_column(String(20), primary_key=True)
    source: Mapped[str] = mapped_column(String(8), primary_key=True)
    model: Mapped[str] = mapped_column(String(80), primary_key=True)
    subject: Mapped[str] = mapped_column(String(60), primary_key=True)
    dimension: Mapped[str] = mapped_column(String(40), primary_key=True, default="")
    group: Mapped[str] = mapped_column("grp", String(40), primary_key=True, default="")
    first_month: Mapped[date] = mapped_column(primary_key=True)
    months: Mapped[int] = mapped_column(primary_key=True)
    percent: Mapped[int]
    low: Mapped[int]
    high: Mapped[int]
    n: Mapped[int] = mapped_column(comment="to the nearest five")


class Rebase(Base):
    """A person says that a new level began: the limits of a chart are drawn anew from there."""

    __tablename__ = "insight_rebases"
    __table_args__ = (
        words_in("level", Level),
        words_in("source", Source),
        CheckConstraint("length(reason) > 0", name="reason_given"),
        text_length("reason", 1000),
        UniqueConstraint("level", "place", "source", "subject", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(60))
    month: Mapped[date] = mapped_column(comment="the first month of the new level")
    reason: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    maker: Mapped[User] = relationship(lazy="joined", innerjoin=True)
