"""What the pages show of a story over several services and of their joint answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.accounts.models import User
from portal.desk.joint.forms import PartForm
from portal.desk.joint.models import ReplyPart
from portal.desk.joint.queries import (
    Parts,
    answers_together,
    find_owner,
    may_give_part,
    may_own,
    parts_of,
    services_missing,
    services_to_speak_for,
    spoken_for,
)
from portal.desk.models import Response
from portal.feedback.further import involved, is_journey
from portal.feedback.models import Feedback
from portal.i18n import isolated, listed
from portal.organisations.models import CareService
from portal.organisations.presenters import both_names


@dataclass(frozen=True)
class PartRow:
    """One service of the story, its part or the day since which it is missing, and its form."""

    service: CareService
    since: date
    part: ReplyPart | None
    form: PartForm | None


@dataclass(frozen=True)
class Journey:
    """A story over several services, as the page of the item shows it to one person."""

    rows: Sequence[PartRow]
    owner: User | None
    owners: Sequence[User]
    open: bool
    gathers: bool
    ready: bool
    missing: str
    parts: Parts


def journey_of(
    feedback: Feedback, user: User, colleagues: Sequence[User], sent: Mapping[int, PartForm]
) -> Journey | None:
    """The journey of an item for `user`; None for a story of one service.

    `sent` holds the form of a service that was just sent and did not fit, in place of a new one.
    """
    if not is_journey(feedback):
        return None
    parts, owner, asked = parts_of(feedback.id), find_owner(feedback.id), answers_together(feedback)
    return Journey(
        rows=[
            PartRow(
                one.service,
                one.since,
                parts.get(one.service.id),
                _form(one.service, parts, sent) if asked and may_give_part(user, one.service)
                else None,
            )
            for one in involved(feedback)
        ],
        owner=owner,
        owners=[colleague for colleague in colleagues if may_own(colleague, feedback)],
        open=asked,
        gathers=asked and owner is not None and owner.id == user.id and may_own(user, feedback),
        ready=bool(services_to_speak_for(feedback, parts)),
        missing=listed(both_names(s) for s in services_missing(feedback, parts)),
        parts=parts,
    )  # fmt: skip


def part_prefix(service_id: int) -> str:
    """What the names of the fields of one service's form begin with: a page holds several."""
    return f"part{service_id}"


def _form(service: CareService, parts: Parts, sent: Mapping[int, PartForm]) -> PartForm:
    part = parts.get(service.id)
    known = {"body": part.body if part else "", "version": part.version if part else 0}
    form = sent.get(service.id) or PartForm(prefix=part_prefix(service.id), data=known)
    form.body.label.text = _("Part of %(service)s", service=isolated(both_names(service)))
    return form


def start_of_answer(feedback: Feedback, parts: Parts) -> str:
    """The parts one after the other, each under its service's name, as a start for the owner."""
    return "\n\n".join(
        f"{service.name}:\n{parts[service.id].body}"
        for service in services_to_speak_for(feedback, parts)
    )


def said_of_services(responses: Sequence[Response]) -> dict[int, str]:
    """For which services each joint answer speaks, as a sentence by the id of the answer."""
    joint = [response.id for response in responses if response.joint]
    return {ident: _sentence(services) for ident, services in spoken_for(joint).items()}


def _sentence(services: Sequence[CareService]) -> str:
    names = [both_names(service) for service in services]
    if len(names) == 1:
        return _("This answer is from %(service)s.", service=listed(names))
    return _("This answer is from %(services)s together.", services=listed(names))
