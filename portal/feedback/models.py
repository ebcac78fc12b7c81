"""Feedback, the words in it, and how to reach the person: three tables on purpose."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from portal.db import (
    Base,
    Sealed,
    SealedJSON,
    UTCDateTime,
    hash_for_lookup,
    text_length,
    utc_now,
    words_in,
)
from portal.feedback.search import folded
from portal.feedback.states import (
    Answer,
    Channel,
    ContentNote,
    Kind,
    Overall,
    Prompt,
    State,
    When,
    Who,
)
from portal.organisations.models import CareService, Organisation
from portal.strategy.models import Statement

MOST_CHARACTERS = 10_000
MOST_CHARACTERS_COMPLAINT = 50_000
MOST_FURTHER = 6  # services that one story may name beside its main one


def _folded_words(context: Any) -> str:
    return folded(context.get_current_parameters()["original_text"])


class Feedback(Base):
    """One thing that one person told us.

    The constraints state the promises: a complaint or an imported comment is never published,
    and nothing is published without consent and a text that a person approved.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("reference"),
        UniqueConstraint("draft_id"),
        UniqueConstraint("source_name", "source_comment_id"),
        words_in("kind", Kind),
        words_in("channel", Channel),
        words_in("state", State),
        words_in("who", Who),
        words_in("happened_when", When),
        words_in("overall", Overall),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_at"),
        CheckConstraint(
            "published_at IS NULL OR kind <> 'complaint'", name="complaint_never_published"
        ),
        CheckConstraint(
            "published_at IS NULL OR channel <> 'import'", name="imported_never_published"
        ),
        # a CHECK that is NULL counts as kept, hence coalesce
        CheckConstraint(
            "published_at IS NULL OR (publish_consent AND length(coalesce(public_text, '')) > 0)",
            name="published_needs_consent_and_text",
        ),
        text_length("public_text", 30_000),
        text_length("service_text", 300),
        Index("ix_feedback_queue", "state", "risk", "id"),
        Index(
            "ix_feedback_urgent",
            "id",
            sqlite_where=text("risk = 2 AND state <> 'withdrawn'"),
            postgresql_where=text("risk = 2 AND state <> 'withdrawn'"),
        ),
        Index(
            "ix_feedback_published",
            "published_at",
            "id",
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
        Index("ix_feedback_care_service_id", "care_service_id"),
        # one month of one service is counted anew when something in it changes
        Index("ix_feedback_service_month", "care_service_id", "received_on"),
        Index("ix_feedback_received_on", "received_on"),
        Index("ix_feedback_language", "language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(10), comment="random, Crockford base 32")
    code_hash: Mapped[str | None] = mapped_column(String(200), comment="argon2id of the code")
    draft_id: Mapped[str | None] = mapped_column(String(32), comment="one draft, one record")
    kind: Mapped[str] = mapped_column(String(12))
    channel: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(14), default=State.RECEIVED)
    risk: Mapped[int] = mapped_column(
        default=0, comment="highest of rules and reading; orders the queue"
    )
    language: Mapped[str] = mapped_column(String(12))
    who: Mapped[str | None] = mapped_column(String(14))
    happened_when: Mapped[str | None] = mapped_column(String(12))
    overall: Mapped[str | None] = mapped_column(String(10))
    care_service_id: Mapped[int | None] = mapped_column(ForeignKey("care_services.id"))
    organisation_code: Mapped[str | None] = mapped_column(ForeignKey("organisations.code"))
    service_text: Mapped[str] = mapped_column(
        default="", comment="where no known service fits: the person's words, staff match"
    )
    publish_consent: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime] = mapped_column(
        UTCDateTime, comment="cut to the hour: an exact time could point to a person"
    )
    received_on: Mapped[date] = mapped_column(comment="the day in London")
    public_text: Mapped[str | None]
    search_text: Mapped[str | None] = mapped_column(comment="public words, folded for search")
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    content_notes: Mapped[str] = mapped_column(
        String(200),
        default="",
        server_default="",
        comment="codes with spaces between: told before the words",
    )
    withdrawn_on: Mapped[date | None]
    legal_hold: Mapped[bool] = mapped_column(default=False)
    source_name: Mapped[str | None] = mapped_column(String(80))
    source_comment_id: Mapped[str | None] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(default=1, comment="two people editing one item")

    care_service: Mapped[CareService | None] = relationship(lazy="joined")
    organisation: Mapped[Organisation | None] = relationship(lazy="joined")
    passages: Mapped[list["Passage"]] = relationship(
        cascade="all, delete-orphan", order_by="Passage.position"
    )
    answers: Mapped[list["StatementAnswer"]] = relationship(
        cascade="all, delete-orphan", order_by="StatementAnswer.statement_id"
    )
    further: Mapped[list["FurtherService"]] = relationship(
        cascade="all, delete-orphan", order_by="FurtherService.position"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def noted(self) -> list[ContentNote]:
        """What its words may upset a reader with, in the order of the list."""
        return [note for note in ContentNote if note in self.content_notes.split()]


# the desk's order, most urgent first, then oldest; complaints have a queue of their own
for _name, _first in (("desk", (Feedback.state,)), ("desk_any", ())):
    Index(
        f"ix_feedback_{_name}",
        *_first,
        Feedback.risk.desc(),
        Feedback.id,
        sqlite_where=text("kind <> 'complaint'"),
        postgresql_where=text("kind <> 'complaint'"),
    )


class FurtherService(Base):
    """Another service that played a part in the story, in the order of the story.

    A known service, or the person's words for one until staff say which is meant.
    """

    __tablename__ = "further_services"
    __table_args__ = (
        UniqueConstraint("feedback_id", "care_service_id"),
        UniqueConstraint("feedback_id", "position"),
        CheckConstraint(f"position BETWEEN 1 AND {MOST_FURTHER}", name="at_most_six"),
        CheckConstraint(
            "care_service_id IS NOT NULL OR length(service_text) > 0", name="names_a_service"
        ),
        text_length("service_text", 300),
        Index("ix_further_services_care_service_id", "care_service_id", "feedback_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    position: Mapped[int]
    care_service_id: Mapped[int | None] = mapped_column(ForeignKey("care_services.id"))
    service_text: Mapped[str] = mapped_column(default="", comment="the person's words")
    added_on: Mapped[date] = mapped_column(comment="the day in London")
    care_service: Mapped[CareService | None] = relationship(lazy="joined")


class Passage(Base):
    """A person's own words to one question. They are kept as they came."""

    __tablename__ = "passages"
    __table_args__ = (
        words_in("prompt", Prompt),
        text_length("original_text", MOST_CHARACTERS_COMPLAINT),
        Index("ix_passages_feedback_id", "feedback_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    position: Mapped[int]
    prompt: Mapped[str] = mapped_column(String(10))
    question: Mapped[str | None] = mapped_column(
        String(300), comment="as it was asked, in English, for the reader"
    )
    statement_id: Mapped[str | None] = mapped_column(ForeignKey(Statement.id))
    original_text: Mapped[str]
    search_text: Mapped[str] = mapped_column(
        default=_folded_words, comment="the original, folded for the desk's search"
    )


class StatementAnswer(Base):
    """A person's own answer to an I statement."""

    __tablename__ = "statement_answers"
    __table_args__ = (
        words_in("answer", Answer),
        Index("ix_statement_answers_statement_id", "statement_id"),
    )

    feedback_id: Mapped[int] = mapped_column(
        ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True
    )
    statement_id: Mapped[str] = mapped_column(ForeignKey(Statement.id), primary_key=True)
    answer: Mapped[str] = mapped_column(String(16))


class Contact(Base):
    """How to reach the person, apart from the story and encrypted."""

    __tablename__ = "contacts"
    __table_args__ = (Index("ix_contacts_email_hash", "email_hash"),)

    feedback_id: Mapped[int] = mapped_column(
        ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(Sealed, default="")
    email: Mapped[str] = mapped_column(Sealed, default="")
    email_hash: Mapped[str | None] = mapped_column(
        String(64), comment="keyed: the same address is found again without opening it"
    )
    phone: Mapped[str] = mapped_column(Sealed, default="")
    language: Mapped[str] = mapped_column(String(12))
    confirm_token_hash: Mapped[str | None] = mapped_column(String(64))
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @validates("email")
    def _hash_email(self, _name: str, email: str) -> str:
        self.email_hash = hash_for_lookup(email or "")
        return email


class Message(Base):
    """What the person wrote back, with their code."""

    __tablename__ = "messages"
    __table_args__ = (
        text_length("body", MOST_CHARACTERS),
        Index("ix_messages_feedback_id", "feedback_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(12))
    body: Mapped[str]
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime, comment="cut to the hour")


class Draft(Base):
    """Answers not yet sent. Found by a random key that only the person's browser holds."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_expires_at", "expires_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64))
    answers: Mapped[dict[str, Any]] = mapped_column(SealedJSON, default=dict)
    language: Mapped[str] = mapped_column(String(12))
    reference: Mapped[str] = mapped_column(String(10))
    code_hash: Mapped[str | None] = mapped_column(String(200))
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class GuessLimit(Base):
    """Wrong codes for one reference, counted before any hash is computed."""

    __tablename__ = "guess_limits"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
