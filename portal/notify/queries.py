"""Reading the outbox."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from portal.db import session
from portal.notify.models import Mail


def mails_query() -> Select[Mail]:
    """Mails, newest first."""
    return select(Mail).order_by(Mail.id.desc())


def list_mails(limit: int = 100) -> Sequence[Mail]:
    """The newest of them."""
    return session().scalars(mails_query().limit(limit)).all()


def count_waiting() -> int:
    """How many are not sent yet."""
    wanted = select(func.count()).select_from(Mail).where(Mail.sent_at.is_(None))
    return session().scalar(wanted) or 0
