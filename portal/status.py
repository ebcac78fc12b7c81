"""What `portal status` prints."""

from typing import Any

from portal.db import db, migrations_current, utc_now
from portal.feedback import queries as feedback
from portal.notify.queries import count_waiting as mails_waiting
from portal.readings import queries as readings
from portal.readings.jobs import reader_slot
from portal.readings.models import ReadingState


def status_of() -> dict[str, Any]:
    """Counts only, never words: feedback, jobs, model, database, migrations."""
    by_state = feedback.count_by_state()
    read = readings.count_by_state()
    waiting, oldest = readings.count_waiting()
    return {
        "feedback": {
            "total": sum(by_state.values()),
            "by_state": by_state,
            "by_kind": feedback.count_by_kind(),
            "read": read.get(ReadingState.READ, 0),
            "abstained": read.get(ReadingState.ABSTAINED, 0),
        },
        "jobs": {
            "waiting": waiting + mails_waiting(),
            "oldest_s": int((utc_now() - oldest).total_seconds()) if oldest else 0,
        },
        "model": reader_slot().model_name(),
        "database": db.engine.dialect.name,
        "migrations_current": migrations_current(db.engine),
    }
