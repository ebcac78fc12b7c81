"""Opportunities to be involved."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, text_length


class Opportunity(Base):
    """One way to take part, in plain words."""

    __tablename__ = "opportunities"
    __table_args__ = (text_length("summary", 2000),)

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str]
    for_whom: Mapped[str] = mapped_column(String(400), default="")
    time_asked: Mapped[str] = mapped_column(String(200), default="")
    payment: Mapped[str] = mapped_column(String(300), default="")
    how: Mapped[str] = mapped_column(String(500), default="")
    open: Mapped[bool] = mapped_column(default=True)
