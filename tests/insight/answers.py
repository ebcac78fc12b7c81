"""Many answers at once, straight into the tables, and everything counted and made public."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from sqlalchemy import func, insert, select

from portal.db import session, to_the_hour, utc_now, writing
from portal.feedback.models import Feedback, StatementAnswer
from portal.feedback.service import new_reference
from portal.insight.publishing import publish_due
from portal.insight.rollups import repair
from portal.organisations.queries import find_service

WORDS = ("yes", "partly", "no")


def keep_answers(
    month: date,
    counts: Sequence[int],
    *,
    slug: str = "r0b01",
    statement: str = "PE-I-01",
    language: str = "en",
    who: str | None = None,
) -> None:
    """So many people said yes, partly and no about a service in a month."""
    service = find_service(slug)
    answers = [word for word, times in zip(WORDS, counts, strict=False) for _ in range(times)]
    if not answers:
        return
    with writing() as db:
        last = db.scalar(select(func.max(Feedback.id))) or 0
        rows = [_row(month, n, service.id if service else None, language, who)
                for n, _answer in zip(count(), answers, strict=False)]  # fmt: skip
        db.execute(insert(Feedback), rows)
        ids = db.scalars(select(Feedback.id).where(Feedback.id > last).order_by(Feedback.id)).all()
        db.execute(
            insert(StatementAnswer),
            [{"feedback_id": i, "statement_id": statement, "answer": a}
             for i, a in zip(ids, answers, strict=True)],
        )  # fmt: skip


def _row(month: date, number: int, service: int | None, language: str, who: str | None) -> dict:
    return {
        "reference": new_reference(), "kind": "experience", "channel": "web", "state": "approved",
        "language": language, "who": who, "care_service_id": service, "publish_consent": False,
        "received_at": to_the_hour(utc_now()), "received_on": month + timedelta(days=number % 28),
    }  # fmt: skip


def make_public() -> None:
    """Count everything and publish what is over."""
    repair()
    publish_due()
    session().rollback()
