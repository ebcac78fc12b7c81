"""Loading organisations, sites, services, councils and partners from data files."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from portal.db import session, writing
from portal.organisations.models import CareService, Council, Organisation, Partner, Site
from portal.organisations.queries import folded

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class NewService:
    """A care service as a data file gives it."""

    slug: str
    organisation_code: str
    name: str
    kind: str
    site_code: str | None = None
    town: str = ""


def load_reference_data() -> None:
    """Load everything that ships with the portal; safe to repeat."""
    import_organisations(_rows(DATA / "organisations.csv"))
    import_sites(_rows(DATA / "sites.csv"))
    with writing() as db:
        for row in _rows(DATA / "councils.csv"):
            db.merge(Council(**row))
        for row in _rows(DATA / "partners.csv"):
            dates = {k: _day(row.pop(k)) for k in ("valid_from", "valid_to")}
            db.merge(Partner(**row, **dates))


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def import_organisations(rows: Iterable[dict[str, str]]) -> int:
    """Add or update organisations (code, name, kind, valid_from, valid_to); returns how many.

    Raises `ValueError` naming the code of a row that cannot be used; then none is imported.
    """
    found = [_organisation(row) for row in rows]
    with writing() as db:
        for organisation in found:
            db.merge(organisation)
    return len(found)


def _organisation(row: dict[str, str]) -> Organisation:
    code, name, kind = ((row.get(n) or "").strip() for n in ("code", "name", "kind"))
    if not code or not name:
        raise ValueError(f"an organisation needs a code and a name: {code!r}")
    # SQLite would keep what is too long, PostgreSQL would refuse it with an error of its own
    if len(code) > 12 or len(name) > 200 or len(kind) > 40:
        raise ValueError(f"the code, name or kind is too long: {code!r}")
    try:
        dates = {n: _day((row.get(n) or "").strip()) for n in ("valid_from", "valid_to")}
    except ValueError as error:
        raise ValueError(f"a date is not like 2026-03-31: {code!r}") from error
    return Organisation(code=code, name=name, kind=kind or "other", **dates)


def import_sites(rows: Iterable[dict[str, str]]) -> None:
    """Add or update sites; each site can be chosen as a service."""
    sites = list(rows)
    with writing() as db:
        for row in sites:
            db.merge(
                Site(
                    code=row["code"],
                    organisation_code=row["organisation_code"],
                    name=row["name"],
                    town=row["town"],
                    council_code=row["council_code"] or None,
                )
            )
    for row in sites:
        load_service(
            NewService(
                slug=row["code"].lower(),
                organisation_code=row["organisation_code"],
                name=row["name"],
                kind="site",
                site_code=row["code"],
                town=row["town"],
            )
        )
    _whole_organisations()


def _whole_organisations() -> None:
    """An organisation without sites (ambulances, mental health) can be chosen as a whole."""
    with_sites = set(session().scalars(select(Site.organisation_code)))
    for row in session().scalars(select(Organisation).where(Organisation.kind != "icb")).all():
        if row.code not in with_sites:
            load_service(NewService(row.code.lower(), row.code, row.name, "organisation"))


def load_service(new: NewService) -> CareService:
    """Add or update one service by its slug; returns the row."""
    with writing() as db:
        organisation = db.get_one(Organisation, new.organisation_code)
        site = db.get(Site, new.site_code) if new.site_code else None
        row = db.scalars(select(CareService).filter_by(slug=new.slug)).one_or_none()
        if row is None:
            row = CareService(slug=new.slug, organisation_code=new.organisation_code)
        row.site_code, row.name, row.kind, row.town = new.site_code, new.name, new.kind, new.town
        names = (new.name, new.town, organisation.name, site.name if site else "", new.kind)
        row.search_text = folded(" ".join(names))
        db.add(row)
        db.flush()
    return row
