"""Column types and checks that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect
from sqlalchemy.types import TypeDecorator


def utc_now() -> datetime:
    """This moment, aware, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def to_the_hour(moment: datetime) -> datetime:
    """A time that cannot point to one person."""
    return moment.replace(minute=0, second=0, microsecond=0)


class UTCDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python, naive UTC in the database; refuses a naive value."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: the same moment in UTC without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database: the moment with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


def text_length(column: str, most: int) -> CheckConstraint:
    """A named CHECK that `column` holds at most `most` characters.

    SQLite stores over-long text without a word; PostgreSQL's TEXT has no limit either.
    """
    return CheckConstraint(f"length({column}) <= {most}", name=f"{column}_length")


def words_in(column: str, words: type) -> CheckConstraint:
    """A named CHECK that `column` holds one of the values of the enum `words`."""
    listed = ", ".join(f"'{word.value}'" for word in words)  # type: ignore[attr-defined]
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
