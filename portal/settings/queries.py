"""What holds on a day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from portal.db import session
from portal.i18n import today
from portal.settings.models import SettingChange
from portal.settings.registry import BY_NAME


def value(name: str, on: date | None = None) -> int:
    """The value of a setting on a day, today if none is named.

    A value set for a later day takes effect on its day. Raises `KeyError` for an unknown name.
    """
    setting = BY_NAME[name]
    if setting.fixed:
        return setting.default
    wanted = select(SettingChange.value).where(
        SettingChange.name == name, SettingChange.effective_on <= (on or today())
    )
    order = wanted.order_by(SettingChange.effective_on.desc(), SettingChange.id.desc()).limit(1)
    found = session().scalars(order).first()
    return setting.default if found is None else found


def values(on: date | None = None) -> dict[str, int]:
    """Every setting on a day, in one question to the database."""
    wanted = select(SettingChange).where(SettingChange.effective_on <= (on or today()))
    rows = session().scalars(wanted.order_by(SettingChange.effective_on, SettingChange.id))
    found = {name: setting.default for name, setting in BY_NAME.items()}
    return {**found, **{row.name: row.value for row in rows if row.name in found}}


def list_changes(name: str) -> Sequence[SettingChange]:
    """The history of one setting, the latest day first."""
    wanted = select(SettingChange).filter_by(name=name)
    order = wanted.order_by(SettingChange.effective_on.desc(), SettingChange.id.desc())
    return session().scalars(order.limit(100)).all()
