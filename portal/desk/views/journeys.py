"""Stories over several services: which ones, who gathers the joint answer, and each one's part."""

from typing import Any

from flask import abort, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.audit.service import staff
from portal.desk.assignment import find_colleague
from portal.desk.joint import service
from portal.desk.joint.forms import PartForm
from portal.desk.joint.presenters import part_prefix
from portal.desk.views.page import BIGGEST, back_to, find_item, item_page
from portal.feedback import further
from portal.feedback.models import Feedback, FurtherService
from portal.organisations.models import CareService
from portal.organisations.queries import find_service, find_service_by_id
from portal.web.fields import version_shown


@requires(Permission.MODERATE)
def add_service(feedback_id: int) -> Any:
    """Add a service that played a part."""
    feedback = find_item(feedback_id)
    further.add_service(feedback, _chosen_service().id, actor=staff(current_user.id))
    flash(_("The service is added."))
    return back_to(feedback)


@requires(Permission.MODERATE)
def remove_service(feedback_id: int, further_id: int) -> Any:
    """Take a further service out of the story."""
    feedback = find_item(feedback_id)
    row = _further(feedback, further_id)
    service.remove_service(feedback, row.id, by=current_user)
    flash(_("The service is taken out."))
    return back_to(feedback)


@requires(Permission.MODERATE)
def match_further(feedback_id: int, further_id: int) -> Any:
    """Say which service the person's words mean."""
    feedback = find_item(feedback_id)
    row, chosen = _further(feedback, further_id), _chosen_service()
    further.match_further(feedback, row.id, chosen.id, actor=staff(current_user.id))
    flash(_("The service is set."))
    return back_to(feedback)


def _further(feedback: Feedback, further_id: int) -> FurtherService:
    return further.find_further(feedback, further_id) or abort(404)


def _chosen_service() -> CareService:
    return find_service(request.form.get("service", "")[:80]) or abort(400)


@requires(Permission.MODERATE)
def name_owner(feedback_id: int) -> Any:
    """Name who gathers the joint answer, or nobody."""
    feedback = find_item(feedback_id)
    to = _colleague(request.form.get("owner", ""))
    seen = version_shown(request.form.get("seen"))
    service.name_owner(feedback, to, seen=seen, by=current_user)
    flash(_("It is saved who gathers the joint answer."))
    return back_to(feedback)


def _colleague(text: str) -> User | None:
    """The person of that number; None for "nobody"."""
    return None if text == "nobody" else find_colleague(version_shown(text)) or abort(400)


@requires(Permission.RESPOND)
def give_part(feedback_id: int, service_id: int) -> Any:
    """Write the part of one service, or change it."""
    feedback = find_item(feedback_id)
    place = find_service_by_id(service_id) if service_id < BIGGEST else None
    if place is None:
        abort(404)
    form = PartForm(request.form, prefix=part_prefix(service_id))
    if not form.validate():
        return item_page(feedback, part_forms={service_id: form})
    version = version_shown(form.version.data)
    service.give_part(feedback, place, form.body.data or "", version=version, by=current_user)
    flash(_("The part is saved. Colleagues of this story can read it, the person cannot yet."))
    return back_to(feedback)


@requires(Permission.READ_DESK)
def ask_for_parts(feedback_id: int) -> Any:
    """Ask those whose part is missing."""
    feedback = find_item(feedback_id)
    told = service.ask_for_parts(feedback, by=current_user)
    if told:
        flash(ngettext("%(num)s person is asked by email, once a day at most.",
                       "%(num)s people are asked by email, once a day at most.", told))  # fmt: skip
    else:
        flash(_("Nobody answers for these services here. Ask them in another way."))
    return back_to(feedback)
