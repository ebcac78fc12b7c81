"""The reads of feedback, each with an order and a tie-breaker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import selectinload

from portal.classifier import Passage as Words
from portal.db import session
from portal.feedback.models import Contact, Draft, Feedback, Message, Passage
from portal.feedback.search import terms
from portal.feedback.states import Kind, State
from portal.readings.models import Reading, ReadStatement, ReadTheme

PAGE = 20


@dataclass(frozen=True)
class PublishedFilter:
    """What a reader of the public list asked for."""

    query: str = ""
    service_id: int | None = None
    theme_id: str | None = None
    statement_id: str | None = None


@dataclass(frozen=True)
class Page:
    """One page of a keyset list, with the cursors of its neighbours."""

    items: Sequence[Feedback]
    newer: str | None
    older: str | None


def find_feedback(feedback_id: int) -> Feedback | None:
    """One row with its words and answers."""
    options = (
        selectinload(Feedback.passages),
        selectinload(Feedback.answers),
        selectinload(Feedback.further),
    )
    return session().get(Feedback, feedback_id, options=options)


def find_by_reference(reference: str) -> Feedback | None:
    """One row by its tidied reference."""
    return session().scalars(select(Feedback).filter_by(reference=reference)).one_or_none()


def find_by_draft(draft_id: str) -> Feedback | None:
    """The row that was made from a draft."""
    return session().scalars(select(Feedback).filter_by(draft_id=draft_id)).one_or_none()


def find_published(feedback_id: int) -> Feedback | None:
    """One published row; anything else does not exist for the public."""
    wanted = select(Feedback).where(Feedback.id == feedback_id, Feedback.state == State.PUBLISHED)
    options = (selectinload(Feedback.answers), selectinload(Feedback.further))
    return session().scalars(wanted.options(*options)).one_or_none()


def find_contact(feedback_id: int) -> Contact | None:
    """How to reach the person."""
    return session().get(Contact, feedback_id)


def list_messages(feedback_id: int) -> Sequence[Message]:
    """What the person wrote back, oldest first."""
    wanted = select(Message).filter_by(feedback_id=feedback_id).order_by(Message.id)
    return session().scalars(wanted).all()


def list_published(
    wanted: PublishedFilter, *, before: str | None = None, after: str | None = None
) -> Page:
    """Published experiences, newest first, twenty to a page."""
    query = _published(wanted)
    query = query.options(selectinload(Feedback.answers), selectinload(Feedback.further))
    place = parse_cursor(after or before)
    newest, ident = Feedback.published_at, Feedback.id
    if after and place:
        query = query.where(or_(newest > place[0], and_(newest == place[0], ident > place[1])))
        rows = session().scalars(query.order_by(newest, ident).limit(PAGE + 1)).unique().all()
        more, shown = len(rows) > PAGE, list(reversed(rows[:PAGE]))
        return Page(shown, cursor(shown[0]) if more else None, _last(shown))
    if before and place:
        query = query.where(or_(newest < place[0], and_(newest == place[0], ident < place[1])))
    newest_first = query.order_by(newest.desc(), ident.desc()).limit(PAGE + 1)
    found = session().scalars(newest_first).unique().all()
    shown = list(found[:PAGE])
    newer = cursor(shown[0]) if before and place and shown else None
    return Page(shown, newer, _last(shown) if len(found) > PAGE else None)


def _last(shown: Sequence[Feedback]) -> str | None:
    return cursor(shown[-1]) if shown else None


def _published(wanted: PublishedFilter) -> Select[Feedback]:
    # a story over several services is listed and counted under its main one, so that no story
    # counts twice; its own page names them all
    query = select(Feedback).where(Feedback.state == State.PUBLISHED)
    for word in terms(wanted.query):
        query = query.where(Feedback.search_text.contains(word, autoescape=True))
    if wanted.service_id:
        query = query.where(Feedback.care_service_id == wanted.service_id)
    if wanted.theme_id:
        read = select(Reading.source_id).join(ReadTheme).where(Reading.source == "feedback")
        query = query.where(Feedback.id.in_(read.where(ReadTheme.theme_id == wanted.theme_id)))
    if wanted.statement_id:
        read = select(Reading.source_id).join(ReadStatement).where(Reading.source == "feedback")
        query = query.where(
            Feedback.id.in_(read.where(ReadStatement.statement_id == wanted.statement_id))
        )
    return query


def cursor(feedback: Feedback) -> str:
    """The place of one row in the published list, as it stands in an address."""
    moment = feedback.published_at
    return f"{int(moment.timestamp()) if moment else 0}-{feedback.id}"


def parse_cursor(text: str | None) -> tuple[datetime, int] | None:
    """Time and id of a cursor; None for anything that is not one."""
    parts = (text or "").split("-")
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) < 11 for p in parts):
        return None
    if int(parts[1]) >= 2**31:  # no id is that high, and PostgreSQL would refuse to compare it
        return None
    return datetime.fromtimestamp(int(parts[0]), UTC), int(parts[1])


def words_of(ids: Sequence[int]) -> dict[int, tuple[list[Words], str | None]]:
    """The passages and the language of several rows, for the reader."""
    found: dict[int, tuple[list[Words], str | None]] = {}
    languages = select(Feedback.id, Feedback.language).where(Feedback.id.in_(ids))
    for feedback_id, language in session().execute(languages):
        found[feedback_id] = ([], language)
    passages = select(Passage).where(Passage.feedback_id.in_(ids)).order_by(Passage.position)
    for passage in session().scalars(passages):
        found[passage.feedback_id][0].append(Words(passage.original_text, passage.question))
    return found


def count_by_state() -> dict[str, int]:
    """How many stand in each state."""
    rows = session().execute(select(Feedback.state, func.count()).group_by(Feedback.state))
    return dict(sorted((state, count) for state, count in rows))


def count_by_kind() -> dict[str, int]:
    """How many of each kind."""
    rows = session().execute(select(Feedback.kind, func.count()).group_by(Feedback.kind))
    return dict(sorted((kind, count) for kind, count in rows))


def list_published_ids() -> Sequence[int]:
    """The ids of all published experiences, newest first, for the site map."""
    wanted = select(Feedback.id).where(Feedback.state == State.PUBLISHED)
    return session().scalars(wanted.order_by(Feedback.published_at.desc(), Feedback.id)).all()


def count_drafts() -> int:
    """How many drafts are under way."""
    return session().scalar(select(func.count()).select_from(Draft)) or 0


def is_complaint(feedback: Feedback) -> bool:
    """Whether the person said that it is a complaint."""
    return feedback.kind == Kind.COMPLAINT


def list_languages() -> Sequence[str]:
    """The languages in which anybody has written, each found by one step in the index."""
    first = select(func.min(Feedback.language).label("tag")).cte("tags", recursive=True)
    following = select(func.min(Feedback.language)).where(Feedback.language > first.c.tag)
    tags = first.union_all(select(following.scalar_subquery()).where(first.c.tag.is_not(None)))
    wanted = select(tags.c.tag).where(tags.c.tag.is_not(None)).order_by(tags.c.tag)
    return session().scalars(wanted).all()
