"""One session: it reads by default; `with writing():` takes the lock and commits once."""

from portal.db.base import Base, db
from portal.db.erasing import scrub
from portal.db.errors import DatabaseUnavailable, violated_constraint
from portal.db.pages import Page, id_typed, read_page
from portal.db.sealed import Sealed, SealedJSON, hash_for_lookup, init_sealing
from portal.db.sessions import session, writing
from portal.db.setup import init_database, migrations_current, ping, upgrade
from portal.db.types import UTCDateTime, text_length, to_the_hour, utc_now, words_in

__all__ = [
    "Base",
    "DatabaseUnavailable",
    "Page",
    "Sealed",
    "SealedJSON",
    "UTCDateTime",
    "db",
    "hash_for_lookup",
    "id_typed",
    "init_database",
    "init_sealing",
    "migrations_current",
    "ping",
    "read_page",
    "scrub",
    "session",
    "text_length",
    "to_the_hour",
    "upgrade",
    "utc_now",
    "violated_constraint",
    "words_in",
    "writing",
]
