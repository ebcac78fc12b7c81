"""What is known about the help, never about the person."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, words_in


class Wording(StrEnum):
    """Whose words were typed."""

    OWN_WORDS = "own_words"
    AS_TOLD = "as_told"


class AssistedEntry(Base):
    """Who helped with one piece of feedback, and that the person agreed to it."""

    __tablename__ = "assisted_entries"
    __table_args__ = (
        words_in("wording", Wording),
        CheckConstraint("consent_given", name="consent_given"),
    )

    feedback_id: Mapped[int] = mapped_column(
        ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True
    )
    helper_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"))
    wording: Mapped[str] = mapped_column(String(10))
    interpreter: Mapped[bool] = mapped_column(default=False)
    consent_given: Mapped[bool]
