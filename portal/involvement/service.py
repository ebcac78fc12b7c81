"""Keeping opportunities."""

from collections.abc import Sequence

from portal.db import writing
from portal.involvement.models import Opportunity


def load_opportunities(rows: Sequence[Opportunity]) -> None:
    """Add or replace opportunities by id."""
    with writing() as db:
        for row in rows:
            db.merge(row)
