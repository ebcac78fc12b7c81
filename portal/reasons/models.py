"""Reasons that staff added, and what they changed of those that came with the portal."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UTCDateTime, text_length, utc_now


class Reason(StrEnum):
    """The reasons that come with the portal. The person sees the sentence that belongs to it."""

    FIT_TO_PUBLISH = "fit_to_publish"
    IDENTIFIES_SOMEONE = "identifies_someone"
    ABUSE = "abuse"
    NOT_ABOUT_CARE = "not_about_care"
    LEGAL_PROCEEDINGS = "legal_proceedings"
    SAFEGUARDING = "safeguarding"
    DUPLICATE = "duplicate"


class ModerationReason(Base):
    """One reason of the organisation's own, or the dates of one that came with the portal.

    A reason is never deleted: decisions name it. It can be offered no longer.
    """

    __tablename__ = "moderation_reasons"
    __table_args__ = (
        text_length("staff_sentence", 200),
        text_length("person_sentence", 500),
        CheckConstraint("active_from <= active_to", name="dates_in_order"),
        # approving needs a reason on every day
        CheckConstraint(
            f"code <> '{Reason.FIT_TO_PUBLISH}' OR active_to IS NULL", name="approval_stays"
        ),
    )

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    built_in: Mapped[bool] = mapped_column(default=False)
    staff_sentence: Mapped[str] = mapped_column(default="", comment="empty: the portal's own")
    person_sentence: Mapped[str] = mapped_column(default="", comment="empty: the portal's own")
    active_from: Mapped[date | None]
    active_to: Mapped[date | None] = mapped_column(comment="the last day it is offered")
    changed_by: Mapped[str] = mapped_column(String(80), comment="as in the trail")
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
