"""running the portal"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


#: CHECK constraints of tables that were there before: table -> name -> rule
RULES = {
    "care_services": {
        "dates_in_order": "valid_from <= valid_to",
        "merged_is_closed": "merged_into_id IS NULL OR valid_to IS NOT NULL",
        "merged_into_another": "merged_into_id <> id",
    },
    "organisations": {
        "dates_in_order": "valid_from <= valid_to",
        "merged_is_closed": "merged_into_code IS NULL OR valid_to IS NOT NULL",
        "merged_into_another": "merged_into_code <> code",
    },
    "sites": {
        "dates_in_order": "valid_from <= valid_to",
        "merged_is_closed": "merged_into_code IS NULL OR valid_to IS NOT NULL",
        "merged_into_another": "merged_into_code <> code",
    },
    "partners": {"dates_in_order": "valid_from <= valid_to"},
}
REASONS = (
    "reason IN ('fit_to_publish', 'identifies_someone', 'abuse', 'not_about_care', "
    "'legal_proceedings', 'safeguarding', 'duplicate')"
)


def _add_rules(batch_op, table: str) -> None:
    for name, rule in RULES[table].items():
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)


def _drop_rules(batch_op, table: str) -> None:
    for name in RULES[table]:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")


def upgrade() -> None:
    for table in ("organisations", "partners"):  # nobody checked the order of days before
        op.execute(f"UPDATE {table} SET valid_from = valid_to WHERE valid_from > valid_to")  # noqa: S608
    op.create_table(
        "equality_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False, comment="as in the trail"),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.String(length=80), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "draft = (published_at IS NULL)",
            name=op.f("ck_equality_versions_draft_until_published"),
        ),
        sa.CheckConstraint(
            "length(reason) <= 500", name=op.f("ck_equality_versions_reason_length")
        ),
        sa.CheckConstraint(
            "published_at IS NULL OR published_by IS NOT NULL",
            name=op.f("ck_equality_versions_published_by_somebody"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_versions")),
    )
    with op.batch_alter_table("equality_versions", schema=None) as batch_op:
        batch_op.create_index(
            "uq_equality_versions_draft",
            ["draft"],
            unique=True,
            sqlite_where=sa.text("draft"),
            postgresql_where=sa.text("draft"),
        )

    op.create_table(
        "former_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("used_until", sa.Date(), nullable=False, comment="the last day of the old name"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_names")),
    )
    with op.batch_alter_table("former_names", schema=None) as batch_op:
        batch_op.create_index(
            "ix_former_names_subject", ["subject", "subject_id", "used_until"], unique=False
        )

    op.create_table(
        "moderation_reasons",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("built_in", sa.Boolean(), nullable=False),
        sa.Column("staff_sentence", sa.String(), nullable=False, comment="empty: the portal's own"),
        sa.Column(
            "person_sentence", sa.String(), nullable=False, comment="empty: the portal's own"
        ),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True, comment="the last day it is offered"),
        sa.Column("changed_by", sa.String(length=80), nullable=False, comment="as in the trail"),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "code <> 'fit_to_publish' OR active_to IS NULL",
            name=op.f("ck_moderation_reasons_approval_stays"),
        ),
        sa.CheckConstraint(
            "active_from <= active_to", name=op.f("ck_moderation_reasons_dates_in_order")
        ),
        sa.CheckConstraint(
            "length(person_sentence) <= 500",
            name=op.f("ck_moderation_reasons_person_sentence_length"),
        ),
        sa.CheckConstraint(
            "length(staff_sentence) <= 200",
            name=op.f("ck_moderation_reasons_staff_sentence_length"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_moderation_reasons")),
    )
    op.create_table(
        "setting_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(length=80), nullable=False, comment="as in the trail"),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "name NOT IN ('acknowledge_working_days', 'complaint_answer_months', 'complaint_limit_months')",
            name=op.f("ck_setting_changes_law_stays"),
        ),
        sa.CheckConstraint("length(reason) <= 500", name=op.f("ck_setting_changes_reason_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_changes")),
    )
    with op.batch_alter_table("setting_changes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_setting_changes_name", ["name", "effective_on", "id"], unique=False
        )

    op.create_table(
        "equality_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("several", sa.Boolean(), nullable=False, comment="more than one answer"),
        sa.Column("own_words", sa.Boolean(), nullable=False, comment="a field for own words"),
        sa.CheckConstraint("length(hint) <= 1000", name=op.f("ck_equality_questions_hint_length")),
        sa.CheckConstraint("length(text) <= 500", name=op.f("ck_equality_questions_text_length")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["equality_versions.id"],
            name=op.f("fk_equality_questions_version_id_equality_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_questions")),
        sa.UniqueConstraint(
            "version_id", "code", name=op.f("uq_equality_questions_version_id_code")
        ),
    )
    op.create_table(
        "postcode_areas",
        sa.Column("postcode", sa.String(length=7), nullable=False, comment="no space, capitals"),
        sa.Column("council_code", sa.String(length=12), nullable=False),
        sa.Column("decile", sa.Integer(), nullable=False, comment="1 is the most deprived tenth"),
        sa.Column(
            "index_year", sa.Integer(), nullable=False, comment="of the index of deprivation"
        ),
        sa.Column("load", sa.Integer(), nullable=False, comment="which import wrote the row"),
        sa.CheckConstraint("decile BETWEEN 1 AND 10", name=op.f("ck_postcode_areas_decile_known")),
        sa.ForeignKeyConstraint(
            ["council_code"],
            ["councils.code"],
            name=op.f("fk_postcode_areas_council_code_councils"),
        ),
        sa.PrimaryKeyConstraint("postcode", name=op.f("pk_postcode_areas")),
    )
    op.create_table(
        "reply_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=True, comment="empty: any kind"),
        sa.Column("theme_id", sa.String(length=60), nullable=True, comment="empty: any theme"),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("body", sa.String(), nullable=False, comment="gaps like {service}"),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False, comment="as in the trail"),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('experience', 'compliment', 'concern', 'complaint')",
            name=op.f("ck_reply_templates_kind_known"),
        ),
        sa.CheckConstraint("length(body) <= 5000", name=op.f("ck_reply_templates_body_length")),
        sa.CheckConstraint("length(body) > 0", name=op.f("ck_reply_templates_body_given")),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_reply_templates_theme_id_themes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_templates")),
    )
    with op.batch_alter_table("reply_templates", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reply_templates_language", ["language", "name", "id"], unique=False
        )

    op.create_table(
        "equality_options",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=100), nullable=False, comment="a group of options"),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "code <> 'prefer_not_to_say'",
            name=op.f("ck_equality_options_never_instead_of_not_saying"),
        ),
        sa.CheckConstraint("length(text) <= 200", name=op.f("ck_equality_options_text_length")),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["equality_questions.id"],
            name=op.f("fk_equality_options_question_id_equality_questions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_options")),
        sa.UniqueConstraint(
            "question_id", "code", name=op.f("uq_equality_options_question_id_code")
        ),
    )
    op.create_table(
        "ods_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("organisation_code", sa.String(length=12), nullable=True),
        sa.Column("site_code", sa.String(length=12), nullable=True),
        sa.Column("care_service_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True, comment="the last day it is valid"),
        sa.CheckConstraint(
            "(organisation_code IS NOT NULL AND site_code IS NULL AND care_service_id IS NULL) OR (organisation_code IS NULL AND site_code IS NOT NULL AND care_service_id IS NULL) OR (organisation_code IS NULL AND site_code IS NULL AND care_service_id IS NOT NULL)",
            name=op.f("ck_ods_codes_of_one_place"),
        ),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_ods_codes_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["care_service_id"],
            ["care_services.id"],
            name=op.f("fk_ods_codes_care_service_id_care_services"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_code"],
            ["organisations.code"],
            name=op.f("fk_ods_codes_organisation_code_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["site_code"], ["sites.code"], name=op.f("fk_ods_codes_site_code_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ods_codes")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_ods_codes_code_valid_from")),
    )
    with op.batch_alter_table("ods_codes", schema=None) as batch_op:
        batch_op.create_index("ix_ods_codes_care_service_id", ["care_service_id"], unique=False)
        batch_op.create_index("ix_ods_codes_organisation_code", ["organisation_code"], unique=False)
        batch_op.create_index("ix_ods_codes_site_code", ["site_code"], unique=False)
        batch_op.create_index(
            "uq_ods_codes_open",
            ["code"],
            unique=True,
            sqlite_where=sa.text("valid_to IS NULL"),
            postgresql_where=sa.text("valid_to IS NULL"),
        )

    with op.batch_alter_table("care_services") as batch_op:
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("valid_to", sa.Date(), nullable=True, comment="the last day it is open")
        )
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_care_services_merged_into_id_care_services"),
            "care_services",
            ["merged_into_id"],
            ["id"],
        )
        _add_rules(batch_op, "care_services")

    with op.batch_alter_table("organisations") as batch_op:
        batch_op.add_column(sa.Column("merged_into_code", sa.String(length=12), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_organisations_merged_into_code_organisations"),
            "organisations",
            ["merged_into_code"],
            ["code"],
        )
        _add_rules(batch_op, "organisations")

    with op.batch_alter_table("sites") as batch_op:
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("valid_to", sa.Date(), nullable=True, comment="the last day it is open")
        )
        batch_op.add_column(sa.Column("merged_into_code", sa.String(length=12), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_sites_merged_into_code_sites"), "sites", ["merged_into_code"], ["code"]
        )
        _add_rules(batch_op, "sites")

    with op.batch_alter_table("partners") as batch_op:
        _add_rules(batch_op, "partners")
    with op.batch_alter_table("decisions") as batch_op:
        batch_op.drop_constraint(op.f("ck_decisions_reason_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_decisions_reason_given"), "length(reason) > 0")


def downgrade() -> None:
    # a decision with a reason of the organisation's own stops here: nobody rewrites decisions
    with op.batch_alter_table("decisions") as batch_op:
        batch_op.drop_constraint(op.f("ck_decisions_reason_given"), type_="check")
        batch_op.create_check_constraint(op.f("ck_decisions_reason_known"), REASONS)
    with op.batch_alter_table("partners") as batch_op:
        _drop_rules(batch_op, "partners")
    with op.batch_alter_table("sites") as batch_op:
        _drop_rules(batch_op, "sites")
        batch_op.drop_constraint(batch_op.f("fk_sites_merged_into_code_sites"), type_="foreignkey")
        batch_op.drop_column("merged_into_code")
        batch_op.drop_column("valid_to")
        batch_op.drop_column("valid_from")

    with op.batch_alter_table("organisations") as batch_op:
        _drop_rules(batch_op, "organisations")
        batch_op.drop_constraint(
            batch_op.f("fk_organisations_merged_into_code_organisations"), type_="foreignkey"
        )
        batch_op.drop_column("merged_into_code")

    with op.batch_alter_table("care_services") as batch_op:
        _drop_rules(batch_op, "care_services")
        batch_op.drop_constraint(
            batch_op.f("fk_care_services_merged_into_id_care_services"), type_="foreignkey"
        )
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("valid_to")
        batch_op.drop_column("valid_from")

    with op.batch_alter_table("ods_codes", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_ods_codes_open",
            sqlite_where=sa.text("valid_to IS NULL"),
            postgresql_where=sa.text("valid_to IS NULL"),
        )
        batch_op.drop_index("ix_ods_codes_site_code")
        batch_op.drop_index("ix_ods_codes_organisation_code")
        batch_op.drop_index("ix_ods_codes_care_service_id")

    op.drop_table("ods_codes")
    op.drop_table("equality_options")
    with op.batch_alter_table("reply_templates", schema=None) as batch_op:
        batch_op.drop_index("ix_reply_templates_language")

    op.drop_table("reply_templates")
    op.drop_table("postcode_areas")
    op.drop_table("equality_questions")
    with op.batch_alter_table("setting_changes", schema=None) as batch_op:
        batch_op.drop_index("ix_setting_changes_name")

    op.drop_table("setting_changes")
    op.drop_table("moderation_reasons")
    with op.batch_alter_table("former_names", schema=None) as batch_op:
        batch_op.drop_index("ix_former_names_subject")

    op.drop_table("former_names")
    with op.batch_alter_table("equality_versions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_equality_versions_draft",
            sqlite_where=sa.text("draft"),
            postgresql_where=sa.text("draft"),
        )

    op.drop_table("equality_versions")
