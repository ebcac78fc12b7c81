"""What is distressing, who has opened how much of it, and whose turn it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.accounts.queries import looked_after_by
from portal.db import session
from portal.desk.assignment import list_colleagues
from portal.desk.distress.models import Opening
from portal.feedback.models import Feedback
from portal.feedback.scope import may_see
from portal.feedback.states import Kind, State
from portal.i18n import LONDON, today
from portal.readings.models import Reading
from portal.settings import value

URGENT = 2


@dataclass(frozen=True)
class Load:
    """How many distressing items somebody opened today, and this week from Monday on."""

    today: int = 0
    week: int = 0


def is_distressing(feedback: Feedback) -> bool:
    """Whether its words are shown only by a second step: noted, or urgent by rule or reading."""
    return feedback.risk >= URGENT or bool(feedback.content_notes)


def closed_to(user: User) -> ColumnElement[bool]:
    """The condition that an item is distressing and that `user` has not opened it."""
    mine = select(Opening.user_id).where(
        Opening.feedback_id == Feedback.id, Opening.user_id == user.id
    )
    return ((Feedback.risk >= URGENT) | (Feedback.content_notes != "")) & ~mine.exists()


def has_opened(feedback: Feedback, user: User) -> bool:
    """Whether `user` took the second step to these words."""
    return session().get(Opening, (feedback.id, user.id)) is not None


def loads_of(users: Iterable[User]) -> dict[int, Load]:
    """The load of each of these people by id, in one query."""
    ids = [user.id for user in users]
    monday = today() - timedelta(days=today().weekday())
    this_day = func.count().filter(Opening.opened_at >= _begin(today()))
    wanted = (
        select(Opening.user_id, this_day, func.count())
        .where(Opening.user_id.in_(ids), Opening.opened_at >= _begin(monday))
        .group_by(Opening.user_id)
    )
    found = {ident: Load(day, week) for ident, day, week in session().execute(wanted)}
    return {ident: found.get(ident, Load()) for ident in ids}


def _begin(day: date) -> datetime:
    """When a day of London begins."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def has_enough(user: User) -> bool:
    """Whether `user` opened as many today as the setting says, and others can take a turn."""
    return enough(loads_of([user])[user.id]) and bool(list_team(user))


def enough(load: Load) -> bool:
    """Whether that is as much in a day as the setting says."""
    return load.today >= value("distressing_items_a_day")


def list_team(user: User) -> list[User]:
    """The colleagues of `user` who moderate, by name."""
    return [c for c in list_colleagues() if c.id != user.id and _can(c, Permission.MODERATE)]


def list_takers(feedback: Feedback, *, among: Sequence[User] | None = None) -> list[User]:
    """Those `among` all colleagues who may see this item and do its next step, by name."""
    needed = _next_step(feedback)
    return [
        colleague
        for colleague in (list_colleagues() if among is None else among)
        if _can(colleague, needed) and may_see(colleague, feedback)
    ]


def _next_step(feedback: Feedback) -> Permission:
    if feedback.kind == Kind.COMPLAINT:
        return Permission.HANDLE_COMPLAINTS
    second = feedback.state == State.SECOND_CHECK
    return Permission.CHECK_SECOND if second else Permission.MODERATE


def _can(user: User, needed: Permission) -> bool:
    return needed in permissions_of(user.role_names)


def rule_ids_of(feedback_ids: Sequence[int]) -> dict[int, list[str]]:
    """The ids of the rules that found urgent words in each of these items, in one query."""
    wanted = select(Reading.source_id, Reading.rules).where(
        Reading.source == "feedback", Reading.source_id.in_(feedback_ids)
    )
    return {ident: rules.split() for ident, rules in session().execute(wanted)}


def list_loads(viewer: User) -> list[tuple[User, Load]]:
    """Those at the desk whom `viewer` leads, by name, with the load of each."""
    wanted = select(User).where(User.active, looked_after_by(viewer)).order_by(User.name, User.id)
    people = [user for user in session().scalars(wanted) if _can(user, Permission.READ_DESK)]
    loads = loads_of(people)
    return [(user, loads[user.id]) for user in people]
