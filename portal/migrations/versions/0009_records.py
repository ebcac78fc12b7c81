"""retention, legal holds, and what remains of what was disposed of"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "retentions",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column(
            "class_id",
            sa.String(length=30),
            nullable=False,
            comment="a class of content/retention.toml",
        ),
        sa.Column("starts_on", sa.Date(), nullable=True, comment="NULL: the period has not begun"),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column(
            "set_by", sa.Integer(), nullable=True, comment="who set it by hand; NULL: computed"
        ),
        sa.Column("reason", sa.String(), nullable=False, comment="why it was set by hand"),
        sa.CheckConstraint(
            "(starts_on IS NULL) = (review_on IS NULL)",
            name=op.f("ck_retentions_review_follows_start"),
        ),
        sa.CheckConstraint("length(reason) <= 1000", name=op.f("ck_retentions_reason_length")),
        sa.ForeignKeyConstraint(
            ["feedback_id"],
            ["feedback.id"],
            name=op.f("fk_retentions_feedback_id_feedback"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["set_by"], ["users.id"], name=op.f("fk_retentions_set_by_users")),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_retentions")),
    )
    op.create_index("ix_retentions_review_on", "retentions", ["review_on", "feedback_id"])
    op.create_table(
        "legal_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("lift_reason", sa.String(), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_legal_holds_has_reason")),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)",
            name=op.f("ck_legal_holds_lifted_by_somebody"),
        ),
        sa.CheckConstraint(
            "lifted_at IS NULL OR length(coalesce(lift_reason, '')) > 0",
            name=op.f("ck_legal_holds_lifted_with_reason"),
        ),
        sa.CheckConstraint("length(reason) <= 1000", name=op.f("ck_legal_holds_reason_length")),
        sa.CheckConstraint(
            "length(lift_reason) <= 1000", name=op.f("ck_legal_holds_lift_reason_length")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"],
            ["feedback.id"],
            name=op.f("fk_legal_holds_feedback_id_feedback"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["set_by"], ["users.id"], name=op.f("fk_legal_holds_set_by_users")),
        sa.ForeignKeyConstraint(
            ["lifted_by"], ["users.id"], name=op.f("fk_legal_holds_lifted_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_holds")),
    )
    unlifted = sa.text("lifted_at IS NULL")
    op.create_index(
        "ix_legal_holds_open",
        "legal_holds",
        ["feedback_id"],
        unique=True,
        sqlite_where=unlifted,
        postgresql_where=unlifted,
    )
    op.create_index("ix_legal_holds_feedback_id", "legal_holds", ["feedback_id", "id"])
    _disposals()


def _disposals() -> None:
    op.create_table(
        "disposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "feedback_id",
            sa.Integer(),
            nullable=False,
            comment="the row stays, emptied, for the counts",
        ),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("class_id", sa.String(length=30), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('proposed', 'disposed', 'refused')", name=op.f("ck_disposals_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_by IS NULL)",
            name=op.f("ck_disposals_decided_by_somebody"),
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)",
            name=op.f("ck_disposals_decided_at_some_time"),
        ),
        sa.CheckConstraint(
            "state <> 'disposed' OR decided_by <> proposed_by",
            name=op.f("ck_disposals_needs_second_person"),
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_disposals_feedback_id_feedback")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["users.id"], name=op.f("fk_disposals_proposed_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["users.id"], name=op.f("fk_disposals_decided_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposals")),
    )
    unrefused = sa.text("state <> 'refused'")
    op.create_index(
        "ix_disposals_open",
        "disposals",
        ["feedback_id"],
        unique=True,
        sqlite_where=unrefused,
        postgresql_where=unrefused,
    )
    op.create_index("ix_disposals_state", "disposals", ["state", "id"])


def downgrade() -> None:
    for name in ("disposals", "legal_holds", "retentions"):
        op.drop_table(name)
