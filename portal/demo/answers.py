"""Two invented years of answers to single sentences, without words: what charts are made from.

They are rows of feedback like any other, of people who ticked an answer on a card, stored a
thousand at a time: the real counting, hiding and drawing works on them, and loading them takes
less than a second. One change worked, one did not, and one has too few answers to say.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from portal.db import session, to_the_hour, utc_now, writing
from portal.feedback.models import Feedback, StatementAnswer
from portal.feedback.service import new_reference
from portal.feedback.states import Answer, Channel, Kind, State
from portal.i18n import today
from portal.insight.counting import Place
from portal.insight.models import Level
from portal.insight.periods import last_months
from portal.insight.rollups import mark
from portal.organisations.queries import find_service

SEED = 20261126
MONTHS = 24
CARDS = "Invented answer cards (demo)"
LANGUAGES = ("en",) * 8 + ("ar", "pl")
WHO = ("self",) * 5 + ("family",) * 2 + ("carer",) * 2 + (None,)


@dataclass(frozen=True)
class Story:
    """What happened to one sentence at one service: the share before and since a change."""

    service: str
    statement: str
    months_ago: int
    before: float
    since: float
    fewest: int
    most: int


STORIES = (
    # waiting well: it worked
    Story("young-peoples-mental-health-newcastle", "PE-I-03", 9, 0.35, 0.72, 13, 20),
    # going home with medicines: nothing moved
    Story("curlew-ward-durham", "CE-I-05", 7, 0.48, 0.48, 12, 18),
    # interpreters in maternity: too few people to say
    Story("maternity-middlesbrough", "PE-I-02", 5, 0.4, 0.6, 1, 5),
)


def keep_answers() -> int:
    """Store the cards of all stories; returns how many."""
    dice = random.Random(SEED)  # noqa: S311 a demo, not secrets
    people = [person for story in STORIES for person in _people(story, dice)]
    with writing() as db:
        last = db.scalar(select(func.max(Feedback.id))) or 0
        db.execute(
            insert(Feedback), [_row(n, *person[:2], dice) for n, person in enumerate(people)]
        )
        made = select(Feedback.id).where(Feedback.id > last).order_by(Feedback.id)
        ids = session().scalars(made).all()
        db.execute(
            insert(StatementAnswer),
            [
                {"feedback_id": ident, "statement_id": statement, "answer": answer}
                for ident, (_service, _day, statement, answer) in zip(ids, people, strict=True)
            ],
        )
        mark({Place(Level.SERVICE, str(person[0])) for person in people}, None)
    return len(people)


def _people(story: Story, dice: random.Random) -> Iterator[tuple[int, date, str, Answer]]:
    service = find_service(story.service)
    if service is None:
        raise ValueError(f"the demo has no service {story.service}")
    months = last_months(MONTHS)
    for position, month in enumerate(months):
        since = position >= MONTHS - story.months_ago
        share = story.since if since else story.before
        for _card in range(dice.randint(story.fewest, story.most)):
            day = min(today(), month + timedelta(days=dice.randrange(28)))
            yield service.id, day, story.statement, _answer(share, dice)


def _answer(share: float, dice: random.Random) -> Answer:
    if dice.random() < share:
        return Answer.YES
    return Answer.PARTLY if dice.random() < 0.4 else Answer.NO


def _row(number: int, service: int, day: date, dice: random.Random) -> dict[str, Any]:
    return {
        "reference": new_reference(),
        "kind": Kind.EXPERIENCE,
        "channel": Channel.IMPORT,
        "state": State.APPROVED,
        "language": dice.choice(LANGUAGES),
        "who": dice.choice(WHO),
        "care_service_id": service,
        "publish_consent": False,
        "received_at": to_the_hour(min(utc_now(), datetime.combine(day, time(12), UTC))),
        "received_on": day,
        "source_name": CARDS,
        "source_comment_id": str(number),
    }
