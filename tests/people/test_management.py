"""Who may look after whom, and what nobody may do."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.accounts import people
from portal.accounts.links import find_link, new_link
from portal.accounts.management import NotPossible, may_manage
from portal.accounts.models import User, UserScope
from portal.accounts.people import Access
from portal.accounts.queries import PeopleFilter, is_overdue, list_people, list_to_review
from portal.accounts.records import Purpose
from portal.accounts.sessions import list_open, open_session
from portal.accounts.signals import account_deactivated
from portal.audit.queries import list_entries
from portal.db import writing
from tests.factories import make_staff

SYSTEM, LOCAL = "system_administrator", "organisation_administrator"


def person(*roles: str, email: str, **place: Any) -> User:
    """Somebody with roles, perhaps for one place only."""
    user = make_staff(*roles, email=email, demo=False)
    if place:
        with writing():
            user.scopes.append(UserScope(**place))
    return user


def local() -> User:
    """An administrator of one organisation."""
    return person(LOCAL, email="local@staff.example", organisation_id="R0B")


def refused(verb: Callable[[], Any]) -> str:
    """The code of the refusal."""
    with pytest.raises(NotPossible) as caught:
        verb()
    assert caught.value.sentence
    return caught.value.code


def test_an_organisation_administrator_looks_after_its_own_people_only(context: Flask) -> None:
    admin = local()
    inside = person("moderator", email="a@staff.example", site_id="R0B01")
    outside = person("moderator", email="b@staff.example", organisation_id="RTD")
    everywhere = person("moderator", email="c@staff.example")
    system = person(SYSTEM, email="d@staff.example", organisation_id="R0B")
    seen = [may_manage(admin, user) for user in (inside, outside, everywhere, system)]
    assert seen == [True, False, False, False]
    listed = {u.email for u in list_people(PeopleFilter(), viewer=admin)}
    assert listed == {"a@staff.example", "local@staff.example"}


@pytest.mark.parametrize(
    ("access", "code"),
    [
        (Access("X", roles=frozenset({SYSTEM}), organisations=("R0B",)), "system_role"),
        (Access("X", roles=frozenset({"moderator"})), "beyond_scope"),
        (Access("X", roles=frozenset({"moderator"}), organisations=("RTD",)), "beyond_scope"),
        (Access("X", roles=frozenset({"moderator"}), sites=("RTD01",)), "beyond_scope"),
    ],
)
def test_nobody_gives_more_than_they_hold(context: Flask, access: Access, code: str) -> None:
    admin = local()
    assert refused(lambda: people.invite_account("new@staff.example", access, by=admin)) == code


def test_an_organisation_administrator_cannot_widen_their_own_access(context: Flask) -> None:
    admin = local()
    wide = Access("X", roles=frozenset({LOCAL, "moderator"}), organisations=("R0B",))
    assert refused(lambda: people.change_access(admin, wide, by=admin)) == "own_access"


def test_the_last_system_administrator_stays(context: Flask) -> None:
    last = person(SYSTEM, email="last@staff.example")
    person(SYSTEM, email="limited@staff.example", organisation_id="R0B")
    less = Access("Last", roles=frozenset({"moderator"}))
    narrow = Access("Last", roles=frozenset({SYSTEM}), organisations=("R0B",))
    assert refused(lambda: people.deactivate(last, by=last)) == "last_deactivate"
    assert refused(lambda: people.change_access(last, less, by=last)) == "last_demote"
    assert refused(lambda: people.change_access(last, narrow, by=last)) == "last_scope"


def test_somebody_invited_does_not_count_as_an_administrator(context: Flask) -> None:
    last = person(SYSTEM, email="last@staff.example")
    people.invite_account("new@staff.example", Access("N", roles=frozenset({SYSTEM})), by=last)
    assert refused(lambda: people.deactivate(last, by=last)) == "last_deactivate"


def test_nobody_does_these_to_themselves(context: Flask) -> None:
    one, _two = (person(SYSTEM, email=f"{n}@staff.example") for n in ("one", "two"))
    assert refused(lambda: people.deactivate(one, by=one)) == "own_deactivate"
    assert refused(lambda: people.review_access(one, needed=True, by=one)) == "own_review"
    reset = refused(lambda: people.reset_second_factor(one, identity="video", by=one))
    assert reset == "own_second_factor"


def test_a_leaver_loses_sign_ins_and_links_and_work_is_freed(context: Flask) -> None:
    admin, leaver = local(), person("moderator", email="a@staff.example", site_id="R0B01")
    open_session(leaver.id, "")
    with writing():
        _link, token = new_link(leaver, Purpose.RESET)
    freed: list[int] = []

    def free(_app: Flask, user_id: int) -> None:
        freed.append(user_id)

    with account_deactivated.connected_to(free):
        people.deactivate(leaver, by=admin)
    assert (list(list_open(leaver)), find_link(token), freed) == ([], None, [leaver.id])
    assert list_entries("user", leaver.id)[-1].verb == "deactivate"


def test_the_review_shows_first_who_was_never_looked_at(context: Flask) -> None:
    admin = person(SYSTEM, email="admin@staff.example")
    first = person("moderator", email="a@staff.example")
    second = person("moderator", email="b@staff.example")
    people.review_access(first, needed=True, by=admin)
    rows = list_to_review(viewer=admin).items
    assert [user.id for user, _review in rows] == [second.id, first.id]
    assert not any(is_overdue(review, user) for user, review in rows)


def test_people_are_found_by_words_role_and_organisation(context: Flask) -> None:
    admin = person(SYSTEM, email="admin@staff.example")
    person("moderator", email="a@staff.example", site_id="R0B01")
    person("responder", email="b@staff.example", organisation_id="RTD")
    for wanted in (
        PeopleFilter(words="A@STAFF invented"),
        PeopleFilter(role="moderator"),
        PeopleFilter(organisation="R0B"),
    ):
        assert [u.email for u in list_people(wanted, viewer=admin)] == ["a@staff.example"]


def test_the_list_goes_on_without_gaps_or_repeats(context: Flask) -> None:
    admin = person(SYSTEM, email="admin@staff.example")
    for number in range(27):
        people.invite_account(f"p{number}@staff.example", Access("Same name"), by=admin)
    first = list_people(PeopleFilter(), viewer=admin)[:25]
    rest = list_people(PeopleFilter(), viewer=admin, after=first[-1].id)
    assert len({u.id for u in first} | {u.id for u in rest}) == len(first) + len(rest) == 28
