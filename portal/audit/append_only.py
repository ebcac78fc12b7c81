"""Triggers that let rows of a table be added and never changed or removed.

They stand in the migration and are made with the table besides, so that a schema made from the
models refuses the same. Whoever owns the database can drop them; the chain of hashes finds that.
"""

from typing import Any

from sqlalchemy import DDL, event

RULE = "audit_entries_append_only"
WHY = f"{RULE}: entries of the audit trail are only ever added"

SQLITE = tuple(
    f"CREATE TRIGGER {RULE}_{verb.lower()} BEFORE {verb} ON audit_entries "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION {RULE}() RETURNS trigger LANGUAGE plpgsql AS $body$ "
    f"BEGIN RAISE EXCEPTION '{WHY}' "
    f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{RULE}'; END $body$",
    f"CREATE TRIGGER {RULE}_rows BEFORE UPDATE OR DELETE ON audit_entries "
    f"FOR EACH ROW EXECUTE FUNCTION {RULE}()",
    f"CREATE TRIGGER {RULE}_truncate BEFORE TRUNCATE ON audit_entries "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {RULE}()",
)
SQLITE_OFF = tuple(f"DROP TRIGGER IF EXISTS {RULE}_{verb}" for verb in ("update", "delete"))
POSTGRESQL_OFF = tuple(
    f"DROP TRIGGER IF EXISTS {RULE}_{what} ON audit_entries" for what in ("rows", "truncate")
)


def guard_table(table: Any) -> None:
    """Make the triggers whenever `table` is made from the models."""
    for dialect, statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
        for statement in statements:
            event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))
