"""The verbs of organisations, sites and care services: open, rename, close, merge, move.

Who did it is passed as the trail writes it ("staff:7"): accounts are known on a higher floor.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from portal.audit.service import record
from portal.db import session, writing
from portal.organisations.models import CareService, Council, Organisation, Site
from portal.organisations.naming import Place, fold, give_name, services_of, subject_of
from portal.organisations.queries import folded

P = TypeVar("P", Organisation, Site, CareService)
CODE = re.compile(r"[A-Z0-9]{3,10}")
LONGEST_CHAIN = 20


class PlaceRefused(ValueError):
    """A rule forbids the change; the message is a code that the form turns into a sentence."""


@dataclass(frozen=True)
class NewPlace:
    """What staff typed about a new organisation, site or service."""

    name: str
    kind: str = "other"
    code: str = ""
    town: str = ""
    organisation_code: str = ""
    site_code: str = ""
    council_code: str = ""
    valid_from: date | None = None


def add_organisation(new: NewPlace, *, actor: str) -> Organisation:
    """Add an organisation, offered as a whole until it has sites or services of its own.

    Raises `PlaceRefused` with "code_form" or "code_taken".
    """
    with writing() as db:
        _check_code(new.code, Organisation)
        row = Organisation(code=new.code, name=new.name, kind=new.kind, valid_from=new.valid_from)
        db.add(row)
        db.flush()
        if new.kind != "icb":
            _offer(new, row.code, None, "organisation")
        record(actor, "add", "organisation", row.code)
    return row


def add_site(new: NewPlace, *, actor: str) -> Site:
    """Add a site, which can be chosen as a service.

    Raises `PlaceRefused` with "code_form", "code_taken", "no_organisation" or "no_council".
    """
    with writing() as db:
        _check_code(new.code, Site)
        _check_parent(new.organisation_code, "")
        if new.council_code and db.get(Council, new.council_code) is None:
            raise PlaceRefused("no_council")
        row = Site(
            code=new.code,
            organisation_code=new.organisation_code,
            name=new.name,
            town=new.town,
            council_code=new.council_code or None,
            valid_from=new.valid_from,
        )
        db.add(row)
        db.flush()
        _offer(new, row.organisation_code, row.code, "site")
        record(actor, "add", "site", row.code, organisation=row.organisation_code)
    return row


def add_service(new: NewPlace, *, actor: str) -> CareService:
    """Add a care service. Raises `PlaceRefused` with "no_organisation" or "no_site"."""
    with writing():
        _check_parent(new.organisation_code, new.site_code)
        row = _offer(new, new.organisation_code, new.site_code or None, new.kind)
        record(actor, "add", "care_service", row.id, organisation=row.organisation_code)
    return row


def _offer(new: NewPlace, organisation: str, site: str | None, kind: str) -> CareService:
    row = CareService(
        slug=_free_slug(new.code.lower() or new.name),
        organisation_code=organisation,
        site_code=site,
        name=new.name,
        kind=kind,
        town=new.town,
        valid_from=new.valid_from,
    )
    session().add(row)
    fold(row)
    return row


def _free_slug(text: str) -> str:
    start = re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:60].strip("-") or "service"
    # a slug stands in addresses beside "new"
    start = f"{start}-1" if start == "new" else start
    taken = set(
        session().scalars(
            select(CareService.slug).where(CareService.slug.startswith(start, autoescape=True))
        )
    )
    tries = (start, *(f"{start}-{n}" for n in range(2, len(taken) + 3)))
    return next(slug for slug in tries if slug not in taken)


def _check_code(code: str, model: type[Organisation] | type[Site]) -> None:
    if not CODE.fullmatch(code):
        raise PlaceRefused("code_form")
    if session().get(model, code) is not None:
        raise PlaceRefused("code_taken")


def _check_parent(organisation_code: str, site_code: str) -> None:
    db = session()
    if db.get(Organisation, organisation_code) is None:
        raise PlaceRefused("no_organisation")
    site = db.get(Site, site_code) if site_code else None
    if site_code and (site is None or site.organisation_code != organisation_code):
        raise PlaceRefused("no_site")


def rename(place: Place, name: str, *, actor: str) -> None:
    """Call it `name` from today; the old name is kept and still finds it."""
    with writing():
        give_name(place, name)
        record(actor, "rename", *subject_of(place))


def set_dates(place: Place, *, valid_from: date | None, valid_to: date | None, actor: str) -> None:
    """Say from which day to which last day it is open.

    Raises `PlaceRefused` with "order", or "merged_open" where a merged place would open again.
    """
    if valid_from and valid_to and valid_to < valid_from:
        raise PlaceRefused("order")
    if place.merged_into is not None and valid_to is None:
        raise PlaceRefused("merged_open")
    with writing():
        place.valid_from, place.valid_to = valid_from, valid_to
        record(
            actor,
            "set_dates",
            *subject_of(place),
            valid_from=str(valid_from or ""),
            valid_to=str(valid_to or ""),
        )


def merge(old: P, into: P, *, last_day: date, actor: str) -> None:
    """Close `old` after `last_day` and say that `into` goes on with its work.

    Feedback and changes stay with the old one and are shown with both names.
    Raises `PlaceRefused` with "itself", "merged" (one of them went into another already),
    "closed" (the other closes first) or "order".
    """
    if old is into:
        raise PlaceRefused("itself")
    if old.merged_into is not None or into.merged_into is not None:
        raise PlaceRefused("merged")
    if into.valid_to is not None and into.valid_to <= last_day:
        raise PlaceRefused("closed")
    if old.valid_from is not None and last_day < old.valid_from:
        raise PlaceRefused("order")
    with writing() as db:
        old.valid_to = last_day
        old.merged_into = into
        db.flush()
        record(actor, "merge", *subject_of(old), into=subject_of(into)[1])


def unmerge(place: Place, *, actor: str) -> None:
    """Take back a merge that was a mistake; the last day stays until it is changed."""
    with writing():
        place.merged_into = None
        record(actor, "unmerge", *subject_of(place))


def successor(place: P) -> P | None:
    """Where the work goes on after all merges; None for a place that was never merged."""
    found, steps = place, 0
    while found.merged_into is not None and steps < LONGEST_CHAIN:
        found, steps = found.merged_into, steps + 1
    return None if found is place else found


def move_site(site: Site, organisation_code: str, *, actor: str) -> None:
    """Put a site under another organisation; its services go with it.

    Raises `PlaceRefused` with "no_organisation".
    """
    with writing():
        _check_parent(organisation_code, "")
        site.organisation_code = organisation_code
        for service in services_of(site):
            service.organisation_code = organisation_code
            fold(service)
        record(actor, "move", "site", site.code, organisation=organisation_code)


def move_service(
    service: CareService, organisation_code: str, site_code: str, *, actor: str
) -> None:
    """Put a service under another organisation and site (or none).

    Raises `PlaceRefused` with "no_organisation" or "no_site".
    """
    with writing():
        _check_parent(organisation_code, site_code)
        service.organisation_code, service.site_code = organisation_code, site_code or None
        fold(service)
        record(
            actor, "move", "care_service", service.id,
            organisation=organisation_code, site=site_code,
        )  # fmt: skip
