"""Reading the outbox."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select

from portal.db import session
from portal.notify.models import Mail


def mails_query(without: Collection[str] = ()) -> Select[Mail]:
    """Mails, newest first, those of the purposes `without` left out."""
    return select(Mail).where(Mail.purpose.not_in(without)).order_by(Mail.id.desc())


def list_mails(limit: int = 100, without: Collection[str] = ()) -> Sequence[Mail]:
    """The newest of them."""
    return session().scalars(mails_query(without).limit(limit)).all()


def count_waiting() -> int:
    """How many are not sent yet."""
    wanted = select(func.count()).select_from(Mail).where(Mail.sent_at.is_(None))
    return session().scalar(wanted) or 0
