"""signposts"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signposts",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "urgent", sa.Boolean(), nullable=False, comment="stands in the bar of every page"
        ),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("phone_shown", sa.String(length=40), nullable=False),
        sa.Column("sms", sa.String(length=20), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "translations",
            sa.JSON(),
            nullable=True,
            comment="staff's own words: language to name and text",
        ),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(text) <= 500", name=op.f("ck_signposts_text_length")),
        sa.CheckConstraint("NOT urgent OR phone <> ''", name=op.f("ck_signposts_urgent_has_phone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signposts")),
    )


def downgrade() -> None:
    op.drop_table("signposts")
