"""Finding services, organisations and partners."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, or_, select

from portal.db import session
from portal.i18n import today
from portal.organisations.models import CareService, Organisation, Partner, Signpost, Site
from portal.web.folding import plain_letters

MOST_FOUND = 12
Dated = Organisation | Site | CareService | Partner


def folded(text: str) -> str:
    """Plain letters, as service names are kept for searching."""
    return " ".join(plain_letters(text).split())


def is_open(place: Dated, day: date) -> bool:
    """Whether it is open on `day`, by its own dates alone; the last day counts."""
    begun = place.valid_from is None or place.valid_from <= day
    return begun and (place.valid_to is None or day <= place.valid_to)


def _open(model: type[Dated], day: date) -> ColumnElement[bool]:
    begun = or_(model.valid_from.is_(None), model.valid_from <= day)
    return begun & or_(model.valid_to.is_(None), model.valid_to >= day)


def search_services(query: str, on: date | None = None) -> Sequence[CareService]:
    """Services in whose names, site, organisation or town every typed word occurs.

    Only those are offered that are open on `on` (today) together with site and organisation.
    """
    words, day = folded(query[:100]).split()[:6], on or today()
    wanted = select(CareService).where(
        _open(CareService, day),
        CareService.organisation.has(_open(Organisation, day)),
        or_(CareService.site_code.is_(None), CareService.site.has(_open(Site, day))),
    )
    wanted = wanted.order_by(CareService.name, CareService.id).limit(MOST_FOUND)
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
    """All services by name, or those whose ids `among` selects; closed and merged ones too: what
    was said of them stays.
    """
    wanted = select(CareService).order_by(CareService.name, CareService.id)
    if among is not None:
        wanted = wanted.where(CareService.id.in_(among))
    return session().scalars(wanted).all()


def list_service_names() -> Sequence[Row[str, str]]:
    """The slug and the name of every service, by name: all that a list of choices needs."""
    wanted = select(CareService.slug, CareService.name).order_by(CareService.name, CareService.id)
    return session().execute(wanted).all()


def list_organisations() -> Sequence[Organisation]:
    """All organisations by name."""
    return session().scalars(select(Organisation).order_by(Organisation.name)).all()


def list_partners() -> Sequence[Partner]:
    """All partners by name."""
    return session().scalars(select(Partner).order_by(Partner.name, Partner.id)).all()


def find_places(codes: Sequence[str]) -> tuple[list[str], list[int], list[str]]:
    """The codes of sites, the ids of services, and the codes that nobody knows."""
    db, sites, services, unknown = session(), [], [], []
    for code in dict.fromkeys(codes):
        service = find_service(code.lower()[:80])
        usable = code.isascii() and code.isprintable() and len(code) <= 12
        site = db.get(Site, code.upper()) if usable else None
        if site is not None:
            sites.append(site.code)
        elif service is not None:
            services.append(service.id)
        else:
            unknown.append(code)
    return sites, services, unknown


def find_partner(partner_id: str) -> Partner | None:
    """The partner of that id."""
    return session().get(Partner, partner_id)


_FIRST_URGENT = (Signpost.urgent.desc(), Signpost.position, Signpost.id)


def _in_use(on: date) -> ColumnElement[bool]:
    return or_(Signpost.retired_on.is_(None), Signpost.retired_on > on)


def list_signposts() -> Sequence[Signpost]:
    """Where to get help now, the urgent first; none is left out because of its review date."""
    wanted = select(Signpost).where(_in_use(today())).order_by(*_FIRST_URGENT)
    return session().scalars(wanted).all()


def list_every_signpost() -> Sequence[Signpost]:
    """All of them, the urgent first and those that are not shown any more last."""
    order = (Signpost.retired_on.is_not(None), *_FIRST_URGENT)
    return session().scalars(select(Signpost).order_by(*order)).all()


def find_signpost(signpost_id: str) -> Signpost | None:
    """The signpost of that id."""
    return session().get(Signpost, signpost_id)


def list_signposts_due(on: date) -> Sequence[Signpost]:
    """Signposts in use whose review date is before `on`: somebody has to check them."""
    wanted = select(Signpost).where(Signpost.review_on < on, _in_use(on))
    return session().scalars(wanted.order_by(Signpost.review_on, Signpost.id)).all()
