"""Monthly counts stay what the rows of people say, whatever is done in whatever order."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, event, select, text, update
from sqlalchemy.exc import IntegrityError

from portal.db import session, writing
from portal.feedback.models import Feedback
from portal.feedback.withdrawal import withdraw
from portal.i18n import today
from portal.insight.counting import Counts, Key, Place
from portal.insight.models import GroupTally, Level, Tally, TallyCheck, TallyMark
from portal.insight.periods import month_of
from portal.insight.rollups import expected, mark, months_counted, repair, settle, stored
from portal.insight.series import of_services, series, series_of
from portal.organisations.models import CareService
from portal.organisations.places import merge
from portal.organisations.queries import find_service
from tests.factories import make_feedback, make_staff
from tests.insight.doings import Doings, recount

STEPS = 40
WORDS = {"yes": "positive", "partly": "mixed", "no": "negative"}


@pytest.fixture(autouse=True)
def places_as_they_were(context: Flask) -> Iterator[None]:
    """Services stay from test to test, so what was merged or moved is put back."""
    columns = ("id", "organisation_code", "site_code", "search_text", "valid_to", "merged_into_id")
    wanted = select(*(getattr(CareService, name) for name in columns))
    before = [dict(row._mapping) for row in session().execute(wanted)]
    yield
    with writing() as db:
        db.execute(update(CareService), before)


def kept() -> dict[tuple[date, Key], Counts]:
    """Everything that is kept, by month."""
    return {(m, key): c for m in months_counted() for key, c in stored(m, tuple(Level)).items()}


def from_nothing() -> dict[tuple[date, Key], Counts]:
    """Everything counted from the rows of people."""
    return {(m, key): c for m in months_counted() for key, c in expected(m).items()}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.slow
def test_after_any_doings_the_counts_are_those_made_from_nothing(context: Flask, seed: int) -> None:
    doings = Doings(seed, by=make_staff("moderator"))
    done = Counter()
    for step in range(STEPS):
        done[doings.step()] += 1
        if step % 9 == 8:
            settle()
    settle()
    assert len(done) > 7
    assert kept() == from_nothing()


def test_the_region_counts_what_plain_sql_counts(context: Flask) -> None:
    doings = Doings(7, by=make_staff("moderator"))
    for _step in range(STEPS):
        doings.step()
    settle()
    found = Counter()
    for row in session().scalars(select(Tally).where(Tally.level == Level.REGION)):
        if row.source == "answers":
            for answer, word in WORDS.items():
                found[row.subject, answer, str(row.month)[:7]] += getattr(row, word)
    assert +found == recount()


def test_a_change_marks_its_month_in_its_own_transaction(context: Flask) -> None:
    make_feedback(answers={"PE-I-01": "yes"})
    month = session().scalars(select(TallyMark.month)).all()
    assert set(month) == {month_of(today())}
    settle()
    assert not session().scalars(select(TallyMark.id)).all()


def test_each_month_is_counted_in_a_transaction_of_its_own(context: Flask) -> None:
    months = [date(2026, month, 3) for month in (1, 2, 3)]
    for day in months:
        feedback = make_feedback(answers={"PE-I-01": "yes"})
        with writing():
            feedback.received_on = day
    settle()
    mark([Place(Level.ELSEWHERE, "")], None)
    ends: list[int] = []
    event.listen(session(), "after_commit", lambda _: ends.append(1))
    settle()
    assert len(ends) == 1 + len(months_counted())


def test_what_is_taken_back_counts_no_more(context: Flask) -> None:
    feedback = make_feedback(answers={"PE-I-01": "yes"})
    settle()
    assert kept()
    withdraw(feedback)
    settle()
    assert not kept()


def test_what_changed_behind_our_back_is_found_by_the_daily_check(context: Flask) -> None:
    make_feedback(answers={"PE-I-01": "yes"}, language="ar")
    settle()
    with writing() as db:
        db.execute(text("UPDATE statement_answers SET answer = 'no'"))
        db.execute(delete(GroupTally))
    assert repair() == 1
    assert kept() == from_nothing()
    assert repair() == 0
    checks = session().scalars(select(TallyCheck.repaired).order_by(TallyCheck.id)).all()
    assert checks == [1, 0]


def test_answers_and_comments_of_two_models_stand_apart(context: Flask) -> None:
    doings = Doings(11, by=make_staff("moderator"))
    for _time in range(6):
        make_feedback()
        doings._read()
    settle()
    models = session().scalars(select(Tally.model).where(Tally.source == "comments").distinct())
    assert set(models) == {"reader 1", "reader 2"}
    month = [month_of(today())]
    read = series("culture_and_climate", None, month, source="comments")
    others = series("culture_and_climate", None, month, source="comments",
                    model=next(iter(read.left_out)))  # fmt: skip
    assert read.n + others.n == 6
    assert read.left_out[others.model] == others.n


def test_a_comment_without_its_model_cannot_be_counted(context: Flask) -> None:
    row = Tally(level="region", place="", source="comments", model="", subject="PE-I-01",
                month=date(2026, 4, 1), positive=1, mixed=0, negative=0)  # fmt: skip
    with pytest.raises(IntegrityError, match="comments_name_their_model"), writing() as db:
        db.add(row)


def test_a_merged_service_goes_on_in_the_series_of_the_other(context: Flask) -> None:
    old, new = find_service("r0b01"), find_service("rtd01")
    assert old is not None and new is not None
    make_feedback(answers={"PE-I-01": "yes"}, care_service_id=old.id)
    make_feedback(answers={"PE-I-01": "no"}, care_service_id=new.id)
    settle()
    month = [month_of(today())]
    assert series("PE-I-01", [new.id], month).n == 1
    merge(old, new, last_day=today(), actor="system")
    assert series("PE-I-01", [new.id], month).n == 2
    assert series_of("PE-I-01", of_services([old.id]), month).points[0].share == 1


def test_a_month_without_anybody_is_a_point_without_a_share(context: Flask) -> None:
    points = series("PE-I-01", None, [date(2026, 1, 1), date(2026, 2, 1)]).points
    assert [(p.month.month, p.n, p.share) for p in points] == [(1, 0, None), (2, 0, None)]


def test_only_a_person_lets_in_what_a_machine_may_have_filled_in(context: Flask) -> None:
    make_feedback(answers={"PE-I-01": "yes"}, details={"automatic": True})
    settle()
    assert not kept()
    with writing() as db:
        db.execute(update(Feedback).values(state="received"))
    repair()
    assert kept()
