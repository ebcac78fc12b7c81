"""what is searched is folded anew: letters that do not come apart, Arabic letters written alike"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from portal.feedback.search import folded
from portal.organisations.queries import folded as folded_name

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROWS = 1000


def upgrade() -> None:
    _fold("passages", "original_text", folded)
    _fold("feedback", "public_text", folded)
    # the names stand in three tables; what was folded before loses nothing by being folded again
    _fold("care_services", "search_text", folded_name)


def _fold(name: str, words: str, fold: Callable[[str], str]) -> None:
    columns: dict[str, sa.ColumnClause[Any]] = {
        column: sa.column(column) for column in ("id", words, "search_text")
    }
    table = sa.table(name, *columns.values())
    connection, last = op.get_bind(), 0
    wanted = sa.select(table.c.id, table.c[words]).where(table.c.search_text.is_not(None))
    change = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("ident"))
        .values(search_text=sa.bindparam("folded"))
    )
    some = wanted.order_by(table.c.id).limit(ROWS)
    while rows := connection.execute(some.where(table.c.id > last)).all():
        connection.execute(change, [{"ident": i, "folded": fold(text or "")} for i, text in rows])
        last = rows[-1][0]


def downgrade() -> None:
    """Nothing to take back: no column changed, and each save folds its words as its code does."""
