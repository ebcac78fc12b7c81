"""Starts of replies with gaps that have names."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UTCDateTime, text_length, utc_now, words_in
from portal.feedback.states import Kind
from portal.strategy.models import Theme


class ReplyTemplate(Base):
    """A start for a reply to one kind of feedback (or any), about one theme (or any)."""

    __tablename__ = "reply_templates"
    __table_args__ = (
        words_in("kind", Kind),
        text_length("body", 5000),
        CheckConstraint("length(body) > 0", name="body_given"),
        Index("ix_reply_templates_language", "language", "name", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str | None] = mapped_column(String(12), comment="empty: any kind")
    theme_id: Mapped[str | None] = mapped_column(ForeignKey(Theme.id), comment="empty: any theme")
    language: Mapped[str] = mapped_column(String(12))
    body: Mapped[str] = mapped_column(comment="gaps like {service}")
    active: Mapped[bool] = mapped_column(default=True)
    changed_by: Mapped[str] = mapped_column(String(80), comment="as in the trail")
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
