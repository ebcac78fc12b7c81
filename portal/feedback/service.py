"""The verbs that change feedback."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.audit.service import PERSON, SYSTEM, record
from portal.classifier import rules
from portal.db import session, to_the_hour, utc_now, violated_constraint, writing
from portal.feedback import codes
from portal.feedback.further import forget_further
from portal.feedback.models import (
    Contact,
    Draft,
    Feedback,
    FurtherService,
    Message,
    Passage,
    StatementAnswer,
)
from portal.feedback.search import folded
from portal.feedback.signals import feedback_received
from portal.feedback.states import PUBLISHABLE, Channel, ContentNote, Kind, Prompt, State, may_move
from portal.feedback.words import QUESTIONS
from portal.i18n import LONDON
from portal.jobs import wake
from portal.readings import service as readings
from portal.strategy.catalogue import statement_source
from portal.web.errors import Refused

SOURCE = "feedback"


class IllegalMove(Refused):
    """The table of moves does not allow this step."""

    sentence = _l(
        "Something else was done with this already, so this step does not fit any more. "
        "Open it again to see where it stands."
    )


@dataclass(frozen=True)
class NewFeedback:
    """Everything a person sent, as plain values."""

    kind: Kind
    channel: Channel
    language: str
    passages: list[tuple[Prompt, str, str | None]]
    reference: str
    code_hash: str | None = None
    draft_id: str | None = None
    answers: dict[str, str] = field(default_factory=dict)
    who: str | None = None
    happened_when: str | None = None
    overall: str | None = None
    care_service_id: int | None = None
    service_text: str = ""
    #: other services of the story: the id of each, or the person's words for it
    further: list[tuple[int | None, str]] = field(default_factory=list)
    publish_consent: bool = False
    contact: dict[str, str] | None = None
    details: dict[str, Any] = field(default_factory=dict)


def urgent_rules(passages: list[str]) -> tuple[rules.RuleHit, ...]:
    """The urgent words in a person's text, by the rules of every language.

    People write in their own language on a page in another, most of all in distress.
    """
    return tuple(hit for text in passages for hit in rules.match(text))


def risk_of_words(text: str) -> int:
    """The risk that the rules see in what a person wrote later."""
    return rules.risk_of(urgent_rules([text]))


def receive_feedback(new: NewFeedback) -> Feedback:
    """Store what a person sent, durably, once per draft; returns the stored row.

    A second send of the same draft returns the first one's row. The reading is asked for in the
    same transaction, so no crash can lose it.
    """
    hits = urgent_rules([text for _, text, _ in new.passages])
    try:
        with writing() as db:
            if new.draft_id and (earlier := _sent_before(new.draft_id)):
                return earlier
            feedback = _row(new, rules.risk_of(hits))
            db.add(feedback)
            db.flush()
            _add_contact(feedback, new)
            readings.request(SOURCE, feedback.id, risk=feedback.risk, rules=[h.id for h in hits])
            record(PERSON, "receive", SOURCE, feedback.id, kind=new.kind, channel=new.channel)
            _close_draft(new.draft_id)
            feedback_received.send(
                current_app._get_current_object(),  # type: ignore[attr-defined]
                feedback=feedback,
                details=new.details,
            )
    except IntegrityError as error:
        if violated_constraint(error) != "uq_feedback_draft_id" or not new.draft_id:
            raise
        return session().scalars(select(Feedback).filter_by(draft_id=new.draft_id)).one()
    wake("readings")
    return feedback


def _sent_before(draft_id: str) -> Feedback | None:
    return session().scalars(select(Feedback).filter_by(draft_id=draft_id)).one_or_none()


def _row(new: NewFeedback, risk: int) -> Feedback:
    now = utc_now()
    today = now.astimezone(LONDON).date()
    return Feedback(
        reference=new.reference,
        code_hash=new.code_hash,
        draft_id=new.draft_id,
        kind=new.kind,
        channel=new.channel,
        # what only a machine would have filled in waits for a person; it is never dropped
        state=State.HELD if new.details.get("automatic") else State.RECEIVED,
        language=new.language,
        who=new.who,
        happened_when=new.happened_when,
        overall=new.overall,
        care_service_id=new.care_service_id,
        service_text=new.service_text,
        publish_consent=new.publish_consent and new.kind != Kind.COMPLAINT,
        received_at=to_the_hour(now),
        received_on=today,
        risk=risk,
        passages=[
            Passage(
                position=n,
                prompt=prompt,
                question=statement_source(statement_id) if statement_id else QUESTIONS.get(prompt),
                statement_id=statement_id,
                original_text=text,
            )
            for n, (prompt, text, statement_id) in enumerate(new.passages)
            if text.strip()
        ],
        answers=[StatementAnswer(statement_id=i, answer=a) for i, a in new.answers.items()],
        further=[
            FurtherService(position=n, care_service_id=ident, service_text=words, added_on=today)
            for n, (ident, words) in enumerate(new.further, start=1)
        ],
    )


def _add_contact(feedback: Feedback, new: NewFeedback) -> None:
    if new.contact and any(new.contact.values()):
        session().add(Contact(feedback_id=feedback.id, language=new.language, **new.contact))


def _close_draft(draft_id: str | None) -> None:
    draft = session().get(Draft, draft_id) if draft_id else None
    if draft is not None:
        draft.sent_at = to_the_hour(utc_now())
        draft.answers = {"kind": draft.answers.get("kind")}


def move(feedback: Feedback, to: State, *, actor: str, **detail: Any) -> None:
    """Move one item by the table, inside the caller's transaction.

    Raises `IllegalMove` when the table has no such move.
    """
    before = State(feedback.state)
    if not may_move(before, to):
        raise IllegalMove(f"{before} to {to}")
    with writing():
        feedback.state = to
        feedback.published_at = utc_now() if to == State.PUBLISHED else None
        record(actor, f"move_to_{to}", SOURCE, feedback.id, before=before, **detail)


def set_public_text(feedback: Feedback, text: str | None) -> None:
    """Set the words that may be shown; the original stays as it came."""
    with writing():
        feedback.public_text = text or None
        feedback.search_text = folded(text) if text else None


def set_content_notes(feedback: Feedback, notes: Collection[ContentNote]) -> None:
    """Say what the words may upset a reader with, inside the caller's transaction."""
    with writing():
        feedback.content_notes = " ".join(note for note in ContentNote if note in notes)


