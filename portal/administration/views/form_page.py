"""The page of one form."""

from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from portal.administration.days import HINT
from portal.web.fields import PortalForm


def sent() -> MultiDict[str, str] | None:
    """What the form sent; None while it is only looked at."""
    return request.form if request.method == "POST" else None


def form_page(form: PortalForm, heading: Any, back: str, **words: Any) -> str:
    """The form under its heading; words are button, note and hints by field."""
    return render_template(
        "administration/form.html",
        form=form,
        heading=heading,
        back_url=back,
        day_hint=HINT,
        errors_shown=bool(form.errors),
        **words,
    )
