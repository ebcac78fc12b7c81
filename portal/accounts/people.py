"""The verbs of those who look after accounts. Each is in the trail and bites at once."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask import current_app

from portal.accounts.links import revoke_links
from portal.accounts.management import TOP, NotPossible, check_grant, check_not_last
from portal.accounts.models import User, UserScope
from portal.accounts.records import AccessReview
from portal.accounts.service import find_user, make_user, role_row
from portal.accounts.sessions import end_all
from portal.accounts.signals import account_deactivated
from portal.audit.service import record, staff
from portal.db import writing


@dataclass(frozen=True)
class Access:
    """What an administrator says about somebody; no places means everything."""

    name: str
    job_title: str = ""
    roles: frozenset[str] = frozenset()
    partner_id: str | None = None
    organisations: Sequence[str] = field(default_factory=tuple)
    sites: Sequence[str] = field(default_factory=tuple)
    services: Sequence[int] = field(default_factory=tuple)

    def scopes(self) -> list[UserScope]:
        """New rows for the places."""
        return [
            *(UserScope(organisation_id=code) for code in self.organisations),
            *(UserScope(site_id=code) for code in self.sites),
            *(UserScope(care_service_id=ident) for ident in self.services),
        ]


def invite_account(email: str, access: Access, *, by: User) -> User:
    """Make an account without a password. Raises `NotPossible`."""
    with writing() as db:
        if find_user(email) is not None:
            raise NotPossible("address_taken")
        check_grant(by, None, set(access.roles), access.scopes())
        user = make_user(email, access.name, job_title=access.job_title, password=None)
        user.partner_id = access.partner_id
        user.roles, user.scopes = [role_row(r) for r in sorted(access.roles)], access.scopes()
        db.add(user)
        db.flush()
        record(staff(by.id), "invite", "user", user.id, **_told(access))
    return user


def change_access(user: User, access: Access, *, by: User) -> None:
    """Set name, job title, roles and places; it bites on the next request.

    Raises `NotPossible` for what `by` cannot give and for the last system administrator.
    """
    with writing() as db:
        check_grant(by, user, set(access.roles), access.scopes())
        if TOP not in access.roles:
            check_not_last(user, "last_demote")
        if access.scopes():
            check_not_last(user, "last_scope")
        user.name, user.job_title = access.name, access.job_title
        user.partner_id = access.partner_id
        user.roles = [role_row(r) for r in sorted(access.roles)]
        user.scopes = access.scopes()
        db.flush()
        record(staff(by.id), "change_access", "user", user.id, **_told(access))


def _told(access: Access) -> dict[str, Iterable[str] | Iterable[int]]:
    return {
        "roles": sorted(access.roles),
        "organisations": list(access.organisations),
        "sites": list(access.sites),
        "services": list(access.services),
    }


def deactivate(user: User, *, by: User) -> None:
    """Somebody leaves: sign-ins and links end at once; the name under their answers stays.

    Raises `NotPossible` for oneself and for the last system administrator.
    """
    with writing():
        check_not_last(user, "last_deactivate")
        if user.id == by.id:
            raise NotPossible("own_deactivate")
        user.active, user.fs_uniquifier = False, uuid.uuid4().hex
        end_all(user.id)
        revoke_links(user.id)
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        account_deactivated.send(app, user_id=user.id)
        record(staff(by.id), "deactivate", "user", user.id)


def reactivate(user: User, *, by: User) -> None:
    """Somebody comes back with the roles they had."""
    with writing():
        user.active = True
        record(staff(by.id), "reactivate", "user", user.id)


def reset_second_factor(user: User, *, identity: str, by: User) -> None:
    """Forget a lost second factor after the identity was checked; the next sign-in sets it anew.

    Raises `NotPossible` for oneself.
    """
    with writing():
        if user.id == by.id:
            raise NotPossible("own_second_factor")
        user.tf_primary_method = user.tf_totp_secret = user.mf_recovery_codes = None
        user.fs_uniquifier = uuid.uuid4().hex
        end_all(user.id)
        record(staff(by.id), "reset_second_factor", "user", user.id, identity=identity)


def review_access(user: User, *, needed: bool, by: User) -> None:
    """Record whether somebody still needs their access. Raises `NotPossible` for oneself."""
    if user.id == by.id:
        raise NotPossible("own_review")
    with writing() as db:
        db.add(AccessReview(user_id=user.id, reviewed_by=by.id, needed=needed))
        record(staff(by.id), "review_access", "user", user.id, needed=needed)
