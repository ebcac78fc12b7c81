"""Settings with their history."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from portal.accounts.access import requires
from portal.accounts.permissions import Permission
from portal.administration.days import parse_day, typed_day
from portal.administration.views.form_page import form_page, sent
from portal.administration.word_forms import SettingForm, number_of
from portal.audit.service import staff
from portal.i18n import today
from portal.settings.queries import list_changes, value, values
from portal.settings.registry import BY_NAME, SETTINGS, UNITS, Setting
from portal.settings.service import SettingRefused, set_value


def _find(setting_name: str) -> Setting:
    setting = BY_NAME.get(setting_name)
    return setting if setting is not None else abort(404)


@requires(Permission.ADMINISTER)
def setting_list() -> Any:
    """Every setting with the value of today."""
    now = values()
    rows = [(setting, now[setting.name], UNITS[setting.unit]) for setting in SETTINGS]
    return render_template("administration/settings.html", rows=rows)


@requires(Permission.ADMINISTER)
def setting(setting_name: str) -> Any:
    """One setting: what it does, where its rule comes from, what was set when."""
    found = _find(setting_name)
    return render_template(
        "administration/setting.html",
        setting=found,
        now=value(found.name),
        unit=UNITS[found.unit],
        changes=list_changes(found.name),
        today=today(),
    )


@requires(Permission.ADMINISTER)
def setting_change(setting_name: str) -> Any:
    """A new value from a day on."""
    found = _find(setting_name)
    here = url_for("administration.setting", setting_name=found.name)
    if found.fixed:
        flash(_("The law sets this. Nobody can change it here."))
        return redirect(here)
    known = {"value": str(value(found.name)), "effective_on": typed_day(today())}
    form = SettingForm(sent(), data=known)
    if request.method == "POST" and form.validate():
        try:
            _set(found, form)
        except SettingRefused as error:
            _say(form, found, str(error))
        else:
            flash(_("The new value is saved. It takes effect on its first day."))
            return redirect(here)
    heading = _("Change: %(title)s", title=found.title)
    return form_page(form, heading, here, button=_("Save the new value"), note=found.sentence)


def _set(found: Setting, form: SettingForm) -> None:
    number, day = number_of(form.value.data), parse_day(form.effective_on.data)
    if number is None or day is None:
        raise SettingRefused("range")
    set_value(
        found.name,
        number,
        effective_on=day,
        reason=form.reason.data or "",
        actor=staff(current_user.id),
    )


def _say(form: SettingForm, found: Setting, code: str) -> None:
    if code == "past":
        form.effective_on.errors = [_("Choose today or a later day. The past stays as it was.")]
    elif code == "reason":
        form.reason.errors = [_("Write why it is changed")]
    else:
        form.value.errors = [
            _(
                "Enter a number from %(lowest)s to %(highest)s",
                lowest=found.lowest,
                highest=found.highest,
            )
        ]
