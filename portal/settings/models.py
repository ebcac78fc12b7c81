"""What was set, from which day, by whom and why. Rows are only ever added."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UTCDateTime, text_length, utc_now
from portal.settings.registry import FIXED

_listed = ", ".join(f"'{name}'" for name in FIXED)


class SettingChange(Base):
    """One value of one setting from a day on; the newest row of a day counts."""

    __tablename__ = "setting_changes"
    __table_args__ = (
        # SI 2009/309: no organisation may give itself more time
        CheckConstraint(f"name NOT IN ({_listed})", name="law_stays"),
        text_length("reason", 500),
        Index("ix_setting_changes_name", "name", "effective_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    value: Mapped[int]
    effective_on: Mapped[date]
    set_by: Mapped[str] = mapped_column(String(80), comment="as in the trail")
    set_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    reason: Mapped[str]
