"""Who may write, when, and what happens to a write that fails, on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm.exc import StaleDataError

from portal.db import session, utc_now, writing
from portal.db.sessions import WriteOutsideTransaction
from portal.desk.models import PageReport
from portal.feedback.models import Feedback
from tests.factories import make_feedback


def report(body: str = "The button does nothing") -> PageReport:
    """A row without relatives."""
    return PageReport(page="/", body=body, language="en", reported_at=utc_now())


def bodies() -> list[str]:
    """What is stored."""
    session().rollback()
    return list(session().scalars(select(PageReport.body).order_by(PageReport.id)))


def test_an_object_added_outside_writing_is_refused(context: Flask) -> None:
    session().add(report())
    with pytest.raises(WriteOutsideTransaction):
        session().flush()
    assert bodies() == []


def test_an_object_changed_outside_writing_is_refused(context: Flask) -> None:
    feedback = make_feedback()
    feedback.risk = 2
    with pytest.raises(WriteOutsideTransaction):
        session().commit()
    session().rollback()
    assert feedback.risk == 0


@pytest.mark.parametrize(
    "statement",
    [
        update(Feedback).values(risk=2),
        text("DELETE FROM feedback"),
        insert(PageReport).values(page="", body="x", language="en"),
    ],
)
def test_a_statement_outside_writing_is_refused_by_the_database(
    context: Flask, statement: object
) -> None:
    feedback = make_feedback()
    with pytest.raises(DBAPIError):
        session().execute(statement)  # type: ignore[call-overload]
    session().rollback()
    assert (feedback.risk, bodies()) == (0, [])


def test_after_writing_the_session_reads_only_again(context: Flask) -> None:
    with writing() as db:
        db.add(report())
    with pytest.raises(DBAPIError):
        session().execute(text("DELETE FROM page_reports"))
    assert len(bodies()) == 1


def test_nested_writing_joins_the_outer_transaction(context: Flask) -> None:
    with pytest.raises(RuntimeError), writing() as db:
        with writing() as inner:
            assert inner is db
            inner.add(report())
        raise RuntimeError("the outer verb failed")
    assert bodies() == []


def test_a_failure_inside_is_rolled_back_and_the_next_write_works(context: Flask) -> None:
    with pytest.raises(RuntimeError), writing() as db:
        db.add(report("first"))
        raise RuntimeError
    with writing() as db:
        db.add(report("second"))
    assert bodies() == ["second"]


def test_changes_made_before_writing_do_not_slip_in(context: Flask) -> None:
    feedback = make_feedback()
    feedback.risk = 2
    with writing() as db:
        db.add(report())
    assert feedback.risk == 0


def test_two_sessions_that_change_one_row_do_not_overwrite_each_other(context: Flask) -> None:
    ident = make_feedback().id
    with pytest.raises(StaleDataError), writing() as db:
        row = db.get_one(Feedback, ident)
        db.execute(update(Feedback).values(version=Feedback.version + 1)
                   .execution_options(synchronize_session=False))  # fmt: skip
        row.risk = 2
    session().rollback()
    assert session().get_one(Feedback, ident).risk == 0


def test_a_time_is_stored_in_utc_and_comes_back_with_its_zone(context: Flask) -> None:
    at = datetime(2026, 6, 1, 12, 0, tzinfo=timezone(timedelta(hours=1)))
    with writing() as db:
        db.add(PageReport(page="", body="x", language="en", reported_at=at))
    found = session().scalars(select(PageReport.reported_at)).one()
    assert (found.hour, found.tzinfo) == (11, UTC)


def test_a_time_without_a_zone_is_refused(context: Flask) -> None:
    naive = datetime(2026, 6, 1, 12, 0)
    with pytest.raises(StatementError, match="without a zone"), writing() as db:
        db.add(PageReport(page="", body="x", language="en", reported_at=naive))
    assert bodies() == []


def test_what_people_wrote_does_not_get_into_a_database_error(context: Flask) -> None:
    with pytest.raises(DBAPIError) as caught, writing() as db:
        db.add(report("my secret story " * 400))
    assert "secret story" not in str(caught.value.with_traceback(None)).split("DETAIL")[0]
