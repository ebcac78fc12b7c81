"""Changes: claimed by one person, published by another, told to those who spoke."""

import re

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from portal.db import session, utc_now, violated_constraint, writing
from portal.feedback.models import Contact, Feedback
from portal.feedback.states import Kind
from portal.feedback.withdrawal import withdraw
from portal.i18n import LANGUAGES
from portal.notify.models import Mail
from portal.you_said_we_did.models import Change
from portal.you_said_we_did.queries import (
    PAGE,
    count_evidence,
    find_published_change,
    list_changes_from,
    list_published_changes,
)
from portal.you_said_we_did.service import (
    ChangeText,
    SecondPersonNeeded,
    UnknownEvidence,
    edit_change,
    find_evidence,
    publish_change,
)
from tests.factories import make_change, make_feedback, make_staff
from tests.pages import Page


def confirmed(address: str) -> Feedback:
    """Feedback of somebody whose address is right."""
    feedback = make_feedback("An invented story", contact={"email": address})
    with writing() as db:
        db.get_one(Contact, feedback.id).confirmed_at = utc_now()
    return feedback


def words_of(change: Change, **changed: str) -> ChangeText:
    """The change's own words, with some of them changed."""
    names = ChangeText.__dataclass_fields__
    return ChangeText(**{**{n: getattr(change, n) for n in names}, **changed})


def change_mails() -> list[str]:
    """Who was told of a change."""
    wanted = select(Mail.recipient).filter_by(purpose="change")
    return sorted(session().scalars(wanted))


def test_the_site_map_holds_more_changes_than_one_page_shows(app: Flask, page: Page) -> None:
    with app.app_context():
        change = make_change(make_feedback())
        publish_change(change, version=change.version, by=make_staff("approver", demo=False))
        _copy(change, times=PAGE)
    locations = re.findall(
        r"<loc>[^<]*/you-said-we-did/\d+</loc>", page.client.get("/sitemap.xml").text
    )
    assert len(locations) == (PAGE + 1) * len(LANGUAGES)


def _copy(change: Change, *, times: int) -> None:
    """The same change again, as published as the first."""
    columns = [c.name for c in Change.__table__.columns if c.name != "id"]
    row = {name: getattr(change, name) for name in columns}
    with writing() as db:
        db.add_all(Change(**row) for _ in range(times))


def test_a_change_is_not_public_before_a_second_person_publishes_it(context: Flask) -> None:
    change = make_change(make_feedback())
    assert find_published_change(change.id) is None
    publish_change(change, version=change.version, by=make_staff("approver", demo=False))
    assert find_published_change(change.id) is not None


def test_nobody_publishes_what_they_claimed_themselves(context: Flask) -> None:
    both = make_staff("responder", "approver", demo=False)
    change = make_change(by=both)
    with pytest.raises(SecondPersonNeeded):
        publish_change(change, version=change.version, by=both)


def test_a_demo_account_may_play_both_people(context: Flask) -> None:
    both = make_staff("responder", "approver", demo=True)
    change = make_change(by=both)
    publish_change(change, version=change.version, by=both)
    assert change.approved_by == both.id


def test_the_schema_wants_a_second_person_too(context: Flask) -> None:
    change = make_change()
    with pytest.raises(IntegrityError) as caught, writing() as db:
        db.execute(update(Change).where(Change.id == change.id).values(published_at=utc_now()))
    assert violated_constraint(caught.value) == "ck_changes_published_needs_second"


def test_not_possible_says_why(context: Flask) -> None:
    with pytest.raises(IntegrityError) as caught:
        make_change(state="not_possible")
    assert violated_constraint(caught.value) == "ck_changes_not_possible_says_why"


def test_an_edited_change_needs_the_second_person_again(context: Flask) -> None:
    change = make_change()
    publish_change(change, version=change.version, by=make_staff("approver", demo=False))
    editor = make_staff("responder", "moderator", demo=False)
    edit_change(change, words_of(change, we_did="More"), [], version=change.version, by=editor)
    assert find_published_change(change.id) is None
    assert change.approved_by is None


