"""the desk's queue: its search, its indexes, assignments, saved filters and running exports"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from portal.feedback.search import folded

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NO_COMPLAINT = sa.text("kind <> 'complaint'")
ORDER: list[Any] = [sa.text("risk DESC"), "id"]
URGENT = sa.text("risk = 2 AND state <> 'withdrawn'")
ROWS = 1000


def upgrade() -> None:
    with op.batch_alter_table("passages") as batch_op:
        batch_op.add_column(
            sa.Column(
                "search_text",
                sa.String(),
                nullable=False,
                server_default="",
                comment="the original, folded for the desk's search",
            )
        )
    _fold_what_is_there()
    with op.batch_alter_table("passages") as batch_op:
        batch_op.alter_column(
            "search_text", existing_type=sa.String(), existing_nullable=False, server_default=None
        )
    _indexes()
    _filters()
    op.create_table(
        "assignments",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("assigned_by", sa.Integer(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(), nullable=False),
        _to("assignments", "feedback_id", "feedback"),
        _to("assignments", "user_id", "users"),
        _to("assignments", "assigned_by", "users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_assignments")),
    )
    op.create_index("ix_assignments_user_id", "assignments", ["user_id", "feedback_id"])
    op.create_table(
        "running_exports",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "token", sa.String(length=32), nullable=False, comment="which of two runs may end it"
        ),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        _to("running_exports", "user_id", "users"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_running_exports")),
    )


def _fold_what_is_there() -> None:
    passages = sa.table(
        "passages", sa.column("id"), sa.column("original_text"), sa.column("search_text")
    )
    connection, last = op.get_bind(), 0
    wanted = sa.select(passages.c.id, passages.c.original_text).order_by(passages.c.id)
    change = (
        sa.update(passages)
        .where(passages.c.id == sa.bindparam("ident"))
        .values(search_text=sa.bindparam("words"))
    )
    while rows := connection.execute(wanted.where(passages.c.id > last).limit(ROWS)).all():
        connection.execute(change, [{"ident": i, "words": folded(words)} for i, words in rows])
        last = rows[-1][0]


def _indexes() -> None:
    for name, columns in (("desk", ["state", *ORDER]), ("desk_any", ORDER)):
        op.create_index(
            f"ix_feedback_{name}",
            "feedback",
            columns,
            sqlite_where=NO_COMPLAINT,
            postgresql_where=NO_COMPLAINT,
        )
    op.create_index("ix_feedback_language", "feedback", ["language"])
    op.create_index(
        "ix_feedback_urgent", "feedback", ["id"], sqlite_where=URGENT, postgresql_where=URGENT
    )


def _filters() -> None:
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(), nullable=False, comment="the query string of the queue"),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_saved_filters_name_given")),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_saved_filters_name_length")),
        sa.CheckConstraint("length(query) <= 1000", name=op.f("ck_saved_filters_query_length")),
        _to("saved_filters", "owner_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_filters_owner_id_name")),
    )
    op.create_table(
        "default_filters",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("filter_id", sa.Integer(), nullable=False),
        _to("default_filters", "user_id", "users"),
        _to("default_filters", "filter_id", "saved_filters"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_default_filters")),
    )
    op.create_index("ix_default_filters_filter_id", "default_filters", ["filter_id"])


def _to(
    table: str, column: str, other: str, *, ondelete: str = "CASCADE"
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=op.f(f"fk_{table}_{column}_{other}"),
        ondelete=ondelete,
    )


def downgrade() -> None:
    for table in ("running_exports", "default_filters", "saved_filters", "assignments"):
        op.drop_table(table)
    for name in ("language", "urgent", "desk_any", "desk"):
        op.drop_index(f"ix_feedback_{name}", table_name="feedback")
    with op.batch_alter_table("passages") as batch_op:
        batch_op.drop_column("search_text")
