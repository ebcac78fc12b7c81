"""Themes and statements as rows, so that everything else can refer to them."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base


class Theme(Base):
    """One of the five strategic themes."""

    __tablename__ = "themes"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    code: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]


class Statement(Base):
    """One I statement. Culture and climate has none, and none is invented."""

    __tablename__ = "statements"
    __table_args__ = (Index("ix_statements_theme_id", "theme_id", "position"),)

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    theme_id: Mapped[str] = mapped_column(ForeignKey("themes.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(400), comment="word for word from the strategy")
