"""Making sure that what was erased is not left in the files of the database."""

import logging
import sqlite3
from contextlib import closing

from portal.db.base import db
from portal.db.sessions import is_writing

WAIT_S = 0.3
log = logging.getLogger(__name__)


def scrub() -> bool:
    """Empty SQLite's write-ahead log, where erased pages live on until somebody overwrites them.

    Call it after the commit: inside a larger transaction it does nothing. False when it was not
    done, because of that or because a reader stood in the way; a sweep tries again. PostgreSQL
    does it by itself (autovacuum, recycled log segments).
    """
    if is_writing():
        return False
    engine = db.engine
    if engine.dialect.name != "sqlite":
        return True
    db.session().rollback()  # our own snapshot would be in the way
    try:
        with closing(sqlite3.connect(engine.url.database or "", timeout=WAIT_S)) as connection:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as error:
        log.warning("the log of the database was not emptied (%s); a sweep tries again", error)
        return False
    return not busy
