"""The queue of the desk: one query for its pages, its counts, the next item and its export."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select
from sqlalchemy.orm import selectinload

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.db import session, utc_now
from portal.desk.models import Response
from portal.desk.queue.filters import ANY, ME, NEW, NO, NOBODY, SOMEBODY, YES, QueueFilter
from portal.desk.queue.models import Assignment
from portal.feedback.models import Feedback, FurtherService, Passage
from portal.feedback.scope import names_further, seen_by
from portal.feedback.search import terms
from portal.feedback.states import Channel, Kind, State
from portal.i18n import LONDON
from portal.organisations.models import CareService
from portal.questions.queries import waiting_for_person, with_unread_answer

PAGE = 25
#: counts stop here: a number beyond it helps nobody, and counting on would read every row
MOST_COUNTED = 1000
#: states with a queue of their own
QUEUES = (State.RECEIVED, State.SECOND_CHECK, State.APPROVED, State.HELD, State.PUBLISHED,
          State.DECLINED)  # fmt: skip
#: as a word of SQL and not a parameter, or the databases could not tell that the index fits
NO_COMPLAINT = Feedback.kind != literal_column("'complaint'")
ORDER = (Feedback.risk.desc(), Feedback.id)
Place = tuple[int, int]


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue with the places of its neighbours."""

    items: Sequence[Feedback]
    before: Place | None
    after: Place | None


def visible_to(user: User) -> list[ColumnElement[bool]]:
    """What `user` may see of the desk at all: every list, count and export begins here."""
    seen = [seen_by(user)] if user.scopes else []
    if Permission.HANDLE_COMPLAINTS not in permissions_of(user.role_names):
        seen.append(NO_COMPLAINT)
    return seen


def matching(wanted: QueueFilter, user: User) -> Select[Feedback]:
    """What `user` asked for and may see, without an order.

    Whoever types a whole reference means that item, wherever it stands.
    """
    query = select(Feedback).where(*visible_to(user))
    if wanted.reference:
        known = query.where(Feedback.reference == wanted.reference)
        if session().scalar(known.with_only_columns(Feedback.id)) is not None:
            return known
    return query.where(*_of_item(wanted), *_of_place(wanted), *_of_work(wanted, user))


