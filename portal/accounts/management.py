"""Who may look after whose account, and what nobody may do."""

from collections.abc import Iterable

from sqlalchemy import select

from portal.accounts.models import Role, User, UserScope, user_roles
from portal.accounts.permissions import Permission, permissions_of
from portal.accounts.scope import in_scope
from portal.accounts.words import REFUSALS
from portal.db import session
from portal.organisations.models import Site
from portal.web.errors import Refused

TOP = "system_administrator"


class NotPossible(Refused):
    """A rule about accounts forbids the step; its code has a sentence in `REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        """What the person sees."""
        return str(REFUSALS[self.code])


def manages_everybody(actor: User) -> bool:
    """Whether `actor` is a system administrator for everything."""
    return Permission.ADMINISTER in permissions_of(actor.role_names) and not actor.scopes


def may_manage(actor: User, user: User) -> bool:
    """Whether `actor` looks after `user`: an organisation's administrator only inside it."""
    if manages_everybody(actor):
        return True
    if Permission.MANAGE_PEOPLE not in permissions_of(actor.role_names) or TOP in user.role_names:
        return False
    if not actor.scopes or actor.id == user.id:
        return True
    return bool(user.scopes) and all(_is_inside(actor, scope) for scope in user.scopes)


def may_grant(actor: User, role: str) -> bool:
    """Whether `actor` may give or take `role` at all."""
    return role != TOP or manages_everybody(actor)


def _is_inside(actor: User, scope: UserScope) -> bool:
    if not actor.scopes:
        return True
    organisations = {s.organisation_id for s in actor.scopes if s.organisation_id}
    if scope.organisation_id:
        return scope.organisation_id in organisations
    if scope.site_id:
        site = session().get(Site, scope.site_id)
        own = {s.site_id for s in actor.scopes}
        return scope.site_id in own or (
            site is not None and site.organisation_code in organisations
        )
    return in_scope(actor, scope.care_service_id)


def check_grant(
    actor: User, user: User | None, roles: set[str], scopes: Iterable[UserScope]
) -> None:
    """Refuse what `actor` cannot give.

    Raises `NotPossible`: the own access, the top role, or places that are not the actor's.
    """
    held = set(user.role_names) if user is not None else set()
    if user is not None and user.id == actor.id and not manages_everybody(actor):
        raise NotPossible("own_access")
    if any(not may_grant(actor, role) for role in held ^ roles):
        raise NotPossible("system_role")
    places = list(scopes)
    if actor.scopes and (not places or not all(_is_inside(actor, s) for s in places)):
        raise NotPossible("beyond_scope")


def check_not_last(user: User, code: str) -> None:
    """Refuse to lose the last system administrator who can sign in and look after everything.

    Call it inside `writing()`: two administrators cannot remove each other at the same moment,
    for the role's row is locked. Raises `NotPossible` with `code`.
    """
    if TOP not in user.role_names or user.scopes:
        return
    session().scalars(select(Role.id).filter_by(name=TOP).with_for_update()).all()
    others = (
        select(User.id)
        .join(user_roles, user_roles.c.user_id == User.id)
        .join(Role, Role.id == user_roles.c.role_id)
        .where(Role.name == TOP, User.active, User.id != user.id, User.password.is_not(None))
        .where(~select(UserScope.id).where(UserScope.user_id == User.id).exists())
    )
    if session().scalars(others.limit(1)).first() is None:
        raise NotPossible(code)
