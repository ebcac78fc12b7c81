"""Columns that are encrypted at rest: how to reach people, and answers that are not sent yet.

MultiFernet of `cryptography` (in use already) was chosen over the database's own encryption: it
works the same on SQLite and PostgreSQL, in a copy of the database too, and its keys can rotate.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, current_app
from sqlalchemy import Dialect, Text
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator

from portal.db.types import to_the_hour, utc_now

#: tells an encrypted value from one that was stored before there were keys
MARK = "sealed:"


class SealedWithAnotherKey(RuntimeError):
    """None of the keys in PORTAL_CONTACT_KEYS opens a stored value."""

    def __init__(self) -> None:
        super().__init__("PORTAL_CONTACT_KEYS holds none of the keys this database was written by")


class ComparedSealed(TypeError):
    """A query compares an encrypted column; every encryption differs, so nothing would match."""


class Keyring:
    """The keys of one application: the first writes, all of them read."""

    def __init__(self, keys: Sequence[str], secret: str) -> None:
        self._first = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])
        self._lookup = hmac.digest(secret.encode(), b"portal contact lookup 1", "sha256")

    def seal(self, text: str) -> str:
        """`text` encrypted by the first key; nothing stays nothing.

        A token tells when it was made: the hour and no more, as everywhere about people.
        """
        if not text:
            return text
        hour = int(to_the_hour(utc_now()).timestamp())
        return MARK + self._first.encrypt_at_time(text.encode(), hour).decode()

    def open(self, stored: str) -> str:
        """The text of a stored value. Raises `SealedWithAnotherKey`."""
        if not stored.startswith(MARK):
            return stored
        try:
            return self._all.decrypt(stored.removeprefix(MARK)).decode()
        except InvalidToken:
            raise SealedWithAnotherKey from None

    def is_current(self, stored: str) -> bool:
        """Whether nothing is left to do: it is empty or encrypted by the first key."""
        if not stored.startswith(MARK):
            return not stored
        try:
            self._first.decrypt(stored.removeprefix(MARK))
        except InvalidToken:
            return False
        return True

    def hash_for_lookup(self, text: str) -> str | None:
        """A keyed hash by which an address is found again; None for no address."""
        folded = text.strip().casefold()
        return hmac.new(self._lookup, folded.encode(), hashlib.sha256).hexdigest() if text else None


def init_sealing(app: Flask, *, keys: Sequence[str], secret: str) -> None:
    """Give `app` its keys."""
    app.extensions["portal_keyring"] = Keyring(keys, secret)


def keyring() -> Keyring:
    """The keys of the current application."""
    ring: Keyring = current_app.extensions["portal_keyring"]
    return ring


def hash_for_lookup(text: str) -> str | None:
    """The keyed hash of one address, for a column beside the encrypted one."""
    return keyring().hash_for_lookup(text)


class Sealed(TypeDecorator[str]):
    """Text that is encrypted in the database and plain in Python."""

    impl = Text
    cache_ok = True

    class Comparator(TypeDecorator.Comparator[str]):
        """Refuses comparisons that could never be true."""

        def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
            """Only "is it empty" can be asked. Raises `ComparedSealed`."""
            if op in (operators.eq, operators.ne) and isinstance(other[0], str) and other[0]:
                raise ComparedSealed("compare the hash column beside the encrypted one")
            return super().operate(op, *other, **kwargs)

    comparator_factory = Comparator  # type: ignore[assignment]

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database: encrypted."""
        return None if value is None else keyring().seal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """From the database: opened."""
        return None if value is None else keyring().open(value)


class SealedJSON(TypeDecorator[Any]):
    """Plain values that are encrypted in the database as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To the database: encrypted."""
        return None if value is None else keyring().seal(json.dumps(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """From the database: opened."""
        return None if value is None else json.loads(keyring().open(value))
