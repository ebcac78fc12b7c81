"""What the pages show of places and of who did what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.accounts.models import User
from portal.administration.nouns import ORGANISATION, SITE, Noun
from portal.administration.words import kind_shown
from portal.audit.models import AuditEntry
from portal.audit.queries import list_entries
from portal.db import session
from portal.i18n import today
from portal.organisations.listing import key_of, list_merged_from
from portal.organisations.models import CareService, FormerName, Organisation
from portal.organisations.naming import Place, list_former_names, subject_of
from portal.organisations.queries import is_open


@dataclass(frozen=True)
class Link:
    """A name and where it leads."""

    name: str
    url: str


@dataclass(frozen=True)
class Shown:
    """A place as its page and the list show it."""

    place: Any
    code: str
    url: str
    kind: str
    open: bool
    organisation: Link | None
    site: Link | None
    merged_into: Link | None
    noun: Noun

    @property
    def merged_from(self) -> list[Link]:
        """What was merged into it."""
        return [Link(p.name, self.noun.url(p)) for p in list_merged_from(self.place)]

    @property
    def former_names(self) -> Sequence[FormerName]:
        """Its old names."""
        return list_former_names(*subject_of(self.place))

    @property
    def entries(self) -> Sequence[AuditEntry]:
        """What was done to it."""
        return list_entries(*subject_of(self.place))


def place_shown(noun: Noun, place: Place) -> Shown:
    """A place with its words and links."""
    organisation = None if isinstance(place, Organisation) else place.organisation
    site = place.site if isinstance(place, CareService) else None
    into = place.merged_into
    return Shown(
        place=place,
        code=place.slug if isinstance(place, CareService) else key_of(place),
        url=noun.url(place),
        kind=kind_shown(place.kind) if isinstance(place, Organisation | CareService) else "",
        open=is_open(place, today()),
        organisation=_link(ORGANISATION, organisation),
        site=_link(SITE, site),
        merged_into=_link(noun, into),
        noun=noun,
    )


def _link(noun: Noun, place: Place | None) -> Link | None:
    return Link(place.name, noun.url(place)) if place is not None else None


def actor_name(actor: str) -> str:
    """The name of a member of staff in the trail; the trail's own word for anybody else."""
    kind, _, number = actor.partition(":")
    if kind == "staff" and number.isdigit() and len(number) < 10:
        user = session().get(User, int(number))
        return user.name if user is not None else actor
    return actor
