"""Reading changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from portal.accounts.models import User
from portal.accounts.scope import within_scope
from portal.db import Page as KeyedPage
from portal.db import read_page, session
from portal.feedback.models import Feedback
from portal.feedback.states import State
from portal.you_said_we_did.models import Change, ChangeEvidence

PAGE = 20


@dataclass(frozen=True)
class Page:
    """One page of published changes with the ids of its neighbours."""

    items: Sequence[Change]
    newer: int | None
    older: int | None


def find_change(change_id: int) -> Change | None:
    """One change, published or not."""
    return session().get(Change, change_id) if change_id < 2**31 else None


def find_published_change(change_id: int) -> Change | None:
    """One published change."""
    change = find_change(change_id)
    return change if change is not None and change.published_at else None


def list_published_changes(*, before: int | None = None, after: int | None = None) -> Page:
    """Published changes, the newest first."""
    wanted = select(Change).where(Change.published_at.is_not(None))
    if after:
        newer = wanted.where(Change.id > after).order_by(Change.id).limit(PAGE + 1)
        rows = session().scalars(newer).all()
        shown: list[Change] = list(reversed(rows[:PAGE]))
        more = len(rows) > PAGE
        return Page(shown, shown[0].id if more else None, shown[-1].id if shown else None)
    if before:
        wanted = wanted.where(Change.id < before)
    found = session().scalars(wanted.order_by(Change.id.desc()).limit(PAGE + 1)).all()
    shown = list(found[:PAGE])
    return Page(
        shown,
        shown[0].id if before and shown else None,
        shown[-1].id if len(found) > PAGE else None,
    )


def list_published_change_ids() -> Sequence[int]:
    """The ids of all published changes, newest first, for the site map."""
    wanted = select(Change.id).where(Change.published_at.is_not(None))
    return session().scalars(wanted.order_by(Change.id.desc())).all()


def changes_query(viewer: User | None = None) -> Select[Change]:
    """All changes in `viewer`'s scope for staff, newest first."""
    wanted = select(Change).where(within_scope(Change.care_service_id, viewer))
    return wanted.order_by(Change.id.desc())


def list_changes(
    viewer: User | None = None,
    *,
    after: tuple[int] | None = None,
    before: tuple[int] | None = None,
) -> KeyedPage:
    """One page of them; `after` and `before` are ids."""
    query = changes_query(viewer)
    return read_page(query, [Change.id], size=PAGE, after=after, before=before, falling=True)


def count_evidence_of(change_ids: Sequence[int]) -> dict[int, int]:
    """How many pieces of feedback stand behind each of these changes, in one query."""
    wanted = (
        select(ChangeEvidence.change_id, func.count())
        .where(ChangeEvidence.change_id.in_(change_ids))
        .group_by(ChangeEvidence.change_id)
    )
    return {change_id: count for change_id, count in session().execute(wanted)}


def list_changes_from(feedback_id: int) -> Sequence[Change]:
    """Published changes that one piece of feedback stands behind."""
    wanted = (
        select(Change)
        .join(ChangeEvidence)
        .where(ChangeEvidence.feedback_id == feedback_id, Change.published_at.is_not(None))
        .order_by(Change.id)
    )
    return session().scalars(wanted).all()


def list_public_evidence(change_id: int) -> Sequence[Feedback]:
    """The published experiences behind a change."""
    wanted = (
        select(Feedback)
        .join(ChangeEvidence, ChangeEvidence.feedback_id == Feedback.id)
        .where(ChangeEvidence.change_id == change_id, Feedback.state == State.PUBLISHED)
        .order_by(Feedback.id)
    )
    return session().scalars(wanted).unique().all()


def count_evidence(change_id: int) -> int:
    """How many pieces of feedback stand behind a change."""
    wanted = select(func.count()).where(ChangeEvidence.change_id == change_id)
    return session().scalar(wanted) or 0


def list_evidence_references(change_id: int) -> Sequence[str]:
    """The references behind a change, for staff."""
    wanted = select(Feedback.reference).join(
        ChangeEvidence, ChangeEvidence.feedback_id == Feedback.id
    )
    wanted = wanted.where(ChangeEvidence.change_id == change_id).order_by(Feedback.id)
    return session().scalars(wanted).all()
