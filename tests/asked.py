"""What the database is asked meanwhile."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from portal.db import db

QUESTIONS = ("SELECT", "WITH")


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """What was asked meanwhile."""
    asked: list[str] = []

    def hear(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith(QUESTIONS):
            asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def tables(questions: list[str]) -> list[str]:
    """What each question is about, for the one who has to find those that are too many."""
    return [re.sub(r".*?\bFROM\s+\(*(\w+).*", r"\1", one, flags=re.S) for one in questions]
