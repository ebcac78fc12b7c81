"""Staff look after the "help now" signposts; every page shows a change at once.

A wrong number here can cost a life, so each change is in the trail, carries the day by which
somebody looks again, and never leaves the bar of the pages without a number.
"""

import re
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from portal.audit.service import record
from portal.db import writing
from portal.i18n import today
from portal.organisations.models import Signpost
from portal.organisations.queries import folded

LONGEST_UNTIL_REVIEW = timedelta(days=731)
#: what people put between the groups of a number; everything else makes it no number
_BETWEEN = re.compile(r"[ ().\u00a0\u2011-]+")
_PHONE = re.compile(r"\+?[0-9]{3,15}")
_SMS = re.compile(r"[0-9]{3,15}")


class SignpostRefused(ValueError):
    """It cannot be kept; the message is a code that the form turns into a sentence."""


@dataclass(frozen=True)
class SignpostWords:
    """What staff typed; `translations` is language to name and text."""

    kind: str
    position: int
    urgent: bool
    name: str
    text: str
    phone_shown: str
    sms: str
    url: str
    review_on: date
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


def add_signpost(words: SignpostWords, *, actor: str) -> Signpost:
    """Add one under a key made of its name.

    Raises `SignpostRefused` with "phone", "sms", "url", "urgent_phone" or "review".
    """
    values = _checked(words)
    start = re.sub(r"[^a-z0-9]+", "-", folded(words.name)).strip("-")[:40].strip("-") or "help"
    with writing() as db:
        taken = set(db.scalars(select(Signpost.id).where(Signpost.id.startswith(start))))
        keys = (start, *(f"{start}-{n}" for n in range(2, len(taken) + 3)))
        key = next(key for key in keys if key not in taken and key != "new")
        signpost = Signpost(id=key, **values)
        db.add(signpost)
        db.flush()
        record(actor, "add_signpost", "signpost", key, urgent=words.urgent)
    return signpost


def change_signpost(signpost: Signpost, words: SignpostWords, *, version: int, actor: str) -> None:
    """Change words, number and place; `version` is the one that the page showed.

    Raises `SignpostRefused` as `add_signpost` and with "last_urgent", and `StaleDataError` when
    somebody changed it meanwhile.
    """
    values = _checked(words)
    with writing():
        if signpost.version != version:
            raise StaleDataError("the signpost was changed by somebody else")
        if not words.urgent:
            _check_not_last_urgent(signpost)
        for name, value in values.items():
            setattr(signpost, name, value)
        record(actor, "change_signpost", "signpost", signpost.id, urgent=words.urgent,
               review_on=str(words.review_on))  # fmt: skip


def confirm_signpost(signpost: Signpost, *, review_on: date, actor: str) -> None:
    """Somebody has checked that it still holds; the next look is due after `review_on`.

    Raises `SignpostRefused` with "review".
    """
    _check_review(review_on)
    with writing():
        signpost.review_on = review_on
        record(actor, "confirm_signpost", "signpost", signpost.id, review_on=str(review_on))


def retire_signpost(signpost: Signpost, *, actor: str) -> None:
    """Show it no longer, from now on. Raises `SignpostRefused` with "last_urgent"."""
    with writing():
        if signpost.retired_on is not None:
            return
        _check_not_last_urgent(signpost)
        signpost.retired_on = today()
        record(actor, "retire_signpost", "signpost", signpost.id)


def restore_signpost(signpost: Signpost, *, review_on: date, actor: str) -> None:
    """Show it again, checked today. Raises `SignpostRefused` with "review"."""
    _check_review(review_on)
    with writing():
        signpost.retired_on, signpost.review_on = None, review_on
        record(actor, "restore_signpost", "signpost", signpost.id, review_on=str(review_on))


def _checked(words: SignpostWords) -> dict[str, object]:
    phone, sms = _BETWEEN.sub("", words.phone_shown), _BETWEEN.sub("", words.sms)
    if phone and not _PHONE.fullmatch(phone):
        raise SignpostRefused("phone")
    if sms and not _SMS.fullmatch(sms):
        raise SignpostRefused("sms")
    if words.urgent and not phone:
        raise SignpostRefused("urgent_phone")
    if words.url and not _is_address(words.url):
        raise SignpostRefused("url")
    _check_review(words.review_on)
    return {**asdict(words), "phone": phone, "sms": sms, "translations": words.translations or None}


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname and "." in parts.hostname and parts.port != 0)
    except ValueError:  # brackets or a port that nobody can read
        return False
    return parts.scheme == "https" and usable and url.isprintable() and " " not in url


def _check_review(review_on: date) -> None:
    if not today() < review_on <= today() + LONGEST_UNTIL_REVIEW:
        raise SignpostRefused("review")


def _check_not_last_urgent(signpost: Signpost) -> None:
    """Inside the write transaction, which on both databases sees what others have committed."""
    with writing() as db:
        rows = db.scalars(
            select(Signpost)
            .where(Signpost.urgent, Signpost.retired_on.is_(None))
            .order_by(Signpost.id)
            .with_for_update()
        ).all()
    if [row.id for row in rows] == [signpost.id]:
        raise SignpostRefused("last_urgent")
