"""Who gives care, where, and who helps people to speak."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, text_length


def _dates_in_order() -> CheckConstraint:
    return CheckConstraint("valid_from <= valid_to", name="dates_in_order")


def _merged_is_closed(merged: str, key: str) -> tuple[CheckConstraint, CheckConstraint]:
    """What was merged has a last day, and was not merged into itself."""
    return (
        CheckConstraint(f"{merged} IS NULL OR valid_to IS NOT NULL", name="merged_is_closed"),
        CheckConstraint(f"{merged} <> {key}", name="merged_into_another"),
    )


class Organisation(Base):
    """A body with an ODS code (or a code of its own), and its first and last day."""

    __tablename__ = "organisations"
    __table_args__ = (_dates_in_order(), *_merged_is_closed("merged_into_code", "code"))

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    merged_into_code: Mapped[str | None] = mapped_column(ForeignKey("organisations.code"))
    merged_into: Mapped["Organisation | None"] = relationship(
        remote_side=[code], lazy="selectin", join_depth=1
    )


class Site(Base):
    """A place of an organisation."""

    __tablename__ = "sites"
    __table_args__ = (
        Index("ix_sites_organisation_code", "organisation_code"),
        _dates_in_order(),
        *_merged_is_closed("merged_into_code", "code"),
    )

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    organisation_code: Mapped[str] = mapped_column(ForeignKey("organisations.code"))
    name: Mapped[str] = mapped_column(String(200))
    town: Mapped[str] = mapped_column(String(80), default="")
    council_code: Mapped[str | None] = mapped_column(String(12))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None] = mapped_column(comment="the last day it is open")
    merged_into_code: Mapped[str | None] = mapped_column(ForeignKey("sites.code"))
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    merged_into: Mapped["Site | None"] = relationship(
        remote_side=[code], lazy="selectin", join_depth=1
    )


class CareService(Base):
    """What people call "the service": a ward, a clinic, a practice, an ambulance."""

    __tablename__ = "care_services"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index("ix_care_services_organisation_code", "organisation_code"),
        text_length("search_text", 1000),
        _dates_in_order(),
        *_merged_is_closed("merged_into_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80))
    organisation_code: Mapped[str] = mapped_column(ForeignKey("organisations.code"))
    site_code: Mapped[str | None] = mapped_column(ForeignKey("sites.code"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    town: Mapped[str] = mapped_column(String(80), default="")
    search_text: Mapped[str] = mapped_column(default="", comment="folded words of all its names")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None] = mapped_column(comment="the last day it is open")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("care_services.id"))
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    site: Mapped[Site | None] = relationship(lazy="joined")
    merged_into: Mapped["CareService | None"] = relationship(
        remote_side=[id], lazy="selectin", join_depth=1
    )


class OdsCode(Base):
    """A code that the Organisation Data Service gave, and the days on which it is valid."""

    __tablename__ = "ods_codes"
    __table_args__ = (
        _dates_in_order(),
        CheckConstraint(
            "(organisation_code IS NOT NULL AND site_code IS NULL AND care_service_id IS NULL)"
            " OR (organisation_code IS NULL AND site_code IS NOT NULL AND care_service_id IS NULL)"
            " OR (organisation_code IS NULL AND site_code IS NULL AND care_service_id IS NOT NULL)",
            name="of_one_place",
        ),
        UniqueConstraint("code", "valid_from"),
        # two open ends would overlap; other overlaps are refused by the service
        Index(
            "uq_ods_codes_open",
            "code",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
        Index("ix_ods_codes_organisation_code", "organisation_code"),
        Index("ix_ods_codes_site_code", "site_code"),
        Index("ix_ods_codes_care_service_id", "care_service_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    organisation_code: Mapped[str | None] = mapped_column(ForeignKey("organisations.code"))
    site_code: Mapped[str | None] = mapped_column(ForeignKey("sites.code"))
    care_service_id: Mapped[int | None] = mapped_column(ForeignKey("care_services.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(comment="the last day it is valid")


class FormerName(Base):
    """What an organisation, a site, a service or a partner was called up to a day."""

    __tablename__ = "former_names"
    __table_args__ = (Index("ix_former_names_subject", "subject", "subject_id", "used_until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    used_until: Mapped[date] = mapped_column(comment="the last day of the old name")


class Council(Base):
    """An upper-tier council: where safeguarding is referred."""

    __tablename__ = "councils"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    safeguarding_phone: Mapped[str] = mapped_column(String(40), default="")


class Partner(Base):
    """A body whose volunteers help people to give feedback; kinds and names change by law.

    `valid_to` is the last day on which it works with us.
    """

    __tablename__ = "partners"
    __table_args__ = (_dates_in_order(),)

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    area: Mapped[str] = mapped_column(String(120), default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Signpost(Base):
    """Where to get help now, with the day by which somebody checks that it still holds."""

    __tablename__ = "signposts"
    __table_args__ = (
        text_length("text", 500),
        CheckConstraint("NOT urgent OR phone <> ''", name="urgent_has_phone"),
    )

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    urgent: Mapped[bool] = mapped_column(default=False, comment="stands in the bar of every page")
    phone: Mapped[str] = mapped_column(String(20), default="")
    phone_shown: Mapped[str] = mapped_column(String(40), default="")
    sms: Mapped[str] = mapped_column(String(20), default="")
    url: Mapped[str] = mapped_column(String(300), default="")
    name: Mapped[str] = mapped_column(String(120))
    text: Mapped[str]
    translations: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="staff's own words: language to name and text"
    )
    review_on: Mapped[date]
    retired_on: Mapped[date | None] = mapped_column(comment="from this day on it is not shown")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
