"""Alembic's environment: the engine and the tables of the current application."""

from typing import Any

from alembic import context
from flask import current_app

config = context.config
migration: Any = current_app.extensions["migrate"]
database = migration.db


def run() -> None:
    """Run migrations on one connection, in one transaction."""
    engine = database.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # before the transaction begins: inside of it SQLite ignores the word, and a table
            # that is made anew would take the rows that point to it with it
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("PRAGMA query_only=OFF")
        else:
            connection.exec_driver_sql("SET TRANSACTION READ WRITE")
        try:
            _migrate(connection)
        finally:
            connection.rollback()  # what did not end well; after a commit there is nothing left
            if engine.dialect.name == "sqlite":
                connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


def _migrate(connection: Any) -> None:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows of {broken[0][0]} would point to nothing")
    connection.commit()


run()
