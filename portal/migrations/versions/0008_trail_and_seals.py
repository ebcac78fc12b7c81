"""the audit trail chained and append-only, contact details encrypted"""

from datetime import UTC

import sqlalchemy as sa
from alembic import op
from flask import current_app

from portal.audit import append_only
from portal.audit.chain import START, chain_key, entry_hash, head_seal
from portal.db.sealed import keyring

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BATCH = 500
#: SQLAlchemy does not reflect CHECKs, and rebuilding a table on SQLite would lose them
MAILS_CHECK = sa.CheckConstraint("length(body) <= 10000", name="ck_mails_body_length")
SEALED = {
    "contacts": ("feedback_id", ("name", "email", "phone"), "email", "email_hash"),
    "mails": ("id", ("recipient",), "recipient", "recipient_hash"),
    "drafts": ("id", ("answers",), None, None),
}
WIDTHS = {"name": 200, "email": 254, "phone": 40, "recipient": 254}


def upgrade() -> None:
    _chain_trail()
    _seal_contacts()


def _chain_trail() -> None:
    op.create_table(
        "audit_heads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column(
            "seal", sa.String(length=64), nullable=False, comment="keyed, over sequence and hash"
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_heads_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "audit_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False, comment="how many rows were whole"),
        sa.Column(
            "broken_at",
            sa.Integer(),
            nullable=True,
            comment="the first row that is not; NULL: none",
        ),
        sa.Column("fault", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checks")),
    )
    with op.batch_alter_table("audit_entries") as batch_op:
        batch_op.add_column(
            sa.Column("sequence", sa.Integer(), nullable=True, comment="1, 2, 3 … without a gap")
        )
        batch_op.add_column(sa.Column("previous_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column(
                "hash",
                sa.String(length=64),
                nullable=True,
                comment="keyed, over this row and the one before",
            )
        )
    _link_rows()
    with op.batch_alter_table("audit_entries") as batch_op:
        batch_op.alter_column(
            "sequence",
            existing_type=sa.Integer(),
            nullable=False,
            existing_comment="1, 2, 3 … without a gap",
        )
        batch_op.alter_column("previous_hash", existing_type=sa.String(length=64), nullable=False)
        batch_op.alter_column(
            "hash",
            existing_type=sa.String(length=64),
            nullable=False,
            existing_comment="keyed, over this row and the one before",
        )
        batch_op.create_unique_constraint(op.f("uq_audit_entries_sequence"), ["sequence"])
        batch_op.create_index("ix_audit_entries_actor", ["actor", "sequence"])
        batch_op.create_index("ix_audit_entries_verb", ["verb", "sequence"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in append_only.SQLITE if sqlite else append_only.POSTGRESQL:
        op.execute(statement)


def _link_rows() -> None:
    bind = op.get_bind()
    entries = sa.table(
        "audit_entries", sa.column("id", sa.Integer), sa.column("at", sa.DateTime),
        *(sa.column(n, sa.String) for n in ("actor", "verb", "subject", "subject_id")),
        sa.column("detail", sa.JSON), sa.column("sequence", sa.Integer),
        sa.column("previous_hash", sa.String), sa.column("hash", sa.String),
    )  # fmt: skip
    key = chain_key(current_app.config["SECRET_KEY"])
    sequence, last, ident = 0, START, -1
    while rows := bind.execute(
        sa.select(entries).where(entries.c.id > ident).order_by(entries.c.id).limit(BATCH)
    ).all():
        for row in rows:
            sequence, previous, ident = sequence + 1, last, row.id
            last = entry_hash(
                key, sequence=sequence, at=row.at.replace(tzinfo=UTC), actor=row.actor, verb=row.verb,
                subject=row.subject, subject_id=row.subject_id, detail=row.detail, previous_hash=previous,
            )  # fmt: skip
            chained = {"sequence": sequence, "previous_hash": previous, "hash": last}
            bind.execute(entries.update().where(entries.c.id == row.id).values(chained))
    if sequence:
        seal = head_seal(key, sequence, last)
        bind.execute(
            sa.text("INSERT INTO audit_heads (id, sequence, hash, seal) VALUES (1, :n, :h, :s)"),
            {"n": sequence, "h": last, "s": seal},
        )


def _seal_contacts() -> None:
    with op.batch_alter_table("contacts") as batch_op:
        for name in ("name", "email", "phone"):
            batch_op.alter_column(
                name,
                existing_type=sa.String(length=WIDTHS[name]),
                type_=sa.Text(),
                existing_nullable=False,
            )
        batch_op.add_column(
            sa.Column(
                "email_hash",
                sa.String(length=64),
                nullable=True,
                comment="keyed: the same address is found again without opening it",
            )
        )
        batch_op.create_index("ix_contacts_email_hash", ["email_hash"])
    with op.batch_alter_table("mails", table_args=(MAILS_CHECK,)) as batch_op:
        batch_op.alter_column(
            "recipient",
            existing_type=sa.String(length=254),
            type_=sa.Text(),
            existing_nullable=False,
        )
        batch_op.add_column(
            sa.Column("recipient_hash", sa.String(length=64), nullable=True, comment="keyed")
        )
        batch_op.create_index("ix_mails_recipient_hash", ["recipient_hash"])
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.alter_column(
            "answers",
            existing_type=sa.JSON(),
            type_=sa.Text(),
            existing_nullable=False,
            postgresql_using="answers::text",
        )
    ring = keyring()
    _rewrite(ring.seal, ring.hash_for_lookup)


def _rewrite(change, hashed) -> None:
    """Write every sealed value anew, in batches; `hashed` of the plain address goes beside it."""
    bind = op.get_bind()
    for name, (ident, columns, address, beside) in SEALED.items():
        names = [ident, *columns, *([beside] if beside else [])]
        table = sa.table(name, *(sa.column(n) for n in names))
        key, last = table.c[ident], None
        while True:
            wanted = sa.select(table).order_by(key).limit(BATCH)
            rows = (
                bind.execute(wanted.where(key > last) if last is not None else wanted)
                .mappings()
                .all()
            )
            if not rows:
                break
            for row in rows:
                values = {c: change(row[c]) for c in columns}
                if beside and address:
                    values[beside] = hashed(row[address])
                bind.execute(table.update().where(key == row[ident]).values(values))
            last = rows[-1][ident]


def downgrade() -> None:
    ring = keyring()
    _rewrite(ring.open, lambda _address: None)
    _open_columns()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in append_only.SQLITE_OFF if sqlite else append_only.POSTGRESQL_OFF:
        op.execute(statement)
    if not sqlite:
        op.execute(f"DROP FUNCTION {append_only.RULE}()")
    with op.batch_alter_table("audit_entries") as batch_op:
        batch_op.drop_index("ix_audit_entries_verb")
        batch_op.drop_index("ix_audit_entries_actor")
        batch_op.drop_constraint(op.f("uq_audit_entries_sequence"), type_="unique")
        for name in ("hash", "previous_hash", "sequence"):
            batch_op.drop_column(name)
    op.drop_table("audit_checks")
    op.drop_table("audit_heads")


def _open_columns() -> None:
    with op.batch_alter_table("drafts") as batch_op:
        batch_op.alter_column(
            "answers",
            existing_type=sa.Text(),
            type_=sa.JSON(),
            existing_nullable=False,
            postgresql_using="answers::json",
        )
    with op.batch_alter_table("mails", table_args=(MAILS_CHECK,)) as batch_op:
        batch_op.drop_index("ix_mails_recipient_hash")
        batch_op.drop_column("recipient_hash")
        batch_op.alter_column(
            "recipient",
            existing_type=sa.Text(),
            type_=sa.String(length=254),
            existing_nullable=False,
        )
    with op.batch_alter_table("contacts") as batch_op:
        batch_op.drop_index("ix_contacts_email_hash")
        batch_op.drop_column("email_hash")
        for name in ("name", "email", "phone"):
            batch_op.alter_column(
                name,
                existing_type=sa.Text(),
                type_=sa.String(length=WIDTHS[name]),
                existing_nullable=False,
            )
