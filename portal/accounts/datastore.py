"""Flask-Security's changes, made by our one short write transaction.

Flask-Security changes objects during a request and commits at its end. Here a request reads; so
the changes are noted, the read transaction is ended, and they are made again inside `writing()`.
"""

from typing import Any

from flask_security import SQLAlchemyUserDatastore
from sqlalchemy import inspect

from portal.accounts.models import Role, User
from portal.db import db, writing


class UserDatastore(SQLAlchemyUserDatastore):
    """The store of users and roles."""

    def __init__(self) -> None:
        super().__init__(db, User, Role)

    def put(self, model: Any) -> Any:
        """Note a new or changed object; a changed one is already known to the session."""
        if inspect(model).transient:
            db.session().add(model)
        return model

    def mf_set_recovery_codes(self, user: Any, rcs: list[str] | None) -> None:
        """Keep new recovery codes at once: their page is rendered before the request ends."""
        super().mf_set_recovery_codes(user, rcs)
        self.commit()

    def commit(self) -> None:
        """Make all noted changes in one write transaction."""
        current = db.session()
        new = list(current.new)
        changed = [(obj, _changes(obj)) for obj in current.dirty]
        with writing() as session:
            session.add_all(new)
            for obj, values in changed:
                for name, value in values.items():
                    setattr(obj, name, value)


def _changes(obj: Any) -> dict[str, Any]:
    state = inspect(obj)
    return {
        name: getattr(obj, name)
        for name in state.mapper.columns.keys()  # noqa: SIM118 a SQLAlchemy collection
        if state.attrs[name].history.has_changes()
    }
