"""Counting one month from what people gave: the only place where raw rows are counted."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from portal.db import session
from portal.desk.models import Decision
from portal.feedback.models import Feedback, StatementAnswer
from portal.feedback.states import Answer, State
from portal.insight.groups import dimensions
from portal.insight.models import Level, Source
from portal.insight.periods import add_months
from portal.readings.models import Polarity, Reading, ReadingState, ReadStatement, ReadTheme

#: what an answer to a statement says of it
POLARITY = {
    Answer.YES: Polarity.POSITIVE,
    Answer.PARTLY: Polarity.MIXED,
    Answer.NO: Polarity.NEGATIVE,
}


class Place(NamedTuple):
    """A service by its id, or an organisation by its code where no service is known."""

    level: str
    place: str


class Key(NamedTuple):
    """What one count is of; dimension and group are empty for everybody together."""

    level: str
    place: str
    source: str
    model: str
    subject: str
    dimension: str = ""
    group: str = ""

    def at(self, place: Place) -> "Key":
        """The same of another place."""
        return self._replace(level=place.level, place=place.place)


@dataclass(frozen=True)
class Counts:
    """Positive, mixed and negative."""

    positive: int = 0
    mixed: int = 0
    negative: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(
            self.positive + other.positive,
            self.mixed + other.mixed,
            self.negative + other.negative,
        )

    @property
    def n(self) -> int:
        """All of them."""
        return self.positive + self.mixed + self.negative


def counted() -> ColumnElement[bool]:
    """Which feedback counts: not taken back, not declined by a moderator.

    What only a machine would have filled in is held without anybody's decision, and does not
    count before a person lets it in.
    """
    decided = exists().where(Decision.feedback_id == Feedback.id)
    return and_(
        Feedback.state.not_in((State.WITHDRAWN, State.DECLINED)),
        or_(Feedback.state != State.HELD, decided),
    )


def count_month(month: date, places: Collection[Place] | None = None) -> dict[Key, Counts]:
    """Services and what is elsewhere in one month, counted from the rows; only `places` if given.

    Months are those in which feedback came in, by the day in London.
    """
    rows: Counter[tuple[Key, str]] = Counter()
    within = [Feedback.received_on >= month, Feedback.received_on < add_months(month, 1), counted()]
    if places is not None:
        within.append(_among(places))
    for dimension in (None, *dimensions()):
        members = dimension.members().subquery() if dimension else None
        for wanted in _queries(members):
            for row in session().execute(wanted.where(*within)):
                rows[_key(row, dimension.code if dimension else ""), row.polarity] += row.times
    return _as_counts(rows)


def _among(places: Collection[Place]) -> ColumnElement[bool]:
    services = [int(p.place) for p in places if p.level == Level.SERVICE]
    codes = [p.place for p in places if p.level == Level.ELSEWHERE]
    named = func.coalesce(Feedback.organisation_code, "").in_(codes)
    return or_(
        Feedback.care_service_id.in_(services),
        and_(Feedback.care_service_id.is_(None), named),
    )


def _queries(members: Any) -> Iterator[Select[Any]]:
    answers = (
        StatementAnswer.statement_id.label("subject"),
        StatementAnswer.answer.label("polarity"),
    )
    wanted = _select(members, Source.ANSWERS, *answers).join(
        StatementAnswer, StatementAnswer.feedback_id == Feedback.id
    )
    yield _grouped(wanted.where(StatementAnswer.answer != Answer.NOT_APPLICABLE), members, *answers)
    for table, label in ((ReadStatement, "statement_id"), (ReadTheme, "theme_id")):
        read = (
            getattr(table, label).label("subject"),
            table.polarity.label("polarity"),  # type: ignore[attr-defined]
            Reading.model.label("model"),
        )
        wanted = (
            _select(members, Source.COMMENTS, *read)
            .join(Reading, and_(Reading.source == "feedback", Reading.source_id == Feedback.id))
            .join(table, table.reading_id == Reading.id)  # type: ignore[attr-defined]
            .where(Reading.state == ReadingState.READ)
        )
        yield _grouped(wanted, members, *read)


def _select(members: Any, source: Source, *columns: Any) -> Select[Any]:
    group = [members.c[1].label("grp")] if members is not None else []
    wanted = select(
        Feedback.care_service_id,
        Feedback.organisation_code,
        *columns,
        *group,
        func.count().label("times"),
    ).select_from(Feedback)
    return wanted if members is None else wanted.join(members, members.c[0] == Feedback.id)


def _grouped(wanted: Select[Any], members: Any, *columns: Any) -> Select[Any]:
    group = [members.c[1]] if members is not None else []
    by = [column.element for column in columns]
    return wanted.group_by(Feedback.care_service_id, Feedback.organisation_code, *by, *group)


def _key(row: Any, dimension: str) -> Key:
    known = row._mapping
    if row.care_service_id is not None:
        place = Place(Level.SERVICE, str(row.care_service_id))
    else:
        place = Place(Level.ELSEWHERE, row.organisation_code or "")
    source = Source.COMMENTS if "model" in known else Source.ANSWERS
    model = (known["model"] or "unknown") if source == Source.COMMENTS else ""
    group = str(known["grp"]) if dimension else ""
    return Key(*place, source, model, row.subject, dimension, group)


def _as_counts(rows: Counter[tuple[Key, str]]) -> dict[Key, Counts]:
    found: dict[Key, Counts] = {}
    for (key, word), times in rows.items():
        polarity = POLARITY[Answer(word)] if key.source == Source.ANSWERS else Polarity(word)
        found[key] = found.get(key, Counts()) + Counts(**{polarity.value: times})
    return found
