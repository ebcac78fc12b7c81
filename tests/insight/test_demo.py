"""The demo's two years: one change worked, one did not, one has too few answers to say."""

from flask import Flask
from sqlalchemy import func, select

from portal.db import session, writing
from portal.demo.answers import STORIES, keep_answers
from portal.feedback.models import Feedback
from portal.insight.periods import last_months
from portal.insight.rollups import settle
from portal.insight.series import MonthSeries, series
from portal.insight.spc import COMMON_CAUSE, xmr
from portal.organisations.queries import find_service
from portal.organisations.service import NewService, load_service


def story(number: int) -> MonthSeries:
    """Two years of one story."""
    service = find_service(STORIES[number].service)
    assert service is not None
    return series(STORIES[number].statement, [service.id], last_months(24))


def test_the_stories_are_told_by_the_charts(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        with writing():
            for told in STORIES:
                load_service(NewService(told.service, "RTD", "Invented", "ward"))
        assert 700 < keep_answers() < 1100
        settle()
        worked, did_not, few = (story(n) for n in range(3))
        assert xmr([p.share for p in worked.points]).variation == "improvement_high"
        assert set(xmr([p.share for p in did_not.points]).labels) == {COMMON_CAUSE}
        assert max(point.n for point in few.points) < 8
        assert not session().scalar(
            select(func.count()).select_from(Feedback).where(Feedback.publish_consent)
        )
