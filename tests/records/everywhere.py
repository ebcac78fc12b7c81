"""A word that stands in every place where a person's words or theirs can come to stand."""

from dataclasses import dataclass
from typing import Any

from portal.accounts.models import User
from portal.appeals.models import Appeal
from portal.appeals.service import receive_report
from portal.db import db, session, writing
from portal.desk import moderation, responses
from portal.desk.joint.models import ReplyPart
from portal.desk.models import Wrong
from portal.desk.service import About
from portal.feedback import codes, drafts
from portal.feedback.models import Feedback
from portal.feedback.notifications import confirm_address
from portal.feedback.service import write_back
from portal.feedback.states import Kind
from portal.notify.models import Mail
from portal.organisations.queries import find_service
from portal.questions.service import answer, ask
from portal.readings.models import Reading, ReadStatement, ReadTheme
from portal.readings.service import correct
from portal.records.service import lift_hold, set_class, set_hold
from tests.factories import make_change, make_decision, make_feedback, some_statement

CANARY = "zyzzyvaword"


@dataclass(frozen=True)
class Place:
    """Where a word was found."""

    table: str
    column: str


def told(by: User, kind: Kind = Kind.EXPERIENCE) -> Feedback:
    """One item with `CANARY` in every column that a person or a colleague fills."""
    draft, _key = drafts.start_draft(kind=kind, language="en")
    drafts.keep_answers(draft, {"good": CANARY, "happened": CANARY})
    feedback = make_feedback(
        f"I say {CANARY}",
        kind=kind,
        draft_id=draft.id,
        reference=draft.reference,
        code_hash=codes.hash_code(7),
        answers={some_statement(): "partly"},
        care_service_id=None,
        service_text=f"Ward {CANARY}",
        further=[(None, f"Home {CANARY}")],
        contact={"name": CANARY, "email": f"{CANARY}@person.example", "phone": CANARY},
    )
    write_back(feedback, f"And {CANARY}")
    asked = ask(feedback, f"Who is {CANARY}?", by=by)
    answer(feedback, asked.id, f"It is {CANARY}")
    _read(feedback, by)
    if kind != Kind.COMPLAINT:
        make_decision(feedback, "redact", by=by, public_text=f"It said {CANARY}")
    moderation.add_note(feedback, f"She said {CANARY}", by=by)
    _confirm(feedback)
    response = responses.respond(feedback, f"You wrote {CANARY}", by=by)
    with writing() as db:
        response.given_back = f"Leave out {CANARY}"
        place = find_service("r0b01")
        assert place is not None
        db.add(ReplyPart(feedback_id=feedback.id, care_service_id=place.id,
                         body=f"We gave {CANARY}", written_by=by.id))  # fmt: skip
    _reported(feedback)
    _kept(feedback, by)
    make_change(feedback, by=by)
    return feedback


def _read(feedback: Feedback, by: User) -> None:
    reading = session().query(Reading).filter_by(source_id=feedback.id).one()
    with writing():
        reading.statements = [
            ReadStatement(
                statement_id=some_statement(), polarity="mixed", score=0.5, evidence=CANARY
            )
        ]
        reading.themes = [ReadTheme(theme_id="patient_safety", polarity="mixed", score=0.5)]
    correct("feedback", feedback.id, label="patient_safety", value="positive", user_id=by.id)


def _confirm(feedback: Feedback) -> None:
    mail = session().query(Mail).filter_by(key=f"confirm-{feedback.id}").one()
    token = mail.body.partition("/confirm-email/")[2].split()[0]
    assert confirm_address(token)


def _reported(feedback: Feedback) -> None:
    about = About(Wrong.OFFENSIVE, feedback.id)
    report = receive_report("/experiences", f"It says {CANARY}", "en", about=about, contact="")
    appeal = session().query(Appeal).filter_by(report_id=report.id).one()
    with writing():
        appeal.words, appeal.answer = f"Why {CANARY}", f"Because {CANARY}"


def _kept(feedback: Feedback, by: User) -> None:
    set_class(feedback, "complaint", starts_on=None, reason=f"Of {CANARY}", by=by)
    set_hold(feedback, f"About {CANARY}", by=by)
    lift_hold(feedback, f"No more {CANARY}", by=by)


def places(word: str = CANARY) -> set[Place]:
    """Every column of every table in which `word` stands, encrypted ones opened."""
    found = {
        Place(table.name, column.name)
        for table in db.metadata.sorted_tables
        for row in session().execute(table.select()).mappings()
        for column in table.columns
        if word in _text(row[column.name])
    }
    session().rollback()
    return found


def _text(value: Any) -> str:
    return repr(value).casefold()
