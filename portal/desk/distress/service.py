"""Opening distressing words, passing them on, and sharing them out."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, select, text

from portal.accounts.models import User
from portal.audit.service import record, staff
from portal.db import UTCDateTime, utc_now, writing
from portal.desk.assignment import Assigned, Chosen, assign, list_colleagues
from portal.desk.distress.models import Opening
from portal.desk.distress.queries import is_distressing, list_takers, loads_of
from portal.feedback.models import Feedback
from portal.web.errors import Refused

#: the trail names openings apart from items: an item's history does not count colleagues' loads
SUBJECT = "opening"
#: as text, because both databases know the words but SQLAlchemy has a construct for each
_NEW = text(
    "INSERT INTO openings (feedback_id, user_id, opened_at) VALUES (:item, :user, :now) "
    "ON CONFLICT DO NOTHING"
).bindparams(bindparam("now", type_=UTCDateTime))


class NobodyElse(Refused):
    """There is no colleague to pass it to."""

    sentence = _l(
        "No colleague can take this just now. Leave it for a while, or tell whoever leads your "
        "team. If somebody is in danger, do not wait: tell the person on duty."
    )


def open_words(feedback: Feedback, *, by: User) -> None:
    """Keep that `by` opened these words; a second time changes nothing."""
    with writing() as db:
        if db.get(Opening, (feedback.id, by.id)) is not None:
            return
        # a double click may come at the same moment: the first one counts
        db.execute(_NEW, {"item": feedback.id, "user": by.id, "now": utc_now()})
        record(staff(by.id), "open_words", SUBJECT, feedback.id)


def pass_on(feedback: Feedback, *, seen_with: int | None, by: User) -> User:
    """Give an item to the colleague who has opened least of late; returns that colleague.

    `seen_with` is whose it was on the page. Raises `NobodyElse` where nobody can take it.
    """
    with writing():
        others = [user for user in list_takers(feedback) if user.id != by.id]
        if not others:
            raise NobodyElse
        loads = loads_of(others)
        to = min(others, key=lambda user: (loads[user.id].week, loads[user.id].today, user.id))
        done = assign([Chosen(feedback.id, seen_with)], to, by=by)
        if done.left:
            raise NobodyElse
        record(staff(by.id), "pass_on", "feedback", feedback.id, to=to.id)
    return to


def share(chosen: Sequence[Chosen], *, by: User) -> list[tuple[User, Assigned]]:
    """Share items out in the team; returns who got what.

    A distressing item goes to whoever opened and got fewest of them this week, any other to
    whoever got fewest of this selection. What nobody can take stays with `by`.
    """
    ids = [one.feedback_id for one in chosen]
    with writing() as db:
        wanted = select(Feedback).where(Feedback.id.in_(ids))
        items = {item.id: item for item in db.scalars(wanted).unique()}
        turns = _Turns(list_colleagues(), by)
        for one in chosen:
            turns.give(one, items.get(one.feedback_id))
        return [(user, assign(given, user, by=by)) for user, given in turns.given()]


class _Turns:
    """Whose turn it is while a selection is shared out."""

    def __init__(self, colleagues: Sequence[User], by: User) -> None:
        self._colleagues = colleagues
        self._people = {user.id: user for user in (*colleagues, by)}
        self._by = by
        self._given: dict[int, list[Chosen]] = {ident: [] for ident in self._people}
        self._hard = {ident: load.week for ident, load in loads_of(colleagues).items()}

    def give(self, one: Chosen, item: Feedback | None) -> None:
        """Give one item to whoever's turn it is."""
        takers = list_takers(item, among=self._colleagues) if item is not None else []
        distressing = item is not None and is_distressing(item)
        to = min(takers, key=self._hard_turn if distressing else self._turn, default=self._by)
        self._given[to.id].append(one)
        if distressing and to.id in self._hard:
            self._hard[to.id] += 1

    def _hard_turn(self, user: User) -> tuple[int, int]:
        return self._hard[user.id], user.id

    def _turn(self, user: User) -> tuple[int, int]:
        return len(self._given[user.id]), user.id

    def given(self) -> list[tuple[User, list[Chosen]]]:
        """Everybody who got something, by name."""
        some = [(self._people[ident], given) for ident, given in self._given.items() if given]
        return sorted(some, key=lambda pair: (pair[0].name, pair[0].id))
