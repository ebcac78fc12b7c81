"""The verbs that change changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.audit.service import record, staff
from portal.db import session, utc_now, writing
from portal.feedback.codes import tidy_reference
from portal.feedback.models import Feedback
from portal.feedback.scope import may_see
from portal.feedback.states import Kind, State
from portal.jobs import wake
from portal.web.errors import Refused
from portal.you_said_we_did.models import Change, ChangeEvent, ChangeEvidence
from portal.you_said_we_did.notifications import tell_those_who_spoke


class SecondPersonNeeded(Refused):
    """Nobody publishes a change that they wrote themselves."""

    sentence = _l(
        "Somebody else has to publish this change: not the person who wrote it, and only somebody "
        "whose role allows it. If it is public already, the list of changes says so."
    )


class UnknownEvidence(Exception):
    """These references are not feedback that can stand behind a change."""

    def __init__(self, references: list[str]) -> None:
        super().__init__(", ".join(references))
        self.references = references


@dataclass(frozen=True)
class ChangeText:
    """What staff wrote."""

    state: str
    you_said: str
    we_did: str
    next_steps: str
    why_not: str
    care_service_id: int
    theme_id: str
    statement_id: str | None


def find_evidence(typed: str, *, by: User) -> list[Feedback]:
    """The feedback of the typed references.

    Raises `UnknownEvidence` for those that do not exist, were withdrawn, are complaints or are not
    in `by`'s scope.
    """
    references = [tidy_reference(part) for part in typed.replace(",", " ").split()]
    references = list(dict.fromkeys(r for r in references if r))
    rows = session().scalars(select(Feedback).where(Feedback.reference.in_(references))).unique()
    usable = {
        row.reference: row
        for row in rows
        if row.state != State.WITHDRAWN and row.kind != Kind.COMPLAINT and may_see(by, row)
    }
    if missing := [r for r in references if r not in usable]:
        raise UnknownEvidence(missing)
    return [usable[r] for r in references]


def write_change(words: ChangeText, evidence: Sequence[Feedback], *, by: User) -> Change:
    """Keep a new change as a draft; a second person publishes it."""
    with writing() as db:
        change = Change(**vars(words), written_by=by.id)
        change.events.append(ChangeEvent(state=words.state, by=by.id))
        db.add(change)
        db.flush()
        _set_evidence(change, evidence)
        record(staff(by.id), "write_change", "change", change.id, state=words.state)
    return change


def edit_change(
    change: Change, words: ChangeText, evidence: Sequence[Feedback], *, version: int, by: User
) -> None:
    """Change the words; what was published needs a second person again.

    Raises `StaleDataError` when somebody else changed it meanwhile.
    """
    with writing():
        if change.version != version:
            raise StaleDataError("the change was edited by somebody else")
        if change.state != words.state:
            change.events.append(ChangeEvent(state=words.state, by=by.id))
        for name, value in vars(words).items():
            setattr(change, name, value)
        change.written_by, change.updated_at = by.id, utc_now()
        change.published_at = change.approved_by = None
        _set_evidence(change, evidence)
        record(staff(by.id), "edit_change", "change", change.id, state=words.state)


def _set_evidence(change: Change, evidence: Sequence[Feedback]) -> None:
    db = session()
    wanted = {row.id for row in evidence}
    kept = set(
        db.scalars(select(ChangeEvidence.feedback_id).where(ChangeEvidence.change_id == change.id))
    )
    db.execute(
        delete(ChangeEvidence).where(
            ChangeEvidence.change_id == change.id, ChangeEvidence.feedback_id.not_in(wanted)
        )
    )
    db.add_all(ChangeEvidence(change_id=change.id, feedback_id=i) for i in wanted - kept)


def may_approve(change: Change, user: User) -> bool:
    """Whether `user` may publish what somebody else claimed (oneself only in the demo)."""
    if Permission.CHECK_SECOND not in permissions_of(user.role_names):
        return False
    return change.published_at is None and (user.id != change.written_by or user.demo)


def publish_change(change: Change, *, version: int, by: User) -> None:
    """Publish what the page with `version` showed, by a second person; tell those who spoke.

    Raises `StaleDataError` when somebody edited it meanwhile, `SecondPersonNeeded` for
    the person who wrote it.
    """
    with writing():
        if change.version != version:
            raise StaleDataError("the change was edited by somebody else")
        if not may_approve(change, by):
            raise SecondPersonNeeded
        change.approved_by, change.published_at = by.id, utc_now()
        change.updated_at = utc_now()
        session().flush()
        tell_those_who_spoke(change)
        record(staff(by.id), "publish_change", "change", change.id)
    wake("mails")
