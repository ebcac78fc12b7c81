"""the first answers of a new responder wait for a second person"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("responses") as batch_op:
        batch_op.add_column(
            sa.Column(
                "waiting",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="a second person reads it first",
            )
        )
        batch_op.add_column(sa.Column("checked_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("checked_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("given_back", sa.String(), nullable=True, comment="why it never went out")
        )
        batch_op.create_foreign_key(
            op.f("fk_responses_checked_by_users"), "users", ["checked_by"], ["id"]
        )
        batch_op.create_check_constraint("given_back_length", "length(given_back) <= 1000")
        batch_op.create_check_constraint(
            "waits_for_nobody_twice", "NOT waiting OR checked_by IS NULL"
        )
        batch_op.create_check_constraint("read_by_somebody_else", "checked_by <> written_by")
        batch_op.create_index("ix_responses_written_by", ["written_by", "id"])
    with op.batch_alter_table("responses") as batch_op:
        batch_op.alter_column(
            "waiting", existing_type=sa.Boolean(), existing_nullable=False, server_default=None
        )


def downgrade() -> None:
    # an answer that never went out would be shown to the person by the older version
    op.execute("DELETE FROM responses WHERE waiting OR given_back IS NOT NULL")
    with op.batch_alter_table("responses") as batch_op:
        batch_op.drop_index("ix_responses_written_by")
        batch_op.drop_constraint(op.f("ck_responses_read_by_somebody_else"), type_="check")
        batch_op.drop_constraint(op.f("ck_responses_waits_for_nobody_twice"), type_="check")
        batch_op.drop_constraint(op.f("ck_responses_given_back_length"), type_="check")
        batch_op.drop_constraint(op.f("fk_responses_checked_by_users"), type_="foreignkey")
        batch_op.drop_column("given_back")
        batch_op.drop_column("checked_at")
        batch_op.drop_column("checked_by")
        batch_op.drop_column("waiting")
