"""The places whose figures a member of staff may choose, within their scope."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.scope import in_scope, services_in_scope
from portal.db import session
from portal.insight.models import Level
from portal.insight.series import REGION, Scope, of_organisation, of_services
from portal.organisations.models import CareService, Organisation
from portal.organisations.presenters import both_names
from portal.organisations.queries import list_organisations, list_services

EVERYTHING, MINE = "region", "mine"


@dataclass(frozen=True)
class ChosenPlace:
    """A place as it stands in an address, its name, and where its counts are."""

    code: str
    name: str
    scope: Scope
    level: str = ""
    place: str = ""

    @property
    def single(self) -> bool:
        """Whether it is one place, whose limits a person may draw anew."""
        return bool(self.level)


def first_place(user: User) -> ChosenPlace:
    """What somebody sees first: the region, or all their services together."""
    services = services_in_scope(user)
    if services is None:
        return ChosenPlace(EVERYTHING, _("The whole region"), REGION, Level.REGION)
    ids = session().scalars(services)
    return ChosenPlace(MINE, _("All your services together"), of_services(ids))


def find_place(code: str, user: User) -> ChosenPlace | None:
    """The place of that code; None for what there is not, or what is not in `user`'s scope."""
    first = first_place(user)
    if code in ("", first.code):
        return first
    kind, _dash, key = code.partition("-")
    if kind == "s" and key.isascii() and key.isdigit() and len(key) < 10:
        service = session().get(CareService, int(key))
        return _of_service(service) if service and in_scope(user, service.id) else None
    usable = kind == "o" and key.isascii() and key.isprintable() and len(key) <= 12
    organisation = session().get(Organisation, key) if usable else None
    if organisation is None or not _whole_organisation(organisation.code, user):
        return None
    return _of_organisation(organisation)


def choices(user: User, chosen: ChosenPlace) -> list[tuple[str, str]]:
    """Code and name of every place that somebody may choose, `chosen` being shown.

    Who may see everything is offered the services of the organisation that is shown: all services
    of a region are too many for one list.
    """
    services = services_in_scope(user)
    found = [first_place(user)]
    found += [_of_organisation(o) for o in list_organisations()
              if _whole_organisation(o.code, user)]  # fmt: skip
    names = [(place.code, place.name) for place in found]
    if services is None:
        owner = _organisation_of(chosen)
        services = select(CareService.id).where(CareService.organisation_code == owner)
    return names + [(f"s-{row.id}", both_names(row)) for row in list_services(services)]


def _organisation_of(chosen: ChosenPlace) -> str:
    if chosen.level == Level.SERVICE:
        return session().get_one(CareService, int(chosen.place)).organisation_code
    return chosen.place if chosen.level == Level.ORGANISATION else ""


def _whole_organisation(code: str, user: User) -> bool:
    """Whether all of an organisation is in the scope of `user`."""
    return not user.scopes or any(scope.organisation_id == code for scope in user.scopes)


def _of_service(row: CareService) -> ChosenPlace:
    scope = of_services([row.id])
    return ChosenPlace(f"s-{row.id}", both_names(row), scope, Level.SERVICE, str(row.id))


def _of_organisation(row: Organisation) -> ChosenPlace:
    scope = of_organisation(row.code)
    return ChosenPlace(f"o-{row.code}", both_names(row), scope, Level.ORGANISATION, row.code)
