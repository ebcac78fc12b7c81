"""Reading the outbox."""

from collections.abc import Collection

from sqlalchemy import Select, func, select

from portal.db import Page, read_page, session
from portal.notify.models import Mail

PAGE = 50


def mails_query(without: Collection[str] = ()) -> Select[Mail]:
    """Mails, newest first, those of the purposes `without` left out."""
    return select(Mail).where(Mail.purpose.not_in(without)).order_by(Mail.id.desc())


def list_mails(
    without: Collection[str] = (),
    *,
    after: tuple[int] | None = None,
    before: tuple[int] | None = None,
) -> Page:
    """One page of them; `after` and `before` are ids."""
    query = mails_query(without)
    return read_page(query, [Mail.id], size=PAGE, after=after, before=before, falling=True)


def count_waiting() -> int:
    """How many are not sent yet."""
    wanted = select(func.count()).select_from(Mail).where(Mail.sent_at.is_(None))
    return session().scalar(wanted) or 0
