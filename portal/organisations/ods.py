"""Codes of the Organisation Data Service, each with the days on which it is valid."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from portal.audit.service import record
from portal.db import session, writing
from portal.organisations.models import CareService, OdsCode, Organisation, Site
from portal.organisations.naming import Place, subject_of
from portal.organisations.places import PlaceRefused

#: capital letters and digits: 3 for a trust (RTD), 5 for a site (RTD01), 6 for a practice
FORM = re.compile(r"[A-Z0-9]{3,10}")


def tidy(typed: str) -> str:
    """A code as people type it, in the form in which it is kept."""
    return "".join(typed.split()).upper()


def _column(place: Place) -> str:
    if isinstance(place, CareService):
        return "care_service_id"
    return "site_code" if isinstance(place, Site) else "organisation_code"


def list_codes(place: Place) -> Sequence[OdsCode]:
    """The codes of a place, the newest first."""
    key = place.id if isinstance(place, CareService) else place.code
    wanted = select(OdsCode).filter_by(**{_column(place): key})
    return session().scalars(wanted.order_by(OdsCode.valid_from.desc(), OdsCode.id)).all()


def add_code(
    place: Place, typed: str, *, valid_from: date, valid_to: date | None, actor: str
) -> OdsCode:
    """Give a place an ODS code for some days. On each day a code stands for one place.

    Raises `PlaceRefused` with "code_form", "order" or "code_taken".
    """
    code = tidy(typed)
    if not FORM.fullmatch(code):
        raise PlaceRefused("code_form")
    if valid_to is not None and valid_to < valid_from:
        raise PlaceRefused("order")
    key = place.id if isinstance(place, CareService) else place.code
    with writing() as db:
        if _overlapping(code, valid_from, valid_to) is not None:
            raise PlaceRefused("code_taken")
        row = OdsCode(code=code, valid_from=valid_from, valid_to=valid_to, **{_column(place): key})
        db.add(row)
        db.flush()
        record(actor, "add_ods_code", *subject_of(place), code=code)
    return row


def _overlapping(code: str, valid_from: date, valid_to: date | None) -> OdsCode | None:
    wanted = select(OdsCode).where(
        OdsCode.code == code, or_(OdsCode.valid_to.is_(None), OdsCode.valid_to >= valid_from)
    )
    if valid_to is not None:
        wanted = wanted.where(OdsCode.valid_from <= valid_to)
    # the lock keeps two people on PostgreSQL from closing and adding the same code at once
    return session().scalars(wanted.order_by(OdsCode.id).limit(1).with_for_update()).first()


def end_code(row: OdsCode, *, valid_to: date, actor: str) -> None:
    """Say on which day a code is valid for the last time.

    Raises `PlaceRefused` with "order", or "ended" where it has a last day already.
    """
    if valid_to < row.valid_from:
        raise PlaceRefused("order")
    if row.valid_to is not None:
        raise PlaceRefused("ended")
    with writing():
        row.valid_to = valid_to
        record(actor, "end_ods_code", "ods_code", row.id, code=row.code)


def find_code(code_id: int) -> OdsCode | None:
    """One code with its days."""
    return session().get(OdsCode, code_id) if code_id < 2**31 else None


def find_by_ods(typed: str, on: date) -> Place | None:
    """The place that an ODS code stood for on a day; the portal's own key as a last resort."""
    db, code = session(), tidy(typed)
    if not FORM.fullmatch(code):
        return None
    wanted = select(OdsCode).where(
        OdsCode.code == code,
        OdsCode.valid_from <= on,
        or_(OdsCode.valid_to.is_(None), OdsCode.valid_to >= on),
    )
    row = db.scalars(wanted.order_by(OdsCode.id).limit(1)).first()
    if row is None:
        return db.get(Organisation, code) or db.get(Site, code)
    if row.organisation_code is not None:
        return db.get(Organisation, row.organisation_code)
    if row.site_code is not None:
        return db.get(Site, row.site_code)
    return db.get(CareService, row.care_service_id)
