"""The complaint's own record beside the words."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base
from portal.feedback.models import Feedback


class ComplaintCase(Base):
    """When it must be acknowledged (SI 2009/309 reg 13) and whether it was."""

    __tablename__ = "complaint_cases"
    __table_args__ = (Index("ix_complaint_cases_acknowledge_by", "acknowledge_by"),)

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), primary_key=True)
    received_on: Mapped[date]
    acknowledge_by: Mapped[date]
    acknowledged_on: Mapped[date | None]
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    over_12_months: Mapped[bool] = mapped_column(
        default=False, comment="reg 12: flagged and looked at, never refused by the form"
    )
    feedback: Mapped[Feedback] = relationship(lazy="joined", innerjoin=True)
