"""The outbox."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from portal.db import Base, Sealed, UTCDateTime, hash_for_lookup, text_length, utc_now


class Mail(Base):
    """One mail to be sent, once. Without a mail server it stays here for staff to see."""

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("key"),
        text_length("body", 10_000),
        Index(
            "ix_mails_due",
            "next_try_at",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
        Index("ix_mails_recipient_hash", "recipient_hash"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), comment="one event, one mail: idempotency")
    recipient: Mapped[str] = mapped_column(Sealed)
    recipient_hash: Mapped[str | None] = mapped_column(String(64), comment="keyed")
    purpose: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    next_try_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(40))
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failure: Mapped[str | None] = mapped_column(String(200), comment="type of the last error")

    @validates("recipient")
    def _hash_recipient(self, _name: str, recipient: str) -> str:
        self.recipient_hash = hash_for_lookup(recipient)
        return recipient