def _of_item(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    found = [_holds(word) for word in terms(wanted.q)]
    found.append(Feedback.kind == wanted.kind if wanted.kind == Kind.COMPLAINT else NO_COMPLAINT)
    if wanted.state != ANY:
        found.append(Feedback.state == wanted.state)
    if wanted.kind:
        found.append(Feedback.kind == wanted.kind)
    if wanted.risk:
        found.append(Feedback.risk == int(wanted.risk))
    if wanted.language:
        found.append(Feedback.language == wanted.language)
    if wanted.older:
        today = utc_now().astimezone(LONDON).date()
        found.append(Feedback.received_on <= today - timedelta(days=int(wanted.older)))
    return found


def _holds(word: str) -> ColumnElement[bool]:
    """Whether one folded word stands in the person's words or in the name of a service."""
    services = select(CareService.id).where(CareService.search_text.contains(word, autoescape=True))
    written = select(Passage.id).where(
        Passage.feedback_id == Feedback.id, Passage.search_text.contains(word, autoescape=True)
    )
    further = select(FurtherService.feedback_id).where(
        func.lower(FurtherService.service_text).contains(word, autoescape=True)
    )
    return or_(
        Feedback.care_service_id.in_(services),
        names_further(services),
        Feedback.id.in_(further),
        func.lower(Feedback.service_text).contains(word, autoescape=True),
        written.exists(),
    )


def _of_place(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.service:
        service = select(CareService.id).where(CareService.slug == wanted.service)
        found.append(or_(Feedback.care_service_id.in_(service), names_further(service)))
    if wanted.organisation:
        code = wanted.organisation
        services = select(CareService.id).where(CareService.organisation_code == code)
        own = Feedback.organisation_code == code
        main = Feedback.care_service_id.in_(services)
        found.append(or_(main, names_further(services), own))
    if wanted.channel:
        found.append(Feedback.channel == wanted.channel)
    if wanted.imported:
        imported = Feedback.channel == Channel.IMPORT
        found.append(imported if wanted.imported == YES else ~imported)
    return found


def _of_work(wanted: QueueFilter, user: User) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.assigned == NOBODY:
        found.append(~_assigned().exists())
    elif wanted.assigned == SOMEBODY:
        found.append(_assigned().exists())
    elif wanted.assigned:
        whose = user.id if wanted.assigned == ME else int(wanted.assigned)
        found.append(_assigned().where(Assignment.user_id == whose).exists())
    if wanted.answered:
        answer = select(Response.id).where(Response.feedback_id == Feedback.id).exists()
        found.append(~answer if wanted.answered == NO else answer)
    if wanted.asked:
        asked = with_unread_answer() if wanted.asked == NEW else waiting_for_person()
        found.append(Feedback.id.in_(asked))
    return found


def _assigned() -> Select[int]:
    return select(Assignment.feedback_id).where(Assignment.feedback_id == Feedback.id)


def _behind(place: Place) -> ColumnElement[bool]:
    risk, ident = place
    # the first half is implied by the second; it lets the databases start inside the index
    return (Feedback.risk <= risk) & ((Feedback.risk < risk) | (Feedback.id > ident))


def _ahead_of(place: Place) -> ColumnElement[bool]:
    risk, ident = place
    return (Feedback.risk >= risk) & ((Feedback.risk > risk) | (Feedback.id < ident))


def place_of(feedback: Feedback) -> Place:
    """Where an item stands in the order of the queue."""
    return feedback.risk, feedback.id


def list_page(
    wanted: QueueFilter, user: User, *, after: Place | None = None, before: Place | None = None
) -> QueuePage:
    """A page of the queue: the most urgent first, then the oldest."""
    query = matching(wanted, user).options(selectinload(Feedback.further))
    if before:
        back = query.where(_ahead_of(before)).order_by(Feedback.risk, Feedback.id.desc())
        rows = session().scalars(back.limit(PAGE + 1)).unique().all()
        shown = list(reversed(rows[:PAGE]))
        more = len(rows) > PAGE
        return QueuePage(shown, _first(shown) if more else None, _last(shown) or before)
    if after:
        query = query.where(_behind(after))
    rows = session().scalars(query.order_by(*ORDER).limit(PAGE + 1)).unique().all()
    shown = list(rows[:PAGE])
    return QueuePage(
        shown, _first(shown) if after else None, _last(shown) if len(rows) > PAGE else None
    )


def _first(shown: Sequence[Feedback]) -> Place | None:
    return place_of(shown[0]) if shown else None


def _last(shown: Sequence[Feedback]) -> Place | None:
    return place_of(shown[-1]) if shown else None


def count_matching(wanted: QueueFilter, user: User, most: int = MOST_COUNTED) -> int:
    """How many fit; `most + 1` stands for more than that."""
    some = matching(wanted, user).with_only_columns(Feedback.id).limit(most + 1).subquery()
    return session().scalar(select(func.count()).select_from(some)) or 0


def count_queues(user: User) -> dict[str, int]:
    """How many stand in each queue, none counted further than `MOST_COUNTED + 1`."""
    counts = [
        select(func.count())
        .select_from(
            matching(QueueFilter(state=state), user)
            .with_only_columns(Feedback.id)
            .limit(MOST_COUNTED + 1)
            .subquery()
        )
        .scalar_subquery()
        .label(state.value)
        for state in QUEUES
    ]
    return dict(session().execute(select(*counts)).one()._mapping)


def find_next(
    wanted: QueueFilter, user: User, *, place: Place, without: Sequence[ColumnElement[bool]] = ()
) -> int | None:
    """The item to open after the one at `place`: the next of the filter, then from its start.

    Never one that a colleague works on, never the same again, and none that fits `without`.
    """
    theirs = _assigned().where(Assignment.user_id != user.id).exists()
    free = matching(wanted, user).where(~theirs, Feedback.id != place[1], *(~c for c in without))
    ids = free.with_only_columns(Feedback.id).order_by(*ORDER).limit(1)
    found = session().scalar(ids.where(_behind(place)))
    return found if found is not None else session().scalar(ids)
