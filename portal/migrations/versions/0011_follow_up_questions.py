"""questions to the person, and their answers"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "follow_up_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column(
            "signed", sa.String(length=240), nullable=False, comment="name and role as shown"
        ),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(body) <= 2000", name=op.f("ck_follow_up_questions_body_length")),
        sa.CheckConstraint(
            "(taken_back_by IS NULL) = (taken_back_at IS NULL)",
            name=op.f("ck_follow_up_questions_taken_back_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"],
            ["feedback.id"],
            name=op.f("fk_follow_up_questions_feedback_id_feedback"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["users.id"], name=op.f("fk_follow_up_questions_asked_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["taken_back_by"],
            ["users.id"],
            name=op.f("fk_follow_up_questions_taken_back_by_users"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_questions")),
    )
    op.create_index(
        "ix_follow_up_questions_feedback_id", "follow_up_questions", ["feedback_id", "id"]
    )
    op.create_table(
        "follow_up_answers",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False, comment="cut to the hour"),
        sa.Column("read_by", sa.Integer(), nullable=True),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(body) <= 10000", name=op.f("ck_follow_up_answers_body_length")),
        sa.CheckConstraint("length(body) > 0", name=op.f("ck_follow_up_answers_says_something")),
        sa.CheckConstraint(
            "(read_by IS NULL) = (read_at IS NULL)",
            name=op.f("ck_follow_up_answers_read_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["follow_up_questions.id"],
            name=op.f("fk_follow_up_answers_question_id_follow_up_questions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["read_by"], ["users.id"], name=op.f("fk_follow_up_answers_read_by_users")
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_follow_up_answers")),
    )
    op.create_index(
        "ix_follow_up_answers_unread",
        "follow_up_answers",
        ["question_id"],
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("follow_up_answers")
    op.drop_table("follow_up_questions")
