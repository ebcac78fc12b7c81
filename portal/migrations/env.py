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
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        else:
            connection.exec_driver_sql("SET TRANSACTION READ WRITE")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
