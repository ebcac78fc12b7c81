"""Who can be on duty and be told."""

from flask import current_app
from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.db import session
from portal.feedback.models import Feedback
from portal.feedback.scope import may_see
from portal.feedback.states import Kind


def holds(user: User, permission: Permission) -> bool:
    """Whether the roles of `user` give `permission`."""
    return permission in permissions_of(user.role_names)


def may_be_told(user: User | None) -> bool:
    """Whether `user` can open the desk today: not a leaver, no demo account where it is real."""
    if user is None or not user.active or (user.demo and current_app.config["PRODUCTION"]):
        return False
    return holds(user, Permission.READ_DESK)


def may_open(user: User, feedback: Feedback) -> bool:
    """Whether `user` can open this item: within their scope, and a complaint only if they handle
    complaints.
    """
    if not may_be_told(user) or not may_see(user, feedback):
        return False
    return feedback.kind != Kind.COMPLAINT or holds(user, Permission.HANDLE_COMPLAINTS)


def list_staff(permission: Permission = Permission.READ_DESK) -> list[User]:
    """Everybody who can be told and holds `permission`, by name."""
    rows = session().scalars(select(User).where(User.active).order_by(User.name, User.id))
    return [user for user in rows.unique() if may_be_told(user) and holds(user, permission)]


def find_staff(user_id: int) -> User | None:
    """One of them by id."""
    user = session().get(User, user_id)
    return user if may_be_told(user) else None


def may_fill(user: User) -> bool:
    """Whether `user` may change the rota: safety leads and administrators."""
    return holds(user, Permission.LEAD_SAFETY) or holds(user, Permission.ADMINISTER)
