"""Who gathers a joint answer, what each service gave to it, and for whom an answer speaks."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, UTCDateTime, text_length, utc_now
from portal.organisations.models import CareService

LONGEST_PART = 3000


class JointOwner(Base):
    """The member of staff who gathers the joint answer to one item. No row: nobody does."""

    __tablename__ = "joint_owners"
    __table_args__ = (Index("ix_joint_owners_user_id", "user_id", "feedback_id"),)

    feedback_id: Mapped[int] = mapped_column(
        ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    named_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    named_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    owner: Mapped[User] = relationship(foreign_keys=[user_id], lazy="joined", innerjoin=True)


class ReplyPart(Base):
    """What one service gives to the joint answer: for colleagues only until that has gone out."""

    __tablename__ = "reply_parts"
    __table_args__ = (
        UniqueConstraint("feedback_id", "care_service_id"),
        text_length("body", LONGEST_PART),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    care_service_id: Mapped[int] = mapped_column(ForeignKey("care_services.id"))
    body: Mapped[str]
    written_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
    version: Mapped[int] = mapped_column(default=1, comment="two people editing one part")
    writer: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}


class SpokenFor(Base):
    """One of the services that an answer speaks for, in the order of the story."""

    __tablename__ = "response_services"
    __table_args__ = (UniqueConstraint("response_id", "position"),)

    response_id: Mapped[int] = mapped_column(
        ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True
    )
    care_service_id: Mapped[int] = mapped_column(ForeignKey("care_services.id"), primary_key=True)
    position: Mapped[int]
    care_service: Mapped[CareService] = relationship(lazy="joined", innerjoin=True)
