"""Who sees an item because of its services: whoever has one of them in scope.

A story over several services is open to the staff of each. A complaint stays with its main
service: who else hears of it is decided by those who handle complaints.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from portal.accounts.models import User
from portal.accounts.scope import in_scope, services_in_scope
from portal.db import session
from portal.feedback.models import Feedback, FurtherService
from portal.feedback.states import Kind


def may_see(user: User, feedback: Feedback) -> bool:
    """Whether one of the item's services is in `user`'s scope."""
    if in_scope(user, feedback.care_service_id):
        return True
    return session().scalar(select(Feedback.id).where(_is(feedback), seen_by(user))) is not None


def _is(feedback: Feedback) -> ColumnElement[bool]:
    return Feedback.id == feedback.id


def seen_by(viewer: User | None) -> ColumnElement[bool]:
    """The condition that an item is in `viewer`'s scope; no viewer means: no condition.

    An item without a known service is seen only by people whose scope is everything.
    """
    services = services_in_scope(viewer) if viewer is not None else None
    if services is None:
        return true()
    shared = and_(Feedback.kind != Kind.COMPLAINT, names_further(services))
    return or_(Feedback.care_service_id.in_(services), shared)


def names_further(services: Select[Any] | Sequence[int]) -> ColumnElement[bool]:
    """The condition that one of these services is a further one of the item."""
    named = select(FurtherService.feedback_id).where(FurtherService.care_service_id.in_(services))
    return Feedback.id.in_(named)