def proposed_public_text(feedback: Feedback) -> str:
    """The person's own publishable words, as a start for the moderator."""
    return "\n\n".join(p.original_text for p in feedback.passages if p.prompt in PUBLISHABLE)


def match_service(feedback: Feedback, care_service_id: int, *, actor: str) -> None:
    """Staff say which service the person meant; it is no further one then."""
    with writing():
        feedback.care_service_id = care_service_id
        forget_further(feedback, care_service_id)
        record(actor, "match_service", SOURCE, feedback.id, care_service_id=care_service_id)


def write_back(feedback: Feedback, text: str) -> None:
    """Add the person's message to their thread; urgent words put the item in the red queue."""
    risk = risk_of_words(text)
    with writing() as db:
        now = to_the_hour(utc_now())
        db.add(Message(feedback_id=feedback.id, language=feedback.language, body=text, sent_at=now))
        feedback.risk = max(feedback.risk, risk)
        record(PERSON, "write_back", SOURCE, feedback.id)


def change_consent(feedback: Feedback, publish: bool) -> None:
    """Let the person allow or stop publication; stopping takes the page down at once."""
    with writing():
        if not publish and feedback.state == State.PUBLISHED:
            move(feedback, State.APPROVED, actor=PERSON)
        feedback.publish_consent = publish and feedback.kind != Kind.COMPLAINT
        record(PERSON, "change_consent", SOURCE, feedback.id, publish=publish)


def take_language(feedback_id: int, language: str) -> None:
    """Mark words as being in the language that they plainly are in, whatever the page's was."""
    with writing() as db:
        feedback = db.get(Feedback, feedback_id)
        if feedback is not None and feedback.channel == Channel.WEB:
            feedback.language = language


def raise_risk(feedback_id: int, risk: int) -> None:
    """Take the reading's risk into the queue's order; it never lowers what the rules found."""
    with writing() as db:
        feedback = db.get(Feedback, feedback_id, with_for_update={"of": Feedback})
        if feedback is not None and risk > feedback.risk and feedback.state != State.WITHDRAWN:
            feedback.risk = risk
            record(SYSTEM, "raise_risk", SOURCE, feedback_id, risk=risk)


def new_reference() -> str:
    """A reference for rows that no draft made one for."""
    return codes.new_reference()
