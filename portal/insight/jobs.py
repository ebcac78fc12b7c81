"""The sweep that keeps counts and public figures up to date."""

from datetime import timedelta

from sqlalchemy import select

from portal.db import session, utc_now
from portal.insight import listening as _listening  # noqa: F401 hears of every change
from portal.insight import publishing, rollups
from portal.insight.models import TallyCheck
from portal.jobs import sweep

EVERY = timedelta(hours=24)


@sweep("rollups")
def keep_counts() -> int:
    """Count anew what is marked, everything once a day, then publish what is over or changed."""
    done = rollups.settle()
    last = session().scalars(select(TallyCheck.at).order_by(TallyCheck.id.desc()).limit(1)).first()
    if last is None or utc_now() - last >= EVERY:
        done += rollups.repair()
    return done + publishing.publish_due()
