"""What is kept of sign-ins, of links that open an account, and of access reviews."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, UTCDateTime, utc_now, words_in


class Purpose(StrEnum):
    """What a link in a mail is for."""

    INVITE = "invite"
    RESET = "reset"


class UserSession(Base):
    """One sign-in on one computer; the cookie holds a key, this row its hash."""

    __tablename__ = "user_sessions"
    __table_args__ = (
        UniqueConstraint("key_hash"),
        CheckConstraint("seen_at >= created_at", name="seen_after_created"),
        Index("ix_user_sessions_user_id", "user_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    key_hash: Mapped[str] = mapped_column(String(64))
    agent: Mapped[str] = mapped_column(String(20), comment="family of the browser, no version")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="to the minute")
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class AccountLink(Base):
    """A link in a mail that lets somebody choose a password, once."""

    __tablename__ = "account_links"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        words_in("purpose", Purpose),
        CheckConstraint("expires_at > created_at", name="expires_after_created"),
        Index("ix_account_links_user_id", "user_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(6))
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, comment="used or revoked")
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class AccessReview(Base):
    """Somebody looked whether a person still needs their access, and said so."""

    __tablename__ = "access_reviews"
    __table_args__ = (
        CheckConstraint("user_id <> reviewed_by", name="by_somebody_else"),
        Index("ix_access_reviews_user_id", "user_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    reviewed_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    needed: Mapped[bool]
    reviewed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    reviewer: Mapped[User] = relationship(foreign_keys=[reviewed_by], lazy="joined")