def test_an_edit_of_an_old_version_is_refused(context: Flask) -> None:
    change, editor = make_change(), make_staff("responder", "moderator")
    seen = change.version
    edit_change(change, words_of(change, we_did="First"), [], version=seen, by=editor)
    with pytest.raises(StaleDataError):
        edit_change(change, words_of(change, we_did="Second"), [], version=seen, by=editor)
    assert change.we_did == "First"


def test_those_who_spoke_and_confirmed_are_told_once(context: Flask) -> None:
    unconfirmed = make_feedback(contact={"email": "zoe@person.example"})
    change = make_change(confirmed("ann@person.example"), unconfirmed, make_feedback())
    approver = make_staff("approver", demo=False)
    publish_change(change, version=change.version, by=approver)
    rows = [confirmed("ben@person.example")]
    edit_change(change, words_of(change), rows, version=change.version, by=make_staff("insight"))
    publish_change(change, version=change.version, by=approver)
    assert change_mails() == ["ann@person.example", "ben@person.example"]


def test_the_mail_about_a_change_carries_no_story(context: Flask) -> None:
    feedback = confirmed("ann@person.example")
    change = make_change(feedback)
    publish_change(change, version=change.version, by=make_staff("approver", demo=False))
    mail = session().scalars(select(Mail).filter_by(purpose="change")).one()
    assert "An invented story" not in mail.body
    assert feedback.reference not in mail.body


def test_evidence_is_found_by_references_as_people_type_them(context: Flask) -> None:
    first, second = make_feedback(), make_feedback()
    typed = f"{first.reference.lower()}, {second.reference}\n{first.reference}"
    assert [row.id for row in find_evidence(typed, by=make_staff("responder"))] == [
        first.id,
        second.id,
    ]


def test_unknown_withdrawn_and_complaints_are_no_evidence(context: Flask) -> None:
    complaint, withdrawn = make_feedback(kind=Kind.COMPLAINT), make_feedback()
    withdraw(withdrawn)
    typed = f"0000000000 {complaint.reference} {withdrawn.reference}"
    with pytest.raises(UnknownEvidence) as caught:
        find_evidence(typed, by=make_staff("responder"))
    assert len(caught.value.references) == 3


def test_a_change_is_linked_from_the_feedback_behind_it(context: Flask) -> None:
    feedback = make_feedback()
    change = make_change(feedback)
    assert list_changes_from(feedback.id) == []
    publish_change(change, version=change.version, by=make_staff("approver", demo=False))
    assert [c.id for c in list_changes_from(feedback.id)] == [change.id]
    assert count_evidence(change.id) == 1


def test_the_feed_leads_to_the_public_address_whatever_host_was_asked(page: Page) -> None:
    with page.app.app_context(), page.app.test_request_context("/"):
        change = make_change()
        publish_change(change, version=change.version, by=make_staff("approver", demo=False))
    feed = page.client.get("/ar/you-said-we-did.atom", base_url="http://evil.example")
    assert "evil.example" not in feed.text
    assert f"{page.app.config['BASE_URL']}/ar/" in feed.text


def test_published_changes_are_paged_without_gaps_or_repeats(context: Flask) -> None:
    writer, approver = make_staff("responder"), make_staff("approver", demo=False)
    made = [make_change(by=writer) for _ in range(PAGE + 3)]
    for change in made:
        publish_change(change, version=change.version, by=approver)
    first = list_published_changes()
    rest = list_published_changes(before=first.older)
    back = list_published_changes(after=rest.newer)
    assert [c.id for c in (*first.items, *rest.items)] == [c.id for c in reversed(made)]
    assert [c.id for c in back.items] == [c.id for c in first.items]
    assert (first.newer, rest.older, back.newer) == (None, None, None)
