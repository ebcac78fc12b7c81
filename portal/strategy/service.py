"""Loading the strategy into the database."""

from portal.db import writing
from portal.strategy.catalogue import STATEMENTS, THEMES
from portal.strategy.models import Statement, Theme


def load_strategy() -> None:
    """Bring the rows of themes and statements in line with the catalogue; safe to repeat."""
    with writing() as session:
        for position, theme in enumerate(THEMES):
            session.merge(Theme(id=theme.id, code=theme.code, name=theme.source, position=position))
        session.flush()
        for position, statement in enumerate(STATEMENTS):
            session.merge(
                Statement(
                    id=statement.id,
                    theme_id=statement.theme_id,
                    position=position,
                    text=statement.source,
                )
            )
