"""The nightly verification."""

import logging
from datetime import timedelta

from portal.audit.queries import last_check
from portal.audit.service import keep_check
from portal.audit.verification import verify
from portal.db import utc_now
from portal.jobs import sweep

EVERY = timedelta(hours=24)
log = logging.getLogger(__name__)


@sweep("audit")
def verify_trail() -> int:
    """Verify the chain once a day; a chain that is broken is an error line that says ALERT."""
    last = last_check()
    if last is not None and utc_now() - last.at < EVERY:
        return 0
    verdict = verify()
    keep_check(verdict)
    if verdict.broken_at is not None:
        log.error("ALERT %s", verdict)
    else:
        # kept in the log as well, so that a chain cut back in the database does not match it
        log.info("%s", verdict)
    return 1
