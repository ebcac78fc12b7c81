"""Setting a value from a day on."""

from datetime import date

from portal.audit.service import record
from portal.db import writing
from portal.i18n import today
from portal.settings.models import SettingChange
from portal.settings.registry import BY_NAME


class SettingRefused(ValueError):
    """The value cannot be set; the message is a code that the form turns into a sentence."""


def set_value(name: str, number: int, *, effective_on: date, reason: str, actor: str) -> None:
    """Set a value from today or a later day on; the past stays as it was.

    Raises `KeyError` for an unknown name and `SettingRefused` with "fixed" (the law sets it),
    "range", "past" or "reason".
    """
    setting = BY_NAME[name]
    if setting.fixed:
        raise SettingRefused("fixed")
    if not setting.lowest <= number <= setting.highest:
        raise SettingRefused("range")
    if effective_on < today():
        raise SettingRefused("past")
    if not reason.strip() or len(reason) > 500:
        raise SettingRefused("reason")
    with writing() as db:
        db.add(
            SettingChange(
                name=name, value=number, effective_on=effective_on, set_by=actor, reason=reason
            )
        )
        record(actor, "set", "setting", name, value=number, effective_on=str(effective_on))
