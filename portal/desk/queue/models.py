"""Who works on an item, and the filters that people keep."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, UTCDateTime, text_length, utc_now

LONGEST_NAME = 80
LONGEST_QUERY = 1000


class Assignment(Base):
    """One item, one person who works on it. No row: nobody does.

    It is a table of its own so that taking an item is no edit of it: a colleague's open page does
    not become stale.
    """

    __tablename__ = "assignments"
    __table_args__ = (Index("ix_assignments_user_id", "user_id", "feedback_id"),)

    feedback_id: Mapped[int] = mapped_column(
        ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    assigned_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    assigned_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    assignee: Mapped[User] = relationship(foreign_keys=[user_id])


class SavedFilter(Base):
    """A filter of the queue under a name, for its owner or for everybody at the desk."""

    __tablename__ = "saved_filters"
    __table_args__ = (
        UniqueConstraint("owner_id", "name"),
        CheckConstraint("length(name) > 0", name="name_given"),
        text_length("name", LONGEST_NAME),
        text_length("query", LONGEST_QUERY),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    query: Mapped[str] = mapped_column(comment="the query string of the queue")
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    owner: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class DefaultFilter(Base):
    """The filter that the desk opens with for one person; their own or a shared one."""

    __tablename__ = "default_filters"
    __table_args__ = (Index("ix_default_filters_filter_id", "filter_id"),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    filter_id: Mapped[int] = mapped_column(ForeignKey("saved_filters.id", ondelete="CASCADE"))
