"""stories over several services and their joint answers"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ONE_JOINT = sa.text("joint AND given_back IS NULL")


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    _further_services()
    _joint_owners()
    _reply_parts()
    _joint_responses()


def _further_services() -> None:
    op.create_table(
        "further_services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("care_service_id", sa.Integer(), nullable=True),
        sa.Column("service_text", sa.String(), nullable=False, comment="the person's words"),
        sa.Column("added_on", sa.Date(), nullable=False, comment="the day in London"),
        sa.CheckConstraint(
            "position BETWEEN 1 AND 6", name=op.f("ck_further_services_at_most_six")
        ),
        sa.CheckConstraint(
            "care_service_id IS NOT NULL OR length(service_text) > 0",
            name=op.f("ck_further_services_names_a_service"),
        ),
        sa.CheckConstraint(
            "length(service_text) <= 300", name=op.f("ck_further_services_service_text_length")
        ),
        _to("further_services", "feedback_id", "feedback", ondelete="CASCADE"),
        _to("further_services", "care_service_id", "care_services"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_further_services")),
        sa.UniqueConstraint(
            "feedback_id",
            "care_service_id",
            name=op.f("uq_further_services_feedback_id_care_service_id"),
        ),
        sa.UniqueConstraint(
            "feedback_id", "position", name=op.f("uq_further_services_feedback_id_position")
        ),
    )
    op.create_index(
        "ix_further_services_care_service_id",
        "further_services",
        ["care_service_id", "feedback_id"],
    )


def _joint_owners() -> None:
    op.create_table(
        "joint_owners",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("named_by", sa.Integer(), nullable=True),
        sa.Column("named_at", sa.DateTime(), nullable=False),
        _to("joint_owners", "feedback_id", "feedback", ondelete="CASCADE"),
        _to("joint_owners", "user_id", "users", ondelete="CASCADE"),
        _to("joint_owners", "named_by", "users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_joint_owners")),
    )
    op.create_index("ix_joint_owners_user_id", "joint_owners", ["user_id", "feedback_id"])


def _reply_parts() -> None:
    op.create_table(
        "reply_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("care_service_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="two people editing one part"),
        sa.CheckConstraint("length(body) <= 3000", name=op.f("ck_reply_parts_body_length")),
        _to("reply_parts", "feedback_id", "feedback", ondelete="CASCADE"),
        _to("reply_parts", "care_service_id", "care_services"),
        _to("reply_parts", "written_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_parts")),
        sa.UniqueConstraint(
            "feedback_id",
            "care_service_id",
            name=op.f("uq_reply_parts_feedback_id_care_service_id"),
        ),
    )


def _joint_responses() -> None:
    with op.batch_alter_table("responses") as batch_op:
        batch_op.add_column(
            sa.Column(
                "joint",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="of several services together",
            )
        )
    with op.batch_alter_table("responses") as batch_op:
        batch_op.alter_column(
            "joint", existing_type=sa.Boolean(), existing_nullable=False, server_default=None
        )
    op.create_index(
        "uq_responses_one_joint",
        "responses",
        ["feedback_id"],
        unique=True,
        sqlite_where=ONE_JOINT,
        postgresql_where=ONE_JOINT,
    )
    op.create_table(
        "response_services",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("care_service_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _to("response_services", "response_id", "responses", ondelete="CASCADE"),
        _to("response_services", "care_service_id", "care_services"),
        sa.PrimaryKeyConstraint(
            "response_id", "care_service_id", name=op.f("pk_response_services")
        ),
        sa.UniqueConstraint(
            "response_id", "position", name=op.f("uq_response_services_response_id_position")
        ),
    )


def downgrade() -> None:
    op.drop_table("response_services")
    op.drop_index("uq_responses_one_joint", table_name="responses")
    with op.batch_alter_table("responses") as batch_op:
        batch_op.drop_column("joint")
    op.drop_table("reply_parts")
    op.drop_index("ix_joint_owners_user_id", table_name="joint_owners")
    op.drop_table("joint_owners")
    op.drop_index("ix_further_services_care_service_id", table_name="further_services")
    op.drop_table("further_services")
