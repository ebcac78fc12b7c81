"""Finding services, organisations and partners."""

import unicodedata
from collections.abc import Sequence

from sqlalchemy import Select, select

from portal.db import session
from portal.organisations.models import CareService, Organisation, Partner

MOST_FOUND = 12


def folded(text: str) -> str:
    """Lower case without diacritics, as service names are kept for searching."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def search_services(query: str) -> Sequence[CareService]:
    """Services in whose names, site, organisation or town every typed word occurs."""
    words = folded(query[:100]).split()[:6]
    wanted = select(CareService).order_by(CareService.name, CareService.id).limit(MOST_FOUND)
    for word in words:
        wanted = wanted.where(CareService.search_text.contains(word, autoescape=True))
    return session().scalars(wanted).unique().all()


def find_service(slug: str) -> CareService | None:
    """The service of that slug."""
    if not (slug.isascii() and slug.isprintable()):  # PostgreSQL refuses NUL where SQLite does not
        return None
    return session().scalars(select(CareService).filter_by(slug=slug)).one_or_none()


def find_service_by_id(service_id: int) -> CareService | None:
    """The service of that id."""
    return session().get(CareService, service_id)


def list_services(among: Select[int] | None = None) -> Sequence[CareService]:
    """All services by name, or those whose ids `among` selects."""
    wanted = select(CareService).order_by(CareService.name, CareService.id)
    if among is not None:
        wanted = wanted.where(CareService.id.in_(among))
    return session().scalars(wanted).all()


def list_organisations() -> Sequence[Organisation]:
    """All organisations by name."""
    return session().scalars(select(Organisation).order_by(Organisation.name)).all()


def find_partner(partner_id: str) -> Partner | None:
    """The partner of that id."""
    return session().get(Partner, partner_id)
