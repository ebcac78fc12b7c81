"""Who gives care, where, and who helps people to speak."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, text_length


class Organisation(Base):
    """A body with an ODS code (or a code of its own), and the dates it existed."""

    __tablename__ = "organisations"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Site(Base):
    """A place of an organisation."""

    __tablename__ = "sites"
    __table_args__ = (Index("ix_sites_organisation_code", "organisation_code"),)

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    organisation_code: Mapped[str] = mapped_column(ForeignKey("organisations.code"))
    name: Mapped[str] = mapped_column(String(200))
    town: Mapped[str] = mapped_column(String(80), default="")
    council_code: Mapped[str | None] = mapped_column(String(12))
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class CareService(Base):
    """What people call "the service": a ward, a clinic, a practice, an ambulance."""

    __tablename__ = "care_services"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index("ix_care_services_organisation_code", "organisation_code"),
        text_length("search_text", 1000),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80))
    organisation_code: Mapped[str] = mapped_column(ForeignKey("organisations.code"))
    site_code: Mapped[str | None] = mapped_column(ForeignKey("sites.code"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    town: Mapped[str] = mapped_column(String(80), default="")
    search_text: Mapped[str] = mapped_column(default="", comment="folded words of all its names")
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    site: Mapped[Site | None] = relationship(lazy="joined")


class Council(Base):
    """An upper-tier council: where safeguarding is referred."""

    __tablename__ = "councils"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    safeguarding_phone: Mapped[str] = mapped_column(String(40), default="")


class Partner(Base):
    """A body whose volunteers help people to give feedback; kinds and names change by law."""

    __tablename__ = "partners"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    area: Mapped[str] = mapped_column(String(120), default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
