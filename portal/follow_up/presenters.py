"""What is held about one piece of feedback, in words that the person understands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from portal.appeals.words import FOR_PERSON
from portal.desk.words import ABSTENTIONS, OUTCOMES, POLARITIES, RISKS, SENTIMENTS
from portal.feedback.words import (
    ANSWERS,
    CONTENT_NOTES,
    KIND_NAMES,
    OVERALL,
    STATES_FOR_PERSON,
    WHEN,
    WHO,
)
from portal.i18n import language_name_here
from portal.reasons.queries import reason_for_staff
from portal.strategy.catalogue import statement_text, theme_name


@dataclass(frozen=True)
class Row:
    """One thing that is held: what it is, and its lines; `own` marks the person's own words."""

    label: str
    lines: list[str]
    own: bool = False


def held_rows(held: dict[str, Any]) -> list[Row]:
    """The rows of `held.everything_held`, each with at least one line.

    Every key of it has a row, so that the page never shows less than the file.
    """
    rows = [*_about(held), *_words(held), *_contact(held), *_staff(held)]
    rows += [*_second_looks(held), *_reading(held)]
    return [Row(r.label, r.lines or [_("Nothing")], r.own and bool(r.lines)) for r in rows]


def _about(held: dict[str, Any]) -> Iterator[Row]:
    yield Row(_("Reference"), [held["reference"]])
    yield Row(_("What it is"), [str(KIND_NAMES[held["kind"]])])
    yield Row(_("Where it has got to"), [str(STATES_FOR_PERSON[held["state"]])])
    yield Row(_("Received"), [format_date(date.fromisoformat(held["received_on"]), "long")])
    yield Row(_("Language"), [language_name_here(held["language"])])
    yield Row(_("Who told us"), [str(WHO[held["who"]])] if held["who"] else [])
    when = held["happened_when"]
    yield Row(_("When it happened"), [str(WHEN[when])] if when else [])
    yield Row(_("Service"), [held["service"]] if held["service"] else [])
    yield Row(_("Other services"), held["other_services"])
    overall = [str(OVERALL[held["overall"]])] if held["overall"] else []
    yield Row(_("Overall experience"), overall)


def _words(held: dict[str, Any]) -> Iterator[Row]:
    yield Row(_("What you wrote"), [w["text"] for w in held["words"]], own=True)
    answers = [f"{statement_text(s)}: {ANSWERS[a]}" for s, a in held["answers"].items()]
    yield Row(_("Your answers about good care"), answers)
    allowed = _("Yes") if held["may_be_published"] else _("No")
    yield Row(_("May we show it on our website?"), [allowed])
    public = [held["public_text"]] if held["public_text"] else []
    yield Row(_("Words that the public would see"), public, own=True)
    yield Row(_("Messages you sent us"), held["messages"], own=True)
    answers = [each["answer"] for each in held["questions"] if each["answer"]]
    yield Row(_("Your answers to our questions"), answers, own=True)


def _contact(held: dict[str, Any]) -> Iterator[Row]:
    contact = held["contact"] or {}
    yield Row(_("How to reach you"), [value for value in contact.values() if value])


def _staff(held: dict[str, Any]) -> Iterator[Row]:
    yield Row(_("Answers from the service"), held["responses"])
    asked = [each["question"] or _("A question that staff took back") for each in held["questions"]]
    yield Row(_("Questions we asked you"), asked)
    yield Row(_("What each service gave to the joint answer"), held["parts"])
    decided = [
        f"{OUTCOMES[d['outcome']]}. {reason_for_staff(d['reason'])}." for d in held["decisions"]
    ]
    yield Row(_("What staff decided"), decided)
    notes = [str(CONTENT_NOTES[note]) for note in held["content_notes"]]
    yield Row(_("What readers are told before your words"), notes)


def _second_looks(held: dict[str, Any]) -> Iterator[Row]:
    looks = held["second_looks"]
    yield Row(_("Why you asked for a second look"), [a["words"] for a in looks if a["words"]], True)
    lines = [f"{FOR_PERSON[a['state']]} {a['answer']}".strip() for a in looks]
    yield Row(_("What came of the second look"), lines)


def _reading(held: dict[str, Any]) -> Iterator[Row]:
    reading = held["reading"]
    if reading is None:
        yield Row(_("What the computer made of it"), [_("It has not been read yet.")])
        return
    lines = [str(RISKS[reading["risk"]])]
    if reading["abstained"]:
        lines.append(str(ABSTENTIONS.get(reading["abstained"], reading["abstained"])))
    else:
        lines.append(_("Feeling: %(feeling)s", feeling=SENTIMENTS[reading["sentiment"]]))
        lines += [f"{theme_name(t)}: {POLARITIES[p]}" for t, p in reading["themes"].items()]
        lines += [f"{statement_text(s)}: {POLARITIES[p]}" for s, p in reading["statements"].items()]
    yield Row(_("What the computer made of it"), [*lines, reading["model"] or ""])
