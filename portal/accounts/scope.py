"""For which services somebody's roles are held: everything, or some places and what is in them."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from portal.accounts.models import User, UserScope
from portal.db import session
from portal.organisations.models import CareService, Site


def services_in_scope(user: User) -> Select[int] | None:
    """The ids of the care services in `user`'s scope; None when it is everything."""
    if not user.scopes:
        return None
    return services_of(user.scopes)


def services_of(scopes: Iterable[UserScope]) -> Select[int]:
    """The ids of the care services in these places, those of their sites included."""
    places = list(scopes)
    organisations = [s.organisation_id for s in places if s.organisation_id]
    sites = [s.site_id for s in places if s.site_id]
    services = [s.care_service_id for s in places if s.care_service_id]
    of_organisations = select(Site.code).where(Site.organisation_code.in_(organisations))
    return select(CareService.id).where(
        or_(
            CareService.organisation_code.in_(organisations),
            CareService.site_code.in_(of_organisations),
            CareService.site_code.in_(sites),
            CareService.id.in_(services),
        )
    )


def in_scope(user: User, care_service_id: int | None) -> bool:
    """Whether `user` may see what is about this service; None stands for "not matched yet"."""
    services = services_in_scope(user)
    if services is None:
        return True
    if care_service_id is None:
        return False
    wanted = services.where(CareService.id == care_service_id)
    return session().scalars(wanted).first() is not None


def works_for(user: User, service: CareService) -> bool:
    """Whether a place of `user`'s scope holds this service; nobody without a scope works for it.

    It asks the database nothing, so that many people can be looked through.
    """
    organisations = {service.organisation_code}
    if service.site is not None:
        organisations.add(service.site.organisation_code)
    return any(
        place.organisation_id in organisations
        or (place.site_id is not None and place.site_id == service.site_code)
        or place.care_service_id == service.id
        for place in user.scopes
    )


def within_scope(
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], user: User | None
) -> ColumnElement[bool]:
    """The condition that a row's service is in `user`'s scope; no user means: no condition.

    A row without a service is seen only by people whose scope is everything.
    """
    services = services_in_scope(user) if user is not None else None
    return true() if services is None else column.in_(services)
