"""Making, changing and publishing versions of the equality questions."""

import re
from dataclasses import dataclass

from flask_babel import force_locale
from sqlalchemy import select

from portal.audit.service import SYSTEM, record
from portal.db import session, utc_now, writing
from portal.equality.catalogue import QUESTIONS
from portal.equality.catalogue import Question as FirstQuestion
from portal.equality.models import (
    PREFER_NOT_TO_SAY,
    EqualityOption,
    EqualityQuestion,
    QuestionSet,
)
from portal.equality.queries import find_draft, find_question, newest_version

MOST_QUESTIONS, MOST_OPTIONS = 30, 60


class EqualityRefused(ValueError):
    """A rule forbids the change; the message is a code that the form turns into a sentence."""


@dataclass(frozen=True)
class QuestionWords:
    """What staff typed: options one to a line, a heading begins with "#"."""

    text: str
    hint: str
    options: str
    several: bool
    own_words: bool


def load_questions() -> None:
    """Publish the first version where there is none; safe to repeat."""
    if session().scalars(select(QuestionSet.id).limit(1)).first() is not None:
        return
    with writing() as db, force_locale("en"):
        questions = [_first(q, n) for n, q in enumerate(QUESTIONS)]
        version = QuestionSet(
            draft=False,
            made_by=SYSTEM,
            published_by=SYSTEM,
            published_at=utc_now(),
            questions=questions,
        )
        db.add(version)
        db.flush()
        record(SYSTEM, "publish", "equality_version", version.id)


def _first(question: FirstQuestion, position: int) -> EqualityQuestion:
    return EqualityQuestion(
        position=position,
        code=question.code,
        text=str(question.text),
        hint=str(question.hint),
        several=question.several,
        own_words=question.own_words,
        options=[
            EqualityOption(position=n, code=o.code, text=str(o.text), heading=str(o.heading))
            for n, o in enumerate(question.options)
        ],
    )


def start_draft(*, actor: str) -> QuestionSet:
    """A new version that begins as a copy of the newest; the draft there is, if there is one."""
    with writing() as db:
        draft = find_draft()
        if draft is not None:
            return draft
        newest = newest_version()
        draft = QuestionSet(
            made_by=actor, questions=[_copy(q) for q in (newest.questions if newest else [])]
        )
        db.add(draft)
        db.flush()
        record(actor, "start", "equality_version", draft.id)
    return draft


def _copy(question: EqualityQuestion) -> EqualityQuestion:
    names = ("position", "code", "text", "hint", "several", "own_words")
    return EqualityQuestion(
        **{name: getattr(question, name) for name in names},
        options=[
            EqualityOption(position=o.position, code=o.code, heading=o.heading, text=o.text)
            for o in question.options
        ],
    )


def lines_of(question: EqualityQuestion) -> str:
    """The options as staff edit them."""
    lines, heading = [], ""
    for option in question.options:
        if option.heading != heading:
            heading = option.heading
            lines.append(f"# {heading}")
        lines.append(option.text)
    return "\n".join(lines)


def add_question(words: QuestionWords, *, actor: str) -> EqualityQuestion:
    """Add a question to the end of the draft.

    Raises `EqualityRefused` with "no_draft", "too_many", "options", "long" or "twice".
    """
    with writing() as db:
        draft = _draft()
        if len(draft.questions) >= MOST_QUESTIONS:
            raise EqualityRefused("too_many")
        taken = {q.code for q in draft.questions}
        position = max((q.position for q in draft.questions), default=-1) + 1
        question = EqualityQuestion(position=position, code=_code(words.text, taken), text="")
        draft.questions.append(question)
        _set_words(question, words)
        db.flush()
        record(actor, "add_question", "equality_version", draft.id, question=question.code)
    return question


def edit_question(question: EqualityQuestion, words: QuestionWords, *, actor: str) -> None:
    """Change a question of the draft; an option whose words stay keeps its code.

    Raises `EqualityRefused` with "no_draft", "options", "long" or "twice".
    """
    with writing():
        _check_draft(question)
        _set_words(question, words)
        record(
            actor, "edit_question", "equality_version", question.version_id,
            question=question.code,
        )  # fmt: skip


def remove_question(question: EqualityQuestion, *, actor: str) -> None:
    """Leave a question out of the draft. Raises `EqualityRefused` with "no_draft"."""
    with writing() as db:
        _check_draft(question)
        record(
            actor, "remove_question", "equality_version", question.version_id,
            question=question.code,
        )  # fmt: skip
        db.delete(question)


def publish(*, reason: str, actor: str) -> QuestionSet:
    """Ask the questions of the draft from now on; answers given before keep their version.

    Raises `EqualityRefused` with "no_draft" or "empty".
    """
    with writing():
        draft = _draft()
        if not draft.questions:
            raise EqualityRefused("empty")
        draft.published_by, draft.published_at, draft.reason = actor, utc_now(), reason
        draft.draft = False
        record(actor, "publish", "equality_version", draft.id)
    return draft


def delete_draft(*, actor: str) -> None:
    """Forget the draft. Raises `EqualityRefused` with "no_draft"."""
    with writing() as db:
        draft = _draft()
        record(actor, "delete_draft", "equality_version", draft.id)
        db.delete(draft)


def _draft() -> QuestionSet:
    draft = find_draft()
    if draft is None:
        raise EqualityRefused("no_draft")
    return draft


def _check_draft(question: EqualityQuestion) -> None:
    draft = find_draft()
    if draft is None or find_question(question.id) is None or question.version_id != draft.id:
        raise EqualityRefused("no_draft")


def _set_words(question: EqualityQuestion, words: QuestionWords) -> None:
    rows = _parsed(words.options)
    known = {(o.heading, o.text): o.code for o in question.options}
    taken = set(known.values())
    question.options.clear()
    session().flush()  # the old codes are free before the new rows take them
    for position, (heading, text) in enumerate(rows):
        code = known.get((heading, text)) or _code(text, taken)
        taken.add(code)
        question.options.append(
            EqualityOption(position=position, code=code, heading=heading, text=text)
        )
    question.text, question.hint = words.text, words.hint
    question.several, question.own_words = words.several, words.own_words


def _parsed(typed: str) -> list[tuple[str, str]]:
    rows, heading = [], ""
    for line in filter(None, (line.strip() for line in typed.splitlines())):
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
        else:
            rows.append((heading, line))
    if not 2 <= len(rows) <= MOST_OPTIONS:
        raise EqualityRefused("options")
    if any(len(text) > 200 or len(heading) > 100 for heading, text in rows):
        raise EqualityRefused("long")
    if len(set(rows)) < len(rows):
        raise EqualityRefused("twice")
    return rows


def _code(text: str, taken: set[str]) -> str:
    start = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")[:30].strip("_") or "other"
    start = "own" if start == PREFER_NOT_TO_SAY else start
    tries = (start, *(f"{start}_{n}" for n in range(2, len(taken) + 3)))
    return next(code for code in tries if code not in taken)
