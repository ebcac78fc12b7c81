"""second looks, content notes, and who opened distressing words"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WRONG = "wrong IN ('out_of_date', 'about_me', 'offensive', 'cannot_use', 'other')"
STATES = "state IN ('open', 'upheld', 'not_upheld', 'withdrawn')"


def upgrade() -> None:
    _content_notes()
    _reports()
    _openings()
    _appeals()


def _content_notes() -> None:
    with op.batch_alter_table("feedback") as batch_op:
        batch_op.add_column(
            sa.Column(
                "content_notes",
                sa.String(length=200),
                nullable=False,
                server_default="",
                comment="codes with spaces between: told before the words",
            )
        )


def _reports() -> None:
    with op.batch_alter_table("page_reports") as batch_op:
        batch_op.add_column(
            sa.Column("wrong", sa.String(length=12), nullable=False, server_default="other")
        )
        batch_op.add_column(sa.Column("feedback_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("response_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "contact",
                sa.Text(),
                nullable=True,
                comment="address of who reports; erased once it is dealt with",
            )
        )
        for column, table in (("feedback_id", "feedback"), ("response_id", "responses")):
            batch_op.create_foreign_key(
                op.f(f"fk_page_reports_{column}_{table}"),
                table,
                [column],
                ["id"],
                ondelete="CASCADE",
            )
        batch_op.create_check_constraint("wrong_known", WRONG)
        batch_op.create_check_constraint(
            "answer_of_an_item", "response_id IS NULL OR feedback_id IS NOT NULL"
        )
        batch_op.create_index("ix_page_reports_feedback_id", ["feedback_id"])
        batch_op.create_index("ix_page_reports_response_id", ["response_id"])
    with op.batch_alter_table("page_reports") as batch_op:
        batch_op.alter_column(
            "wrong",
            existing_type=sa.String(length=12),
            existing_nullable=False,
            server_default=None,
        )


def _openings() -> None:
    op.create_table(
        "openings",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        _to("openings", "feedback_id", "feedback", ondelete="CASCADE"),
        _to("openings", "user_id", "users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feedback_id", "user_id", name=op.f("pk_openings")),
    )
    op.create_index("ix_openings_user_id", "openings", ["user_id", "opened_at"])


def _appeals() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False, comment="about somebody who is named"),
        sa.Column("words", sa.String(), nullable=False, comment="a report keeps its own"),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False, comment="to the hour"),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "taken_by", sa.Integer(), nullable=True, comment="who took the decision at issue"
        ),
        sa.Column(
            "checked_by",
            sa.Integer(),
            nullable=True,
            comment="who agreed to it as the second person",
        ),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False, comment="the person reads it"),
        sa.CheckConstraint(STATES, name=op.f("ck_appeals_state_known")),
        sa.CheckConstraint(
            "(decision_id IS NULL) <> (report_id IS NULL)", name=op.f("ck_appeals_one_cause")
        ),
        sa.CheckConstraint(
            "(state IN ('upheld', 'not_upheld')) = (decided_by IS NOT NULL)",
            name=op.f("ck_appeals_decided_by_somebody"),
        ),
        sa.CheckConstraint("decided_by <> taken_by", name=op.f("ck_appeals_not_by_who_decided")),
        sa.CheckConstraint("decided_by <> checked_by", name=op.f("ck_appeals_not_by_who_checked")),
        sa.CheckConstraint("length(words) <= 5000", name=op.f("ck_appeals_words_length")),
        sa.CheckConstraint("length(answer) <= 1000", name=op.f("ck_appeals_answer_length")),
        _to("appeals", "feedback_id", "feedback", ondelete="CASCADE"),
        _to("appeals", "decision_id", "decisions", ondelete="CASCADE"),
        _to("appeals", "report_id", "page_reports", ondelete="CASCADE"),
        _to("appeals", "taken_by", "users"),
        _to("appeals", "checked_by", "users"),
        _to("appeals", "decided_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_appeals_decision_id")),
        sa.UniqueConstraint("report_id", name=op.f("uq_appeals_report_id")),
    )
    op.create_index("ix_appeals_feedback_id", "appeals", ["feedback_id", "id"])
    op.create_index(
        "ix_appeals_open",
        "appeals",
        ["urgent", "id"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _to(
    table: str, column: str, other: str, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    op.drop_table("appeals")
    op.drop_table("openings")
    with op.batch_alter_table("page_reports") as batch_op:
        batch_op.drop_index("ix_page_reports_response_id")
        batch_op.drop_index("ix_page_reports_feedback_id")
        batch_op.drop_constraint(op.f("ck_page_reports_answer_of_an_item"), type_="check")
        batch_op.drop_constraint(op.f("ck_page_reports_wrong_known"), type_="check")
        for column, table in (("response_id", "responses"), ("feedback_id", "feedback")):
            batch_op.drop_constraint(op.f(f"fk_page_reports_{column}_{table}"), type_="foreignkey")
        for column in ("contact", "response_id", "feedback_id", "wrong"):
            batch_op.drop_column(column)
    with op.batch_alter_table("feedback") as batch_op:
        batch_op.drop_column("content_notes")
