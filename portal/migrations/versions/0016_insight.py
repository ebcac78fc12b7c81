"""monthly counts, what of them is public, and new limits of charts"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "insight_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False, comment="months that were compared"),
        sa.Column(
            "repaired", sa.Integer(), nullable=False, comment="months that were counted anew"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_checks")),
    )
    op.create_table(
        "insight_group_tallies",
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column(
            "place",
            sa.String(length=20),
            nullable=False,
            comment="id of a service, code of an organisation, or empty",
        ),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False, comment="of the reader"),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("month", sa.Date(), nullable=False, comment="its first day"),
        sa.Column("dimension", sa.String(length=40), nullable=False, comment="what was asked"),
        sa.Column("grp", sa.String(length=40), nullable=False),
        sa.Column("positive", sa.Integer(), nullable=False),
        sa.Column("mixed", sa.Integer(), nullable=False),
        sa.Column("negative", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(source = 'answers') = (model = '')",
            name=op.f("ck_insight_group_tallies_comments_name_their_model"),
        ),
        sa.CheckConstraint(
            "level IN ('service', 'elsewhere', 'organisation', 'region')",
            name=op.f("ck_insight_group_tallies_level_known"),
        ),
        sa.CheckConstraint(
            "source IN ('answers', 'comments')", name=op.f("ck_insight_group_tallies_source_known")
        ),
        sa.CheckConstraint(
            "positive >= 0 AND mixed >= 0 AND negative >= 0 AND positive + mixed + negative > 0",
            name=op.f("ck_insight_group_tallies_counts_somebody"),
        ),
        sa.PrimaryKeyConstraint(
            "level",
            "place",
            "source",
            "model",
            "subject",
            "month",
            "dimension",
            "grp",
            name=op.f("pk_insight_group_tallies"),
        ),
    )
    op.create_index(
        "ix_insight_group_tallies_month", "insight_group_tallies", ["level", "month", "place"]
    )
    op.create_table(
        "insight_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("month", sa.Date(), nullable=True, comment="empty: every month"),
        sa.CheckConstraint(
            "level IN ('service', 'elsewhere', 'organisation', 'region')",
            name=op.f("ck_insight_marks_level_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_marks")),
    )
    op.create_table(
        "insight_periods",
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column(
            "revision", sa.Integer(), nullable=False, comment="goes up with every change of counts"
        ),
        sa.Column("published_revision", sa.Integer(), nullable=False),
        sa.Column("smallest", sa.Integer(), nullable=False, comment="smallest number shown in it"),
        sa.PrimaryKeyConstraint("first_month", name=op.f("pk_insight_periods")),
    )
    op.create_table(
        "insight_published",
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column("grp", sa.String(length=40), nullable=False),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, comment="to the nearest five"),
        sa.CheckConstraint(
            "dimension = '' OR months = 6", name=op.f("ck_insight_published_groups_by_half_year")
        ),
        sa.CheckConstraint(
            "level IN ('service', 'elsewhere', 'organisation', 'region')",
            name=op.f("ck_insight_published_level_known"),
        ),
        sa.CheckConstraint(
            "source IN ('answers', 'comments')", name=op.f("ck_insight_published_source_known")
        ),
        sa.CheckConstraint(
            "0 <= low AND low <= percent AND percent <= high AND high <= 100",
            name=op.f("ck_insight_published_share_in_range"),
        ),
        sa.CheckConstraint(
            "months IN (1, 6)", name=op.f("ck_insight_published_month_or_half_year")
        ),
        sa.CheckConstraint(
            "n >= 10 AND n % 5 = 0", name=op.f("ck_insight_published_rounded_and_not_small")
        ),
        sa.PrimaryKeyConstraint(
            "level",
            "place",
            "source",
            "model",
            "subject",
            "dimension",
            "grp",
            "first_month",
            "months",
            name=op.f("pk_insight_published"),
        ),
    )
    op.create_index("ix_insight_published_subject", "insight_published", ["subject", "first_month"])
    op.create_table(
        "insight_tallies",
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column(
            "place",
            sa.String(length=20),
            nullable=False,
            comment="id of a service, code of an organisation, or empty",
        ),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False, comment="of the reader"),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("month", sa.Date(), nullable=False, comment="its first day"),
        sa.Column("positive", sa.Integer(), nullable=False),
        sa.Column("mixed", sa.Integer(), nullable=False),
        sa.Column("negative", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(source = 'answers') = (model = '')",
            name=op.f("ck_insight_tallies_comments_name_their_model"),
        ),
        sa.CheckConstraint(
            "level IN ('service', 'elsewhere', 'organisation', 'region')",
            name=op.f("ck_insight_tallies_level_known"),
        ),
        sa.CheckConstraint(
            "source IN ('answers', 'comments')", name=op.f("ck_insight_tallies_source_known")
        ),
        sa.CheckConstraint(
            "positive >= 0 AND mixed >= 0 AND negative >= 0 AND positive + mixed + negative > 0",
            name=op.f("ck_insight_tallies_counts_somebody"),
        ),
        sa.PrimaryKeyConstraint(
            "level", "place", "source", "model", "subject", "month", name=op.f("pk_insight_tallies")
        ),
    )
    op.create_index("ix_insight_tallies_month", "insight_tallies", ["level", "month", "place"])
    op.create_index("ix_insight_tallies_subject", "insight_tallies", ["level", "subject", "month"])
    op.create_table(
        "insight_rebases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("month", sa.Date(), nullable=False, comment="the first month of the new level"),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "level IN ('service', 'elsewhere', 'organisation', 'region')",
            name=op.f("ck_insight_rebases_level_known"),
        ),
        sa.CheckConstraint(
            "source IN ('answers', 'comments')", name=op.f("ck_insight_rebases_source_known")
        ),
        sa.CheckConstraint("length(reason) <= 1000", name=op.f("ck_insight_rebases_reason_length")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_insight_rebases_reason_given")),
        sa.ForeignKeyConstraint(
            ["made_by"], ["users.id"], name=op.f("fk_insight_rebases_made_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_rebases")),
        sa.UniqueConstraint(
            "level",
            "place",
            "source",
            "subject",
            "month",
            name=op.f("uq_insight_rebases_level_place_source_subject_month"),
        ),
    )
    op.create_index("ix_feedback_service_month", "feedback", ["care_service_id", "received_on"])


def downgrade() -> None:
    op.drop_index("ix_feedback_service_month", table_name="feedback")
    op.drop_table("insight_rebases")
    op.drop_table("insight_tallies")
    op.drop_table("insight_published")
    op.drop_table("insight_periods")
    op.drop_table("insight_marks")
    op.drop_table("insight_group_tallies")
    op.drop_table("insight_checks")
