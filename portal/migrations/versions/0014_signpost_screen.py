"""signpost screen"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("signposts") as table:
        table.add_column(
            sa.Column(
                "retired_on",
                sa.Date(),
                nullable=True,
                comment="from this day on it is not shown",
            )
        )
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("signposts") as table:
        table.alter_column("version", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("signposts") as table:
        table.drop_column("version")
        table.drop_column("retired_on")
