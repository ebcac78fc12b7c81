"""Who is exporting right now."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UTCDateTime, utc_now


class RunningExport(Base):
    """The one export that a person has under way; the key allows no second."""

    __tablename__ = "running_exports"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    token: Mapped[str] = mapped_column(String(32), comment="which of two runs may end it")
    started_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
