"""Who opened which distressing words."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UTCDateTime, utc_now


class Opening(Base):
    """One person took the second step to the words of one item; kept once, the first time."""

    __tablename__ = "openings"
    __table_args__ = (Index("ix_openings_user_id", "user_id", "opened_at"),)

    feedback_id: Mapped[int] = mapped_column(
        ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
