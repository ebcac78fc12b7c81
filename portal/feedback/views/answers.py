"""Between the form of a step and the answers of a draft."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from portal.feedback.forms import NOT_LISTED, NOT_SURE
from portal.feedback.models import Draft
from portal.feedback.others import ANOTHER, Other, is_named, with_another
from portal.feedback.steps import Step
from portal.organisations.queries import find_service
from portal.web.fields import PortalForm


def filled_form(draft: Draft, step: Step) -> PortalForm:
    """The step's form with what the draft knows already."""
    known = {k: v for k, v in draft.answers.items() if k not in ("kind", "done")}
    if step.name == ANOTHER:  # its fields are called as those of the main service
        known = {}
    return step.form(draft)(data=known)


def form_from_request(draft: Draft, step: Step) -> PortalForm:
    """The step's form with what was just sent."""
    return step.form(draft)(MultiDict(request.form))


def search_again(step: Step, form: Any, draft: Draft) -> bool:
    """Whether the person only asked for another list of services, or named none that helps."""
    if step.name not in ("service", ANOTHER):
        return False
    if request.form.get("action") == "search" or not form.service.data:
        if not form.search.data and not form.service.data:
            form.search.errors = [str(_l("Enter the name of the service or the town"))]
        return True
    if form.service.data == NOT_LISTED and not form.service_text.data:
        form.service_text.errors = [str(_l("Enter the name of the service or place"))]
        return True
    return step.name == ANOTHER and _names_nothing_new(form, draft)


def _names_nothing_new(form: Any, draft: Draft) -> bool:
    other = _other_service(form)
    if not other["name"]:
        form.search.errors = [str(_l("Choose a service, or enter its name"))]
    elif is_named(draft.answers, other["key"]):
        form.search.errors = [str(_l("You named this service already. Choose another one"))]
    return bool(form.search.errors)


def answers_of(step: Step, form: Any, draft: Draft) -> dict[str, Any]:
    """What a valid form adds to the draft."""
    if step.name == "service":
        return _service_answers(form)
    if step.name == ANOTHER:
        return with_another(draft.answers, _other_service(form))
    answers = dict(form.data)
    answers.pop("kept", None)
    if step.name == "contact" and form.contact_by.data != "email":
        answers["email"] = ""
    return answers


def _other_service(form: Any) -> Other:
    found = find_service(form.service.data) if form.service.data != NOT_LISTED else None
    words = (form.service_text.data or "") if form.service.data == NOT_LISTED else ""
    return {
        "key": found.slug if found else f"{NOT_LISTED} {words}",
        "name": found.name if found else words,
        "care_service_id": found.id if found else None,
    }


def _service_answers(form: Any) -> dict[str, Any]:
    choice, words = form.service.data, form.service_text.data or ""
    found = find_service(choice) if choice not in (NOT_LISTED, NOT_SURE) else None
    return {
        "service": choice,
        "care_service_id": found.id if found else None,
        "service_name": found.name if found else "",
        "service_text": words if choice in (NOT_LISTED, NOT_SURE) else "",
        "search": form.search.data or "",
    }
