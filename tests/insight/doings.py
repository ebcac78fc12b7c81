"""Random doings that change what is counted, by the portal's own verbs."""

import random
from collections import Counter
from datetime import timedelta

from sqlalchemy import select, text

from portal.accounts.models import User
from portal.classifier import Reading as Read
from portal.classifier.reading import StatementReading, ThemeReading
from portal.db import session, writing
from portal.desk import moderation
from portal.desk.models import Outcome
from portal.feedback import service, withdrawal
from portal.feedback.models import Feedback, StatementAnswer
from portal.feedback.states import Answer, Channel, Kind, State
from portal.i18n import today
from portal.organisations.models import CareService
from portal.organisations.places import merge, move_service, unmerge
from portal.readings.models import Reading, ReadingState
from portal.readings.service import keep, lease
from tests.factories import make_feedback

STATEMENTS = ("PE-I-01", "PE-I-02", "CE-I-05")
MODELS = ("reader 1", "reader 2")


class Doings:
    """One thing after another, by the numbers of a seed."""

    def __init__(self, seed: int, by: User) -> None:
        self.dice, self.by = random.Random(seed), by
        self.services = list(session().scalars(select(CareService.id).order_by(CareService.id)))[:4]

    def some(self) -> Feedback | None:
        """One piece of feedback."""
        ids = session().scalars(select(Feedback.id).order_by(Feedback.id)).all()
        return session().get_one(Feedback, self.dice.choice(ids)) if ids else None

    def step(self) -> str:
        """Do one thing; returns what it was."""
        names = ["give"] * 6 + ["read"] * 3 + ["answer", "move", "date", "withdraw", "decline",
                 "approve", "hold", "place", "merge", "again", "drop"]  # fmt: skip
        name = self.dice.choice(names)
        getattr(self, f"_{name}")()
        return name

    def _give(self) -> None:
        answers = {
            s: self.dice.choice(list(Answer)) for s in STATEMENTS if self.dice.random() < 0.7
        }
        made = make_feedback(
            "The ward was kind",
            kind=self.dice.choice([Kind.EXPERIENCE, Kind.CONCERN]),
            channel=self.dice.choice([Channel.WEB, Channel.IMPORT]),
            language=self.dice.choice(["en", "ar"]),
            who=self.dice.choice([None, "self", "carer"]),
            answers=answers,
            care_service_id=self.dice.choice([*self.services, None]),
            details={"automatic": self.dice.random() < 0.1},
        )
        if made.care_service_id is None and self.dice.random() < 0.5:
            with writing():
                made.organisation_code = "RTD"

    def _read(self) -> None:
        owner, rows = lease(2)
        keep(owner, {row[0]: self._result() for row in rows})

    def _result(self) -> Read:
        says = self.dice.choice(["positive", "negative", "mixed"])
        return Read(
            language="en", sentiment=0, risk=0, rules=(), model=self.dice.choice(MODELS),
            statements=(StatementReading(self.dice.choice(STATEMENTS), says, 0.9, "kind"),),
            themes=(ThemeReading("culture_and_climate", says, 0.9),),
        )  # fmt: skip

    def _again(self) -> None:
        with writing() as db:
            for row in db.scalars(select(Reading).where(Reading.state == ReadingState.READ)):
                if self.dice.random() < 0.3:
                    row.state, row.attempts = ReadingState.WAITING, 0

    def _answer(self) -> None:
        found = self.some()
        if found is None or found.state == State.WITHDRAWN:
            return
        with writing() as db:
            row = db.get(StatementAnswer, (found.id, STATEMENTS[0]))
            if row is None:
                db.add(StatementAnswer(feedback_id=found.id, statement_id=STATEMENTS[0],
                                       answer=Answer.NO))  # fmt: skip
            else:
                row.answer = self.dice.choice(list(Answer))

    def _drop(self) -> None:
        found = self.some()
        with writing() as db:
            row = db.get(StatementAnswer, (found.id, STATEMENTS[1])) if found else None
            if row is not None:
                db.delete(row)

    def _date(self) -> None:
        found = self.some()
        with writing():
            if found is not None:
                found.received_on = today() - timedelta(days=self.dice.randrange(400))

    def _move(self) -> None:
        found = self.some()
        if found is not None:
            service.match_service(found, self.dice.choice(self.services), actor="system")

    def _withdraw(self) -> None:
        found = self.some()
        if found is not None and found.state != State.WITHDRAWN:
            withdrawal.withdraw(found)

    def _decide(self, outcome: Outcome) -> None:
        found = self.some()
        if found is None or found.state not in (State.RECEIVED, State.SECOND_CHECK):
            return
        moderation.decide(found, outcome=outcome, reason="not_about_care", public_text="",
                          version=found.version, by=self.by)  # fmt: skip

    def _decline(self) -> None:
        self._decide(Outcome.DECLINE)

    def _approve(self) -> None:
        self._decide(Outcome.APPROVE)

    def _hold(self) -> None:
        self._decide(Outcome.HOLD)

    def _place(self) -> None:
        row = session().get_one(CareService, self.dice.choice(self.services))
        move_service(row, self.dice.choice(["RTD", "RR7", "R0B"]), "", actor="system")

    def _merge(self) -> None:
        old, into = (session().get_one(CareService, self.services[n]) for n in (0, 1))
        if old.merged_into_id is None:
            merge(old, into, last_day=today(), actor="system")
        else:
            unmerge(old, actor="system")


def recount() -> Counter:
    """The region's answers by statement and month in plain SQL and Python."""
    rows = session().execute(
        text(
            "SELECT a.statement_id, a.answer, f.received_on, f.state, f.id FROM feedback f"
            " JOIN statement_answers a ON a.feedback_id = f.id"
        )
    )
    decided = {row[0] for row in session().execute(text("SELECT feedback_id FROM decisions"))}
    found: Counter = Counter()
    for statement, answer, day, state, ident in rows:
        out = state in ("withdrawn", "declined") or (state == "held" and ident not in decided)
        if not out and answer != "not_applicable":
            found[statement, answer, str(day)[:7]] += 1
    return found
