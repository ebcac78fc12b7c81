"""The public list: newest first, to and fro without gaps or repeats."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal.classifier import NullReader, ThemeReading
from portal.classifier import Reading as Read
from portal.db import session, utc_now, writing
from portal.feedback.models import Feedback
from portal.feedback.queries import (
    PAGE,
    PublishedFilter,
    find_published,
    list_published,
    parse_cursor,
)
from portal.organisations.queries import find_service
from portal.readings import service as readings
from portal.strategy.models import Theme
from tests.factories import make_feedback

ALL = PublishedFilter()


def publish_many(times: list[datetime]) -> list[int]:
    """One published row for each time; returns the ids in the list's order."""
    rows = [(moment, make_feedback().id) for moment in times]
    with writing() as db:
        for moment, ident in rows:
            db.execute(
                update(Feedback)
                .where(Feedback.id == ident)
                .values(state="published", public_text="Kind", published_at=moment)
            )
    return [ident for _, ident in sorted(rows, reverse=True)]


def two_pages_and_a_half() -> list[int]:
    """Fifty rows, ten of them at each moment, so that a page ends amid equal times."""
    now = utc_now()
    return publish_many([now - timedelta(hours=n // 10) for n in range(PAGE * 2 + 10)])


def test_older_leads_through_everything_once(context: Flask) -> None:
    made, seen, place = two_pages_and_a_half(), [], None
    for _ in range(3):
        page = list_published(ALL, before=place)
        seen += [row.id for row in page.items]
        place = page.older
    assert seen == made
    assert place is None


def test_newer_leads_back_the_same_way(context: Flask) -> None:
    made = two_pages_and_a_half()
    second = list_published(ALL, before=list_published(ALL).older)
    last = list_published(ALL, before=second.older)
    back = list_published(ALL, after=last.newer)
    first = list_published(ALL, after=back.newer)
    assert [r.id for r in back.items] == made[PAGE : PAGE * 2]
    assert [r.id for r in first.items] == made[:PAGE]
    assert first.newer is None


def test_what_is_published_meanwhile_moves_nothing_on_the_older_pages(context: Flask) -> None:
    made = publish_many([utc_now() - timedelta(hours=n) for n in range(PAGE + 5)])
    place = list_published(ALL).older
    publish_many([utc_now()])
    assert [r.id for r in list_published(ALL, before=place).items] == made[PAGE:]


def test_an_empty_list_has_no_neighbours(context: Flask) -> None:
    page = list_published(ALL)
    assert (list(page.items), page.newer, page.older) == ([], None, None)


@pytest.mark.parametrize("text", ["", "1", "a-b", "1-2-3", "99999999999-1", "-1-1", "١-٢"])
def test_what_is_no_cursor_is_the_first_page(text: str) -> None:
    assert parse_cursor(text) is None


def test_only_published_rows_are_there(context: Flask) -> None:
    ident = make_feedback().id
    assert find_published(ident) is None
    assert list(list_published(ALL).items) == []


def test_the_list_of_one_service(context: Flask) -> None:
    made = publish_many([utc_now()])
    here, other = find_service("r0b01"), find_service("rx6")
    assert here is not None
    assert other is not None
    assert [r.id for r in list_published(PublishedFilter(service_id=here.id)).items] == made
    assert list(list_published(PublishedFilter(service_id=other.id)).items) == []


def test_the_list_of_one_theme_is_what_the_reader_found(context: Flask) -> None:
    theme = session().query(Theme).order_by(Theme.id).first()
    assert theme is not None
    made = publish_many([utc_now(), utc_now()])
    owner, rows = readings.lease(1)
    found = ThemeReading(id=theme.id, polarity="positive", score=0.9)
    result = {**vars(NullReader().read("Kind")), "abstained": None, "themes": (found,)}
    readings.keep(owner, {rows[0][0]: Read(**result)})
    listed = [r.id for r in list_published(PublishedFilter(theme_id=theme.id)).items]
    assert listed == [rows[0][2]]
    assert len(made) == 2
