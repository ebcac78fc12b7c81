"""What the screens show of an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from portal.accounts.models import User, UserScope
from portal.accounts.queries import last_uses
from portal.accounts.words import ROLE_NAMES
from portal.db import session
from portal.organisations.models import CareService, Organisation, Site


@dataclass(frozen=True)
class Row:
    """One person in a list."""

    user: User
    roles: list[str]
    places: list[str]
    seen_at: datetime | None


def rows_of(users: Sequence[User]) -> list[Row]:
    """The people of a list, with the day of their last work here."""
    seen = last_uses([u.id for u in users])
    return [Row(u, role_names(u), place_names(u), seen.get(u.id)) for u in users]


def role_names(user: User) -> list[str]:
    """The roles in the order of the table of roles."""
    return [str(label) for name, label in ROLE_NAMES.items() if name in user.role_names]


def place_names(user: User) -> list[str]:
    """The places that the roles are held for; none for everything."""
    return [_name(scope) for scope in user.scopes]


def _name(scope: UserScope) -> str:
    db = session()
    if scope.organisation_id:
        return db.get_one(Organisation, scope.organisation_id).name
    if scope.site_id:
        return db.get_one(Site, scope.site_id).name
    return db.get_one(CareService, scope.care_service_id).name


def codes_of(user: User) -> str:
    """The codes of somebody's sites and services, as the form takes them."""
    sites = [s.site_id for s in user.scopes if s.site_id]
    services = [s.care_service_id for s in user.scopes if s.care_service_id]
    slugs = [session().get_one(CareService, ident).slug for ident in services]
    return " ".join([*sites, *slugs])


def agent_name(family: str) -> str:
    """The browser of a sign-in."""
    names = {"Edg": "Edge"}
    return names.get(family, family) or _("A browser that we do not know")
