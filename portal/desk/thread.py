"""The whole talk about one item in the order in which it happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from portal.audit.models import AuditEntry
from portal.audit.queries import list_entries
from portal.desk.models import Response
from portal.desk.queries import list_all_responses, list_notes, list_responses
from portal.feedback.queries import list_messages
from portal.questions.models import FollowUpQuestion
from portal.questions.queries import list_questions


class TurnKind(StrEnum):
    """Who says what; the order is that of turns of the same moment."""

    NOTE = "note"
    RESPONSE = "response"
    QUESTION = "question"
    ANSWER = "answer"
    MESSAGE = "message"


@dataclass(frozen=True)
class Turn:
    """One thing that was said: `row` holds its words, `place` its entry in the trail."""

    kind: TurnKind
    at: datetime
    row: Any
    place: int | None


def staff_thread(feedback_id: int, entries: Sequence[AuditEntry]) -> list[Turn]:
    """Everything that was said, private notes and what never went out included.

    `entries` is the trail of the item.
    """
    found = _Places(entries)
    turns = _between(feedback_id, found)
    turns += [found.response(row) for row in list_all_responses(feedback_id)]
    turns += found.counted(TurnKind.NOTE, "add_note", list_notes(feedback_id), "written_at")
    return _in_order(turns)


def person_thread(feedback_id: int) -> list[Turn]:
    """What went between the person and staff; nothing that is for staff alone."""
    found = _Places(list_entries("feedback", feedback_id))
    turns = _between(feedback_id, found)
    turns += [found.response(row) for row in list_responses(feedback_id)]
    return _in_order(turns)


def _between(feedback_id: int, found: "_Places") -> list[Turn]:
    messages = list_messages(feedback_id)
    turns = found.counted(TurnKind.MESSAGE, "write_back", messages, "sent_at")
    for question in list_questions(feedback_id):
        turns += found.question(question)
    return turns


class _Places:
    """Where each turn stands in the trail.

    What a person does is kept to the hour, so times alone would put an answer before its question.
    The trail knows the order without knowing the minute.
    """

    def __init__(self, entries: Sequence[AuditEntry]) -> None:
        self._entries = entries
        self._named = {
            (entry.verb, entry.detail.get("response_id") or entry.detail.get("question_id")): entry
            for entry in entries
        }

    def _of(self, ident: int, *verbs: str) -> int | None:
        found = [self._named[verb, ident].id for verb in verbs if (verb, ident) in self._named]
        return max(found, default=None)

    def response(self, row: Response) -> Turn:
        """An answer of staff, at the moment when it went out."""
        let_out = row.checked_at if row.given_back is None else None
        place = self._of(row.id, "respond", "let_answer_out")
        return Turn(TurnKind.RESPONSE, let_out or row.written_at, row, place)

    def question(self, row: FollowUpQuestion) -> list[Turn]:
        """A question and, where there is one, its answer; that never comes before it."""
        turns = [Turn(TurnKind.QUESTION, row.asked_at, row, self._of(row.id, "ask_question"))]
        if row.answer:
            at = max(row.asked_at, row.answer.answered_at)
            place = self._of(row.id, "answer_question")
            turns.append(Turn(TurnKind.ANSWER, at, row.answer, place))
        return turns

    def counted(self, kind: TurnKind, verb: str, rows: Sequence[Any], at: str) -> list[Turn]:
        """Rows that the trail does not name: each has one entry, in the same order."""
        places = [entry.id for entry in self._entries if entry.verb == verb]
        known: list[int | None] = [*places] if len(places) == len(rows) else [None] * len(rows)
        return [
            Turn(kind, getattr(row, at), row, place) for row, place in zip(rows, known, strict=True)
        ]


def _in_order(turns: Iterable[Turn]) -> list[Turn]:
    turns, kinds = list(turns), list(TurnKind)
    if all(turn.place is not None for turn in turns):
        return sorted(turns, key=lambda turn: turn.place or 0)
    return sorted(turns, key=lambda turn: (turn.at, kinds.index(turn.kind)))
