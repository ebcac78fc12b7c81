"""What we tell you about."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from wtforms import SelectChoice

from portal.accounts.access import may, signed_in
from portal.accounts.permissions import Permission
from portal.accounts.scope import services_in_scope
from portal.duty import alerts
from portal.duty.forms import PreferenceForm
from portal.duty.models import Frequency, ScopeKind
from portal.i18n import LANGUAGES, current_tag
from portal.organisations.queries import list_organisations, list_services

KINDS = {
    "services": ScopeKind.SERVICE,
    "organisations": ScopeKind.ORGANISATION,
    "themes": ScopeKind.THEME,
}


@signed_in
def preferences() -> Any:
    """Each member of staff chooses what to be told about; who opens no item is told nothing."""
    if not may(Permission.READ_DESK):
        return render_template("duty/preferences.html", form=None)
    form = _form()
    if request.method == "POST" and form.validate():
        language = current_tag() if current_tag() in LANGUAGES else "en"
        alerts.choose(current_user, _wanted(form), language)
        flash(_("What we tell you about is saved."))
        return redirect(url_for("duty.preferences"))
    return render_template("duty/preferences.html", form=form, errors_shown=bool(form.errors))


def _form() -> PreferenceForm:
    form = PreferenceForm(request.form if request.method == "POST" else None, data=_known())
    services = list_services(services_in_scope(current_user))
    codes = {s.organisation_code for s in services} if current_user.scopes else None
    form.services.choices = [SelectChoice(str(s.id), s.name) for s in services]
    form.organisations.choices = [
        SelectChoice(o.code, o.name)
        for o in list_organisations()
        if codes is None or o.code in codes
    ]
    return form


def _known() -> dict[str, Any]:
    row = alerts.find_preference(current_user)
    if row is None:
        return {"frequency": Frequency.NEVER, "from_risk": "0", "from_severity": ""}
    chosen = {n: [s.value for s in row.scopes if s.kind == kind] for n, kind in KINDS.items()}
    severity = "" if row.from_severity is None else str(row.from_severity)
    return {
        "frequency": row.frequency,
        "from_risk": str(row.from_risk),
        "from_severity": severity,
        **chosen,
    }


def _wanted(form: PreferenceForm) -> alerts.Wanted:
    return alerts.Wanted(
        frequency=Frequency(form.frequency.data),
        from_risk=int(form.from_risk.data),
        from_severity=int(form.from_severity.data) if form.from_severity.data else None,
        services=form.services.data or [],
        organisations=form.organisations.data or [],
        themes=form.themes.data or [],
    )
