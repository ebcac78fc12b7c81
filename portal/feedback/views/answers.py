"""Between the form of a step and the answers of a draft."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from portal.feedback.forms import NOT_LISTED, NOT_SURE
from portal.feedback.models import Draft
from portal.feedback.steps import Step
from portal.organisations.queries import find_service
from portal.web.fields import PortalForm


def filled_form(draft: Draft, step: Step) -> PortalForm:
    """The step's form with what the draft knows already."""
    known = {k: v for k, v in draft.answers.items() if k not in ("kind", "done")}
    return step.form(draft)(data=known)


def form_from_request(draft: Draft, step: Step) -> PortalForm:
    """The step's form with what was just sent."""
    return step.form(draft)(MultiDict(request.form))


def search_again(step: Step, form: Any) -> bool:
    """Whether the person only asked for another list of services."""
    if step.name != "service":
        return False
    if request.form.get("action") == "search" or not form.service.data:
        if not form.search.data and not form.service.data:
            form.search.errors = [str(_l("Enter the name of the service or the town"))]
        return True
    if form.service.data == NOT_LISTED and not form.service_text.data:
        form.service_text.errors = [str(_l("Enter the name of the service or place"))]
        return True
    return False


def answers_of(step: Step, form: Any) -> dict[str, Any]:
    """What a valid form adds to the draft."""
    if step.name == "service":
        return _service_answers(form)
    answers = dict(form.data)
    answers.pop("kept", None)
    if step.name == "contact" and form.contact_by.data != "email":
        answers["email"] = ""
    return answers


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
