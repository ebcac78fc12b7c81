"""Who works on which item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import delete, select

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.accounts.signals import account_deactivated
from portal.audit.service import SYSTEM, record, staff
from portal.db import session, utc_now, writing
from portal.desk.queue.models import Assignment
from portal.desk.queue.queries import visible_to
from portal.feedback.models import Feedback
from portal.feedback.states import State

#: how many items one press of the button moves
MOST_AT_ONCE = 100


class Unfit(StrEnum):
    """Why an item could not be given to somebody."""

    GONE = "gone"
    TAKEN = "taken"
    CLOSED_TO_THEM = "closed_to_them"


@dataclass(frozen=True)
class Chosen:
    """One ticked item and whose it was on the page that was ticked (None: nobody's)."""

    feedback_id: int
    seen_with: int | None


@dataclass
class Assigned:
    """What became of a selection: ids that were given, references that could not be, and why."""

    done: list[int] = field(default_factory=list)
    left: list[tuple[str, Unfit]] = field(default_factory=list)


def may_work_on_items(user: User) -> bool:
    """Whether items can be given to `user`: an open account that may read the desk."""
    return bool(user.active) and Permission.READ_DESK in permissions_of(user.role_names)


def list_colleagues() -> list[User]:
    """Everybody to whom items can be given, by name."""
    wanted = select(User).where(User.active).order_by(User.name, User.id)
    return [user for user in session().scalars(wanted) if may_work_on_items(user)]


def find_colleague(user_id: int) -> User | None:
    """The colleague of that id, if items can be given to them."""
    user = session().get(User, user_id) if 0 < user_id < 2**31 else None
    return user if user is not None and may_work_on_items(user) else None


def assignees_of(feedback_ids: Iterable[int]) -> dict[int, User]:
    """Who works on each of these items, in one query; items of nobody are left out."""
    wanted = (
        select(Assignment.feedback_id, User)
        .join(User, User.id == Assignment.user_id)
        .where(Assignment.feedback_id.in_(list(feedback_ids)))
    )
    return {feedback_id: user for feedback_id, user in session().execute(wanted)}


def assign(chosen: Sequence[Chosen], to: User | None, *, by: User) -> Assigned:
    """Give items to `to` (None: to nobody), those at least that are still as the page showed.

    An item that is gone, that somebody else took meanwhile or that `to` may not see stays as it
    is and is named in the result; at most `MOST_AT_ONCE` are looked at.
    """
    chosen = list({one.feedback_id: one for one in chosen}.values())[:MOST_AT_ONCE]
    result = Assigned()
    with writing():
        found = _visible([one.feedback_id for one in chosen], by)
        theirs = set(_visible(list(found), to)) if to else set(found)
        holders = _assignments(found)
        for one in chosen:
            feedback, held = found.get(one.feedback_id), holders.get(one.feedback_id)
            unfit = _unfit(one, feedback, held, to, theirs)
            if feedback is None or unfit:
                result.left.append((feedback.reference if feedback else "", unfit or Unfit.GONE))
                continue
            _give(feedback.id, held, to, by)
            result.done.append(feedback.id)
    return result


def _visible(ids: list[int], user: User) -> dict[int, Feedback]:
    wanted = select(Feedback).where(Feedback.id.in_(ids), *visible_to(user))
    # two who take one item at the same moment come one after the other
    wanted = wanted.order_by(Feedback.id).with_for_update(of=Feedback)
    return {row.id: row for row in session().scalars(wanted).unique()}


def _assignments(ids: Iterable[int]) -> dict[int, Assignment]:
    wanted = select(Assignment).where(Assignment.feedback_id.in_(list(ids)))
    return {row.feedback_id: row for row in session().scalars(wanted)}


def _unfit(
    one: Chosen,
    feedback: Feedback | None,
    held: Assignment | None,
    to: User | None,
    theirs: set[int],
) -> Unfit | None:
    holder = held.user_id if held else None
    if feedback is None or feedback.state == State.WITHDRAWN:
        return Unfit.GONE
    if holder not in (one.seen_with, to.id if to else None):
        return Unfit.TAKEN
    return None if feedback.id in theirs else Unfit.CLOSED_TO_THEM


def _give(feedback_id: int, held: Assignment | None, to: User | None, by: User) -> None:
    """Change the row and write it down; what stands so already is no change."""
    if (held.user_id if held else None) == (to.id if to else None):
        return
    if to is None:
        session().delete(held)
    elif held is None:
        session().add(Assignment(feedback_id=feedback_id, user_id=to.id, assigned_by=by.id))
    else:
        held.user_id, held.assigned_by, held.assigned_at = to.id, by.id, utc_now()
    record(staff(by.id), "assign", "feedback", feedback_id, to=to.id if to else None)


def free_assignments(user_id: int) -> int:
    """Free every item of somebody who leaves; returns how many."""
    with writing() as db:
        mine = select(Assignment.feedback_id).where(Assignment.user_id == user_id)
        ids = db.scalars(mine.order_by(Assignment.feedback_id)).all()
        db.execute(delete(Assignment).where(Assignment.user_id == user_id))
        for feedback_id in ids:
            record(SYSTEM, "free_assignment", "feedback", feedback_id, of=user_id)
    return len(ids)


@account_deactivated.connect
def free_on_leaving(_sender: object, user_id: int) -> None:
    """A leaver works on nothing any more; inside the transaction that closes the account."""
    free_assignments(user_id)
