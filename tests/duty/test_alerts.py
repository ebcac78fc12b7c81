"""Alerts and the daily digest: what each one asked for, once, without a word of a person."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import User
from portal.db import session, writing
from portal.duty.alerts import Wanted, choose, find_preference, tell
from portal.duty.models import Frequency
from portal.feedback.service import raise_risk
from portal.feedback.states import Channel, Kind
from portal.feedback.withdrawal import withdraw
from portal.notify.models import Mail
from portal.organisations.queries import find_service
from portal.readings.models import Reading, ReadTheme
from portal.safety.service import judge
from tests.factories import make_feedback, make_staff, sign_in_as
from tests.pages import Page

MORNING = "2026-03-02T09:00:00Z"


def wants(user: User, frequency: str = "at_once", **changed: object) -> None:
    """What somebody chose, everything by default."""
    values = {"from_risk": 0, "from_severity": None, "services": (), "organisations": (),
              "themes": (), **changed}  # fmt: skip
    choose(user, Wanted(Frequency(frequency), **values), "en")  # type: ignore[arg-type]


def mails() -> Sequence[Mail]:
    """The outbox."""
    session().rollback()
    return session().scalars(select(Mail).order_by(Mail.id)).all()


def service_id(slug: str) -> int:
    """The id of a service."""
    service = find_service(slug)
    assert service is not None
    return service.id


def test_an_item_is_told_once(context: Flask) -> None:
    wants(make_staff("moderator"))
    feedback = make_feedback("secretword")
    assert [tell(), tell()] == [1, 0]
    (mail,) = mails()
    assert f"/desk/item/{feedback.id}" in mail.body
    assert "secretword" not in mail.body


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        ({"services": ("r0b01",)}, True),
        ({"services": ("rtd01",)}, False),
        ({"organisations": ("R0B",)}, True),
        ({"organisations": ("RTD",)}, False),
        ({"services": ("rtd01",), "organisations": ("R0B",)}, True),
    ],
)
def test_alerts_keep_to_their_scope(
    context: Flask, scope: dict[str, tuple[str, ...]], told: bool
) -> None:
    services = [str(service_id(slug)) for slug in scope.get("services", ())]
    wants(make_staff("moderator"), **{**scope, "services": services})
    make_feedback()
    assert tell() == told


def test_a_theme_is_known_once_it_was_read(context: Flask) -> None:
    wants(make_staff("moderator"), themes=("patient_safety",))
    feedback = make_feedback()
    assert tell() == 0
    with writing() as db:
        reading = db.scalars(select(Reading).filter_by(source_id=feedback.id)).one()
        reading.themes = [ReadTheme(theme_id="patient_safety", polarity="negative", score=0.9)]
    assert tell() == 1


def test_only_what_is_urgent_or_severe_enough_is_told(context: Flask) -> None:
    user = make_staff("moderator")
    wants(user, from_risk=2, from_severity=3)
    mild, severe, risky = make_feedback(), make_feedback(), make_feedback()
    judge(mild, 2, "No harm", by=user)
    judge(severe, 3, "Nearly", by=user)
    raise_risk(risky.id, 2)
    tell()
    (mail,) = mails()
    assert "2 new items." in mail.body
    assert f"/item/{mild.id}\n" not in mail.body


def test_what_becomes_severe_is_told_again_once(context: Flask) -> None:
    user = make_staff("moderator")
    wants(user)
    feedback = make_feedback()
    tell()
    judge(feedback, 5, "A death", by=user)
    assert [tell(), tell()] == [1, 0]


def test_a_complaint_is_told_only_to_those_who_handle_complaints(context: Flask) -> None:
    wants(make_staff("moderator"))
    wants(make_staff("complaints_manager"))
    make_feedback(kind=Kind.COMPLAINT)
    tell()
    assert [m.recipient for m in mails()] == ["complaints_manager@staff.example"]


def test_leavers_withdrawn_items_and_imports_are_left_out(context: Flask) -> None:
    leaver, other = make_staff("moderator"), make_staff("responder")
    wants(leaver)
    wants(other)
    withdraw(make_feedback())
    make_feedback(channel=Channel.IMPORT)
    with writing():
        leaver.active = False
    assert tell() == 0


@pytest.mark.parametrize(
    ("before", "at"),
    [
        ("2026-03-03T07:29:00Z", "2026-03-03T07:30:00Z"),
        ("2026-06-03T06:29:00Z", "2026-06-03T06:30:00Z"),
    ],
)
def test_the_digest_is_made_at_half_past_seven_in_london(
    context: Flask, before: str, at: str
) -> None:
    with time_machine.travel(before, tick=False) as clock:
        clock.shift(timedelta(days=-1, hours=3))
        wants(make_staff("moderator"), "daily")
        make_feedback()
        raise_risk(make_feedback().id, 2)
        clock.move_to(before)
        assert tell() == 0
        clock.move_to(at)
        assert [tell(), tell()] == [1, 0]
    (mail,) = mails()
    assert "2 new items.\n1 of them is urgent or severe." in mail.body


def test_a_digest_that_was_missed_is_made_later_and_once(context: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        wants(make_staff("moderator"), "daily")
        make_feedback()
        assert tell() == 0
        clock.shift(timedelta(days=1, hours=9))
        assert [tell(), tell()] == [1, 0]


def test_a_day_without_news_makes_no_mail(context: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        wants(make_staff("moderator"), "daily")
        clock.shift(timedelta(days=1))
        assert tell() == 0
    assert mails() == []


def test_somebody_who_starts_today_is_not_told_of_the_past(context: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        make_feedback()
        clock.shift(timedelta(days=1))
        wants(make_staff("moderator"))
        assert tell() == 0


def test_staff_choose_what_they_are_told_about(page: Page) -> None:
    email = sign_in_as(page, "moderator")
    url = "/account/what-we-tell-you"
    typed = {"frequency": "daily", "from_risk": "1", "from_severity": "4",
             "organisations": ["R0B"], "themes": ["patient_safety"]}  # fmt: skip
    page.post(url, typed)
    page.post(url, typed)
    with page.app.app_context():
        user = session().scalars(select(User).filter_by(email=email)).one()
        row = find_preference(user)
        assert row is not None
        assert (row.frequency, row.from_risk, row.from_severity) == ("daily", 1, 4)
        assert [s.value for s in row.scopes] == ["R0B", "patient_safety"]


@pytest.mark.parametrize("value", ["\x00", "no", "99999999999999999999"])
def test_what_no_page_offers_is_refused(page: Page, value: str) -> None:
    sign_in_as(page, "moderator")
    typed = {"frequency": "daily", "from_risk": value, "from_severity": "", "services": [value]}
    assert "Choose an answer" in page.post("/account/what-we-tell-you", typed, status=200).text


def test_who_opens_no_item_has_nothing_to_choose(page: Page) -> None:
    sign_in_as(page, "insight")
    assert "there is nothing to tell you" in page.get("/account/what-we-tell-you").text
