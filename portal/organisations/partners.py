"""The bodies whose volunteers help people; Healthwatch's duties are changing hands by law."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from portal.audit.service import record
from portal.db import session, writing
from portal.i18n import today
from portal.organisations.models import Partner
from portal.organisations.naming import give_name
from portal.organisations.places import PlaceRefused
from portal.organisations.queries import folded, is_open


def list_partners(*, after: str | None = None, most: int | None = None) -> Sequence[Partner]:
    """All partners by name, closed ones too; `after` is the id of the last one seen."""
    wanted = select(Partner).order_by(Partner.name, Partner.id)
    last = session().get(Partner, after) if after else None
    if last is not None:
        later = (Partner.name == last.name) & (Partner.id > last.id)
        wanted = wanted.where((Partner.name > last.name) | later)
    return session().scalars(wanted.limit(most)).all()


def may_help(partner_id: str | None) -> bool:
    """Whether volunteers of this partner may enter feedback today."""
    partner = session().get(Partner, partner_id) if partner_id else None
    return partner is not None and is_open(partner, today())


def add_partner(name: str, kind: str, area: str, *, valid_from: date | None, actor: str) -> Partner:
    """Add a partner under a key made of its name."""
    start = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:34].strip("-") or "partner"
    with writing() as db:
        taken = set(db.scalars(select(Partner.id).where(Partner.id.startswith(start))))
        keys = (start, *(f"{start}-{n}" for n in range(2, len(taken) + 3)))
        key = next(key for key in keys if key not in taken and key != "new")
        partner = Partner(id=key, name=name, kind=kind, area=area, valid_from=valid_from)
        db.add(partner)
        db.flush()
        record(actor, "add", "partner", partner.id)
    return partner


def rename_partner(partner: Partner, name: str, *, actor: str) -> None:
    """Call it `name` from today; what its volunteers entered before keeps the old name."""
    with writing():
        give_name(partner, name)
        record(actor, "rename", "partner", partner.id)


def close_partner(partner: Partner, *, last_day: date | None, actor: str) -> None:
    """Say on which day it works with us for the last time; None opens it again.

    Raises `PlaceRefused` with "order".
    """
    if last_day and partner.valid_from and last_day < partner.valid_from:
        raise PlaceRefused("order")
    with writing():
        partner.valid_to = last_day
        record(actor, "set_dates", "partner", partner.id, valid_to=str(last_day or ""))
