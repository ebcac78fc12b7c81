"""Reading opportunities."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.db import session
from portal.involvement.models import Opportunity


def list_open() -> Sequence[Opportunity]:
    """What people can take part in now, by title."""
    wanted = select(Opportunity).where(Opportunity.open)
    return session().scalars(wanted.order_by(Opportunity.title, Opportunity.id)).all()
