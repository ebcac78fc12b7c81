"""Loading organisations, sites, services, councils, partners and signposts from data files."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from portal.db import session, writing
from portal.organisations.importing import import_organisations
from portal.organisations.models import CareService, Council, Organisation, Partner, Signpost, Site
from portal.organisations.naming import fold
from portal.organisations.signposts import built_in

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
    """Add what ships with the portal; safe to repeat.

    What is there already stays as staff left it: renamed, closed or merged.
    """
    rows = _rows(DATA / "organisations.csv")
    import_organisations([r for r in rows if session().get(Organisation, r["code"]) is None])
    import_sites([r for r in _rows(DATA / "sites.csv") if session().get(Site, r["code"]) is None])
    with writing() as db:
        for row in _rows(DATA / "councils.csv"):
            db.merge(Council(**row))
        for row in _rows(DATA / "partners.csv"):
            dates = {k: _day(row.pop(k)) for k in ("valid_from", "valid_to")}
            if db.get(Partner, row["id"]) is None:
                db.add(Partner(**row, **dates))
        for signpost in built_in():
            if db.get(Signpost, signpost.id) is None:
                db.add(signpost)


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


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
                    valid_from=_day(row.get("valid_from") or ""),
                    valid_to=_day(row.get("valid_to") or ""),
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
    offer_whole_organisations()


def offer_whole_organisations() -> None:
    """An organisation without sites (ambulances, mental health) can be chosen as a whole."""
    with_sites = set(session().scalars(select(Site.organisation_code)))
    with_sites |= set(session().scalars(select(CareService.organisation_code)))
    for row in session().scalars(select(Organisation).where(Organisation.kind != "icb")).all():
        if row.code not in with_sites:
            load_service(NewService(row.code.lower(), row.code, row.name, "organisation"))


def load_service(new: NewService) -> CareService:
    """Add or update one service by its slug; returns the row."""
    with writing() as db:
        row = db.scalars(select(CareService).filter_by(slug=new.slug)).one_or_none()
        if row is None:
            row = CareService(slug=new.slug, organisation_code=new.organisation_code)
        row.site_code, row.name, row.kind, row.town = new.site_code, new.name, new.kind, new.town
        db.add(row)
        fold(row)
    return row
