"""What can go wrong in the database, in words the floors above understand."""

import re

from sqlalchemy.exc import IntegrityError

_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (\w+)")
_SQLITE_APPEND_ONLY = re.compile(r"^(\w+_append_only):")
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (\w+)\.(\w+(?:, \w+\.\w+)*)")


class DatabaseUnavailable(Exception):
    """The database cannot be reached or is too busy; the request is answered 503."""


def violated_constraint(error: IntegrityError) -> str | None:
    """The name of the constraint that `error` broke, the same on both databases.

    SQLite names the columns of a UNIQUE constraint; the naming convention gives the name back.
    """
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name
    message = str(error.orig)
    if check := _SQLITE_CHECK.search(message):
        return check[1]
    if refused := _SQLITE_APPEND_ONLY.search(message):
        return refused[1]
    if unique := _SQLITE_UNIQUE.search(message):
        columns = re.sub(r", \w+\.", "_", unique[2])
        return f"uq_{unique[1]}_{columns}"
    return None
