"""One invented story over two organisations, and the staff of each."""

from typing import Any

from portal.accounts.models import User, UserScope
from portal.db import session, writing
from portal.desk.joint.service import give_part, name_owner
from portal.feedback.models import Feedback
from portal.organisations.models import CareService
from portal.organisations.queries import find_service
from tests.factories import make_feedback, make_staff

#: a hospital, an ambulance service, and a trust that has no part in the story
HOSPITAL, AMBULANCE, ELSEWHERE = "r0b01", "rx6", "rx4"


def service(slug: str) -> CareService:
    """The service of that slug."""
    found = find_service(slug)
    assert found is not None
    return found


def make_journey(text: str = "The ambulance came late, the ward was kind", *slugs: str,
                 **changed: Any) -> Feedback:  # fmt: skip
    """A story about the hospital in which the ambulance (or `slugs`) played a part."""
    further: list[tuple[int | None, str]] = [(service(s).id, "") for s in slugs or (AMBULANCE,)]
    return make_feedback(text, further=further, **changed)


def staff_of(slug: str, *roles: str, **changed: Any) -> User:
    """Somebody who works for that service only, as a responder."""
    user = make_staff(*(roles or ("responder",)), email=f"{slug}@staff.example", **changed)
    with writing():
        user.scopes.append(UserScope(care_service_id=service(slug).id))
    return user


def gathered(feedback: Feedback, *slugs: str) -> User:
    """The hospital's responder gathers the answer; the parts of `slugs` are given."""
    owner = staff_of(HOSPITAL)
    name_owner(feedback, owner, seen=0, by=make_staff("moderator"))
    everywhere = make_staff("responder", email="everywhere@staff.example")
    for slug in slugs:
        give_part(feedback, service(slug), f"Part of {slug}", version=0, by=everywhere)
    return owner


def fresh(feedback_id: int) -> Feedback:
    """The item as it stands in the database."""
    session().expire_all()
    return session().get_one(Feedback, feedback_id)
