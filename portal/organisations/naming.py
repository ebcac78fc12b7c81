"""Names that change: what a place was called, is called, and is found by."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from portal.db import session
from portal.i18n import today
from portal.organisations.models import CareService, FormerName, Organisation, Partner, Site
from portal.organisations.queries import folded

Place = Organisation | Site | CareService
Named = Place | Partner
SUBJECTS: dict[type[Named], str] = {
    Organisation: "organisation",
    Site: "site",
    CareService: "care_service",
    Partner: "partner",
}


def subject_of(named: Named) -> tuple[str, str]:
    """What the trail calls it, and its key as text."""
    key = named.code if isinstance(named, Organisation | Site) else named.id
    return SUBJECTS[type(named)], str(key)


def give_name(named: Named, name: str) -> None:
    """Call it `name` from today; inside the transaction of the verb.

    The old name is kept with its last day, and people still find a service by it.
    """
    if named.name == name:
        return
    subject, key = subject_of(named)
    session().add(
        FormerName(
            subject=subject,
            subject_id=key,
            name=named.name,
            used_until=today() - timedelta(days=1),
        )
    )
    named.name = name
    session().flush()
    if not isinstance(named, Partner):
        for service in services_of(named):
            # the whole of a site or an organisation is offered under its own name
            if service.slug == key.lower() and service.kind in ("site", "organisation"):
                service.name = name
            fold(service)


def services_of(place: Place) -> Sequence[CareService]:
    """The services of an organisation or a site; a service itself."""
    if isinstance(place, CareService):
        return [place]
    column = CareService.site_code if isinstance(place, Site) else CareService.organisation_code
    wanted = select(CareService).where(column == place.code).order_by(CareService.id)
    return session().scalars(wanted).unique().all()


def fold(row: CareService) -> None:
    """Write anew the words by which a service is found; inside the transaction of its change."""
    db = session()
    db.flush()
    organisation = db.get_one(Organisation, row.organisation_code)
    site = db.get(Site, row.site_code) if row.site_code else None
    names = [row.name, row.town, organisation.name, site.name if site else "", row.kind]
    subjects = [subject_of(place) for place in (row, site) if place is not None]
    for subject, key in subjects:
        names += [former.name for former in list_former_names(subject, key)[:3]]
    row.search_text = folded(" ".join(names))[:1000]
    db.flush()


def list_former_names(subject: str, key: str) -> Sequence[FormerName]:
    """The old names, the newest first."""
    wanted = select(FormerName).filter_by(subject=subject, subject_id=key)
    return session().scalars(wanted.order_by(FormerName.id.desc())).all()


def name_on(named: Named, day: date) -> str:
    """What it was called on `day`."""
    subject, key = subject_of(named)
    wanted = select(FormerName.name).where(
        FormerName.subject == subject,
        FormerName.subject_id == key,
        FormerName.used_until >= day,
    )
    order = wanted.order_by(FormerName.used_until, FormerName.id).limit(1)
    return session().scalars(order).first() or named.name
