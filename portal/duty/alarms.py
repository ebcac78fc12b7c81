"""The alarm: something urgent is unread, so people are called until somebody reads it."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from portal.accounts.models import User
from portal.accounts.permissions import Permission
from portal.db import session, utc_now, writing
from portal.duty.models import Alarm
from portal.duty.notifications import call_for_reader
from portal.duty.rota import on_duty
from portal.duty.staff import list_staff, may_be_told, may_open
from portal.feedback.models import Feedback
from portal.feedback.states import Kind, State
from portal.safety.models import UrgentCall
from portal.settings import value

BATCH = 100
log = logging.getLogger(__name__)


def raise_alarms() -> int:
    """Call people for everything that is unread for too long; returns how many alarms.

    The first alarm goes to the person on duty; each later one, an interval after the one before,
    also to the deputy and the safety leads. Rows and mails are one transaction: a killed worker
    has raised an alarm wholly or not at all.
    """
    session().rollback()
    if not session().scalars(_due().limit(1)).first():
        return 0
    with writing() as db:
        # the rows are locked first: a second worker then sees the first one's alarms
        waiting = select(UrgentCall.id).where(UrgentCall.opened_at.is_(None))
        db.scalars(waiting.order_by(UrgentCall.id).with_for_update()).all()
        calls = db.scalars(_due().limit(BATCH)).unique().all()
        _raise(calls)
    return len(calls)


def _due() -> Any:
    last = select(func.max(Alarm.raised_at)).where(Alarm.call_id == UrgentCall.id)
    latest = func.coalesce(last.scalar_subquery(), UrgentCall.since_at)
    interval = timedelta(minutes=value("urgent_alarm_minutes"))
    wanted = select(UrgentCall).join(Feedback, Feedback.id == UrgentCall.feedback_id)
    return wanted.where(
        UrgentCall.opened_at.is_(None),
        Feedback.state != State.WITHDRAWN,
        latest <= utc_now() - interval,
    ).order_by(UrgentCall.id)


def _raise(calls: Sequence[UrgentCall]) -> None:
    mails: dict[User, list[Alarm]] = {}
    items: dict[int, int] = {}
    for call in calls:
        number = _number(call.id)
        people = recipients(call.feedback, number)
        alarm = Alarm(call_id=call.id, number=number, told=len(people))
        session().add(alarm)
        session().flush()
        items[alarm.id] = call.feedback_id
        for person in people:
            mails.setdefault(person, []).append(alarm)
        if not people:
            log.error("alarm %s reached nobody: nobody can open the item", alarm.id)
    for person, alarms in mails.items():
        call_for_reader(person, alarms[0].id, [items[a.id] for a in alarms])


def _number(call_id: int) -> int:
    wanted = select(func.max(Alarm.number)).where(Alarm.call_id == call_id)
    return (session().scalar(wanted) or 0) + 1


def recipients(feedback: Feedback, number: int) -> list[User]:
    """Whom the alarm of that number calls: people who can open the item, within their scope.

    What is in nobody's scope calls the system administrators who look after everything, so that
    nothing urgent stays silent; there is always one (`check_not_last`).
    """
    shift = on_duty(utc_now())
    both = [shift.person, shift.deputy] if shift else []
    duty = [u for u in both if u is not None and may_be_told(u) and may_open(u, feedback)]
    if number == 1 and duty:
        return duty[:1]
    # nobody on duty can open it: the safety leads are called at once
    people = {u.id: u for u in [*duty, *_leads(feedback)]}
    return list(people.values()) or _who_look_after_everything()


def _who_look_after_everything() -> list[User]:
    return [user for user in list_staff(Permission.ADMINISTER) if not user.scopes]


def _leads(feedback: Feedback) -> list[User]:
    leads = list_staff(Permission.LEAD_SAFETY)
    if feedback.kind == Kind.COMPLAINT:
        leads += list_staff(Permission.HANDLE_COMPLAINTS)
    return [user for user in leads if may_open(user, feedback)]
