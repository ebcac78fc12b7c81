"""The alarm: the red queue at two in the morning on a bank holiday, and when clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import User
from portal.db import session, writing
from portal.duty import rota
from portal.duty.jobs import alarm
from portal.duty.models import Alarm
from portal.feedback.models import Feedback
from portal.feedback.states import Kind
from portal.notify.models import Mail
from portal.notify.service import send_due
from portal.safety import urgent
from portal.safety.service import judge
from tests.factories import make_feedback, make_staff

URGENT = "I want to kill myself secretword"
BOXING_DAY = datetime(2026, 12, 26, 2, 0, tzinfo=UTC)


def on_duty(day: date) -> tuple[User, User, User]:
    """A person, a deputy and a safety lead; the night and the day around `day` are filled."""
    person = make_staff("moderator", email="person@staff.example")
    deputy = make_staff("moderator", email="deputy@staff.example")
    lead = make_staff("safety_lead", email="lead@staff.example")
    days = [day - timedelta(days=1), day]
    rota.fill(days, time(0), time(0), person, deputy, by=lead)
    return person, deputy, lead


def told() -> list[str]:
    """Who was mailed, in order."""
    return [m.recipient.split("@")[0] for m in session().scalars(select(Mail).order_by(Mail.id))]


def read(feedback: Feedback, by: User) -> None:
    """Somebody presses the button."""
    urgent.mark_read(feedback, seen=urgent.newest_news(feedback.id), by=by)


def test_the_red_queue_at_two_in_the_morning_on_a_bank_holiday(context: Flask) -> None:
    on_duty(BOXING_DAY.date())
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        make_feedback(URGENT)
        clock.shift(timedelta(minutes=59))
        assert alarm() == 0
        clock.shift(timedelta(minutes=1))
        assert [alarm(), alarm()] == [1, 0]
        assert told() == ["person"]
        clock.shift(timedelta(minutes=60))
        alarm()
    assert sorted(told()) == ["deputy", "lead", "person", "person"]


@pytest.mark.parametrize("moment", ["2026-03-29T00:30:00", "2026-10-25T00:30:00"])
def test_the_alarm_waits_sixty_real_minutes_when_the_clocks_change(
    context: Flask, moment: str
) -> None:
    start = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    on_duty(start.date())
    with time_machine.travel(start, tick=False) as clock:
        make_feedback(URGENT)
        raised = []
        for minutes in range(30, 181, 30):
            clock.move_to(start + timedelta(minutes=minutes))
            raised.append(alarm())
    assert raised == [0, 1, 0, 1, 0, 1]
    assert told()[0] == "person"


def test_nobody_is_called_once_it_was_read(context: Flask) -> None:
    person, _deputy, _lead = on_duty(BOXING_DAY.date())
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        feedback = make_feedback(URGENT)
        clock.shift(timedelta(hours=1))
        alarm()
        read(feedback, person)
        clock.shift(timedelta(hours=5))
        assert alarm() == 0
    assert told() == ["person"]


def test_a_gap_in_the_rota_calls_the_safety_leads_at_once(context: Flask) -> None:
    make_staff("safety_lead", email="lead@staff.example")
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        make_feedback(URGENT)
        clock.shift(timedelta(hours=1))
        alarm()
    assert told() == ["lead"]


def test_the_deputy_is_called_first_when_the_person_has_left(context: Flask) -> None:
    person, _deputy, _lead = on_duty(BOXING_DAY.date())
    with writing():
        person.active = False
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        make_feedback(URGENT)
        clock.shift(timedelta(hours=1))
        alarm()
    assert told() == ["deputy"]


def test_an_urgent_complaint_calls_somebody_who_can_open_it(context: Flask) -> None:
    on_duty(BOXING_DAY.date())
    make_staff("complaints_manager", email="complaints@staff.example")
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        make_feedback(URGENT, kind=Kind.COMPLAINT)
        clock.shift(timedelta(hours=1))
        alarm()
    assert told() == ["complaints"]


def test_a_severe_item_raises_the_alarm_too(context: Flask) -> None:
    person, _deputy, lead = on_duty(BOXING_DAY.date())
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        judge(make_feedback(), 4, "Harm", by=lead)
        clock.shift(timedelta(hours=1))
        assert alarm() == 1
    assert told() == [person.email.split("@")[0]]


def test_the_mail_holds_a_link_and_no_word_of_the_person(context: Flask) -> None:
    on_duty(BOXING_DAY.date())
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        feedback = make_feedback(URGENT)
        clock.shift(timedelta(hours=1))
        alarm()
    mail = session().scalars(select(Mail)).one()
    assert f"/desk/item/{feedback.id}" in mail.body
    assert "secretword" not in mail.body + mail.subject
    assert feedback.reference not in mail.body


def test_many_items_at_once_are_one_mail(context: Flask) -> None:
    on_duty(BOXING_DAY.date())
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        for _ in range(30):
            make_feedback(URGENT)
        clock.shift(timedelta(hours=1))
        assert alarm() == 30
    mail = session().scalars(select(Mail)).one()
    assert mail.body.count("/desk/item/") == 20


def test_an_alarm_is_raised_late_but_whole_when_the_worker_was_down(context: Flask) -> None:
    on_duty(BOXING_DAY.date())
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        make_feedback(URGENT)
        clock.shift(timedelta(hours=6))
        assert [alarm(), alarm()] == [1, 0]
    assert told() == ["person"]


def test_a_worker_that_dies_has_raised_the_alarm_wholly_or_not_at_all(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_duty(BOXING_DAY.date())
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        make_feedback(URGENT)
        clock.shift(timedelta(hours=1))
        with monkeypatch.context() as dying:
            dying.setattr("portal.duty.alarms.call_for_reader", _die)
            with pytest.raises(KeyboardInterrupt):
                alarm()
        assert session().scalars(select(Alarm)).all() == []
        assert alarm() == 1
    assert told() == ["person"]


def _die(*_arguments: object) -> None:
    raise KeyboardInterrupt


def test_a_mail_server_that_is_down_loses_no_alarm(context: Flask) -> None:
    on_duty(BOXING_DAY.date())
    with time_machine.travel(BOXING_DAY, tick=False) as clock:
        make_feedback(URGENT)
        clock.shift(timedelta(hours=1))
        alarm()
        assert send_due("smtp://127.0.0.1:9", "feedback@portal.example") == 0
    assert session().scalars(select(Mail.sent_at)).all() == [None]
