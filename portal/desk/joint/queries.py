"""The reads of joint answers."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.accounts.scope import services_in_scope, works_for
from portal.db import session
from portal.desk.joint.models import JointOwner, ReplyPart, SpokenFor
from portal.desk.models import Response
from portal.feedback.further import involved, is_journey
from portal.feedback.models import Feedback
from portal.feedback.scope import seen_by
from portal.feedback.states import State
from portal.organisations.models import CareService

#: how many of each list the desk shows
MOST_SHOWN = 50
Parts = dict[int, ReplyPart]


def find_owner(feedback_id: int) -> User | None:
    """Who gathers the joint answer to one item."""
    row = session().get(JointOwner, feedback_id)
    return row.owner if row else None


def parts_of(feedback_id: int) -> Parts:
    """The parts that were given and not erased, by the id of their service."""
    wanted = select(ReplyPart).where(ReplyPart.feedback_id == feedback_id, ReplyPart.body != "")
    rows = session().scalars(wanted.order_by(ReplyPart.id))
    return {row.care_service_id: row for row in rows}


def parts_mark(parts: Parts) -> str:
    """What the page of the owner showed of the parts: which, and in which version."""
    return "-".join(f"{ident}.{parts[ident].version}" for ident in sorted(parts))


def find_joint(feedback_id: int) -> Response | None:
    """The joint answer of one item, also one that waits for its reader; not one given back."""
    wanted = select(Response).where(
        Response.feedback_id == feedback_id, Response.joint, Response.given_back.is_(None)
    )
    return session().scalars(wanted).one_or_none()


def answers_together(feedback: Feedback) -> bool:
    """Whether the services of this story still owe the person one joint answer."""
    asked = is_journey(feedback) and feedback.state != State.WITHDRAWN
    return asked and find_joint(feedback.id) is None


def services_to_speak_for(feedback: Feedback, parts: Parts) -> list[CareService]:
    """The services that gave their part, in the order of the story."""
    return [one.service for one in involved(feedback) if one.service.id in parts]


def services_missing(feedback: Feedback, parts: Parts) -> list[CareService]:
    """Those that did not give theirs yet."""
    return [one.service for one in involved(feedback) if one.service.id not in parts]


def list_gathered_by(user: User) -> Sequence[Feedback]:
    """The items whose joint answer `user` still has to send, oldest first."""
    return _open_journeys(JointOwner.user_id == user.id)


def list_without_part(user: User) -> Sequence[Feedback]:
    """The items that wait for a part of a service in `user`'s scope, oldest first.

    Whoever may write for every service is the one in particular for none of them.
    """
    services = services_in_scope(user)
    if services is None:
        return []
    given = select(ReplyPart.id).where(
        ReplyPart.feedback_id == Feedback.id,
        ReplyPart.care_service_id.in_(services),
        ReplyPart.body != "",
    )
    return _open_journeys(seen_by(user), ~given.exists())


def _open_journeys(*wanted: ColumnElement[bool]) -> Sequence[Feedback]:
    sent = select(Response.id).where(
        Response.feedback_id == Feedback.id, Response.joint, Response.given_back.is_(None)
    )
    query = select(Feedback).join(JointOwner, JointOwner.feedback_id == Feedback.id)
    query = query.where(Feedback.state != State.WITHDRAWN, ~sent.exists(), *wanted)
    return session().scalars(query.order_by(Feedback.id).limit(MOST_SHOWN)).unique().all()


def spoken_for(response_ids: Collection[int]) -> dict[int, list[CareService]]:
    """The services that these joint answers speak for, in one query."""
    found: dict[int, list[CareService]] = {}
    if response_ids:
        wanted = select(SpokenFor).where(SpokenFor.response_id.in_(response_ids))
        for row in session().scalars(wanted.order_by(SpokenFor.response_id, SpokenFor.position)):
            found.setdefault(row.response_id, []).append(row.care_service)
    return found


def may_own(user: User, feedback: Feedback) -> bool:
    """Whether `user` can gather the joint answer: an open account that answers, in scope."""
    answers = bool(user.active) and Permission.RESPOND in permissions_of(user.role_names)
    return answers and (not user.scopes or _works_here(user, feedback))


def _works_here(user: User, feedback: Feedback) -> bool:
    return any(works_for(user, one.service) for one in involved(feedback))


def may_give_part(user: User, service: CareService) -> bool:
    """Whether `user` may write the part of this service."""
    if Permission.RESPOND not in permissions_of(user.role_names):
        return False
    return not user.scopes or works_for(user, service)


def list_responders(service: CareService) -> Sequence[User]:
    """Who answers for this service and not for everything, by name."""
    people = session().scalars(select(User).where(User.active).order_by(User.name, User.id))
    return [u for u in people.unique() if u.scopes and may_give_part(u, service)]
