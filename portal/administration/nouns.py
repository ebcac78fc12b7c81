"""What organisations, sites and services have in common on their pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.administration.days import parse_day
from portal.administration.forms import OrganisationForm, ServiceForm, SiteForm, capitals
from portal.organisations import places
from portal.organisations.listing import Model, find_place, key_of
from portal.organisations.models import CareService, Organisation, Site
from portal.organisations.naming import Place
from portal.organisations.places import NewPlace
from portal.organisations.queries import find_service
from portal.web.fields import PortalForm


@dataclass(frozen=True)
class Noun:
    """One sort of place: its table, its addresses, its words, and how one is added."""

    name: str
    model: Model
    argument: str
    plural: LazyString
    new: LazyString
    empty: LazyString
    form: type[PortalForm]
    add: Callable[[Any, str], Place]

    def find(self, key: str | int) -> Place | None:
        """The place of that key."""
        return find_place(self.model, str(key))

    def find_typed(self, typed: str) -> Place | None:
        """The place that staff name: by its code, a service by its short name."""
        if self.model is CareService:
            return find_service(typed.strip().lower()[:80])
        return find_place(self.model, capitals(typed))

    def url(self, place: Place, action: str = "") -> str:
        """The address of its page, or of one thing that can be done there."""
        endpoint = f"administration.{self.name}" + (f"_{action}" if action else "")
        return url_for(endpoint, **{self.argument: key_of(place)})  # type: ignore[arg-type]

    @property
    def list_url(self) -> str:
        """The address of the list."""
        return url_for(f"administration.{self.name}_list")


def _add_organisation(form: Any, actor: str) -> Place:
    new = NewPlace(
        name=form.name.data,
        code=capitals(form.code.data),
        kind=form.kind.data,
        valid_from=parse_day(form.valid_from.data),
    )
    return places.add_organisation(new, actor=actor)


def _add_site(form: Any, actor: str) -> Place:
    new = NewPlace(
        name=form.name.data,
        code=capitals(form.code.data),
        organisation_code=capitals(form.organisation.data),
        town=form.town.data or "",
        council_code=(form.council.data or "")[:12],
        valid_from=parse_day(form.valid_from.data),
    )
    return places.add_site(new, actor=actor)


def _add_service(form: Any, actor: str) -> Place:
    new = NewPlace(
        name=form.name.data,
        kind=form.kind.data,
        organisation_code=capitals(form.organisation.data),
        site_code=capitals(form.site.data),
        town=form.town.data or "",
        valid_from=parse_day(form.valid_from.data),
    )
    return places.add_service(new, actor=actor)


ORGANISATION = Noun(
    "organisation",
    Organisation,
    "organisation_code",
    _l("Organisations"),
    _l("Add an organisation"),
    _l("There is no organisation that fits."),
    OrganisationForm,
    _add_organisation,
)
SITE = Noun(
    "site",
    Site,
    "site_code",
    _l("Sites"),
    _l("Add a site"),
    _l("There is no site that fits."),
    SiteForm,
    _add_site,
)
SERVICE = Noun(
    "service",
    CareService,
    "service_id",
    _l("Care services"),
    _l("Add a care service"),
    _l("There is no care service that fits."),
    ServiceForm,
    _add_service,
)
NOUNS = (ORGANISATION, SITE, SERVICE)
