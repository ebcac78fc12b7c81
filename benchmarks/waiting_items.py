"""Thousands of invented items that wait, straight into the tables."""

import random
from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle

from sqlalchemy import func, insert, select

from portal.accounts.models import User
from portal.db import session, upgrade, utc_now, writing
from portal.demo.load import read_experiences
from portal.desk.models import Response
from portal.desk.queue.models import Assignment
from portal.factory import create_app
from portal.feedback.codes import new_reference
from portal.feedback.models import Feedback, Passage
from portal.feedback.states import Channel, Kind, State
from portal.organisations.models import CareService

SEED = 20261125
KINDS = (Kind.EXPERIENCE, Kind.COMPLIMENT, Kind.CONCERN)


def fill(settings: dict[str, str], size: int) -> tuple[int, int]:
    """Add `size` items to the database of `settings`: the ids of the first and a middle one.

    One in a hundred is urgent, one in ten is a colleague's, one in twenty is answered.
    """
    with create_app(settings).app_context():
        upgrade()
        return add_waiting(size)


def add_waiting(size: int) -> tuple[int, int]:
    """The same in the application at hand, which has at least one account; six or more items."""
    dice = random.Random(SEED)
    with writing() as db:
        services = db.scalars(select(CareService.id).order_by(CareService.id)).all()
        people = db.scalars(select(User.id).order_by(User.id)).all()
        last = db.scalar(select(func.max(Feedback.id))) or 0
        db.execute(insert(Feedback), [_item(n, dice, services) for n in range(size)])
        made = select(Feedback.id).where(Feedback.id > last).order_by(Feedback.id)
        ids = db.scalars(made).all()
        words = cycle([row["good"] for row in read_experiences() if row.get("good")])
        db.execute(insert(Passage), [_passage(i, t) for i, t in zip(ids, words, strict=False)])
        taken = [{"feedback_id": i, "user_id": dice.choice(people)} for i in ids[5::10]]
        db.execute(insert(Assignment), taken)
        db.execute(insert(Response), [_answer(i, people[0]) for i in ids[3::20]])
    _count_afresh()
    return ids[0], ids[size // 2]


def _item(number: int, dice: random.Random, services: Sequence[int]) -> dict:
    now = utc_now()
    return {
        "reference": new_reference(),
        "kind": dice.choice(KINDS),
        "channel": Channel.IMPORT if number % 5 == 0 else Channel.WEB,
        "state": State.RECEIVED,
        "risk": 2 if number % 100 == 99 else int(number % 33 == 32),
        "language": "ar" if number % 12 == 0 else "en",
        "care_service_id": dice.choice(services),
        "publish_consent": True,
        "received_at": now.replace(minute=0, second=0),
        "received_on": now.date() - timedelta(days=number % 30),
    }


def _passage(ident: int, text: str) -> dict:
    return {"feedback_id": ident, "position": 0, "prompt": "good", "original_text": text}


def _answer(ident: int, user_id: int) -> dict:
    return {"feedback_id": ident, "body": "Thank you.", "language": "en", "written_by": user_id,
            "signed": "Invented", "written_at": utc_now()}  # fmt: skip


def _count_afresh() -> None:
    """What a database does by itself after a while: look at how its tables are filled."""
    with writing() as db:
        db.connection().exec_driver_sql("ANALYZE")
    session().rollback()
