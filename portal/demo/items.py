"""One invented experience on its way through the real verbs, then set back in time."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.accounts.models import User
from portal.complaints.clock import acknowledge_by
from portal.complaints.queries import find_case
from portal.complaints.service import acknowledge
from portal.db import session, to_the_hour, utc_now
from portal.desk import moderation, responses
from portal.desk.models import Outcome, Reason
from portal.desk.queries import last_decision
from portal.feedback import service, withdrawal
from portal.feedback.models import Feedback
from portal.feedback.service import NewFeedback
from portal.feedback.states import Channel, Kind, Prompt, State
from portal.i18n import LONDON
from portal.organisations.queries import find_service

ON_DISPLAY = (State.APPROVED, State.PUBLISHED, State.SECOND_CHECK)


@dataclass(frozen=True)
class Cast:
    """Who acts in the demo."""

    moderator: User
    second: User
    responder: User
    volunteer: User


def keep_item(row: dict[str, Any], cast: Cast, dice: random.Random) -> Feedback:
    """Store one item and bring it to the state that the content names."""
    feedback = service.receive_feedback(_new(row, cast))
    moment = utc_now() - timedelta(
        days=row["months_ago"] * 30 + dice.randrange(1, 28), hours=dice.randrange(24)
    )
    if row["state"] == State.RECEIVED:
        moment = utc_now() - timedelta(days=dice.randrange(0, 6), hours=dice.randrange(24))
    feedback.received_at = to_the_hour(moment)
    feedback.received_on = moment.astimezone(LONDON).date()
    feedback.risk = max(feedback.risk, row.get("risk_hint", 0))
    session().flush()
    _complaint(feedback, cast)
    if feedback.kind != Kind.COMPLAINT:
        _moderate(feedback, row, cast)
    if row.get("reply") and feedback.state != State.WITHDRAWN:
        _reply(feedback, row["reply"], cast, moment)
    _set_back(feedback, moment)
    session().flush()
    return feedback


def _new(row: dict[str, Any], cast: Cast) -> NewFeedback:
    found = find_service(row["service"]) if row.get("service") else None
    passages = [
        (prompt, row[prompt], None)
        for prompt in (Prompt.GOOD, Prompt.BETTER, Prompt.HAPPENED, Prompt.WANTED)
        if row.get(prompt)
    ]
    assisted = {
        "wording": "own_words",
        "interpreter": row["language"] != "en",
        "partner_id": cast.volunteer.partner_id,
    }
    return NewFeedback(
        kind=Kind(row["kind"]),
        channel=Channel.ASSISTED if row.get("assisted") else Channel.WEB,
        language=row["language"],
        passages=passages,  # type: ignore[arg-type]
        reference=service.new_reference(),
        answers={s["id"]: s["answer"] for s in row.get("statements", [])},
        who=row.get("who"),
        overall=row.get("overall"),
        care_service_id=found.id if found else None,
        service_text=row.get("service_text") or "",
        publish_consent=bool(row.get("publish")),
        details={
            "assisted": assisted if row.get("assisted") else None,
            "helper_id": cast.volunteer.id,
        },
    )


def _moderate(feedback: Feedback, row: dict[str, Any], cast: Cast) -> None:
    state = State(row["state"])
    if state == State.WITHDRAWN:
        withdrawal.withdraw(feedback)
    elif state in (State.HELD, State.DECLINED):
        code = row.get("held_reason") or row.get("declined_reason") or Reason.NOT_ABOUT_CARE
        outcome = Outcome.HOLD if state == State.HELD else Outcome.DECLINE
        _decide(feedback, outcome, Reason(code), "", cast)
    elif state in ON_DISPLAY:
        _put_on_display(feedback, row, state, cast)


def _put_on_display(feedback: Feedback, row: dict[str, Any], state: State, cast: Cast) -> None:
    edited = [row.get("public_good"), row.get("public_better")]
    words = "\n\n".join(text for text in edited if text)
    if state == State.SECOND_CHECK and not words:
        words = service.proposed_public_text(feedback)
    outcome = Outcome.REDACT if words else Outcome.APPROVE
    reason = Reason.IDENTIFIES_SOMEONE if words else Reason.FIT_TO_PUBLISH
    _decide(feedback, outcome, reason, words, cast)
    if state == State.SECOND_CHECK:
        return
    if feedback.state == State.SECOND_CHECK:
        moderation.check_second(feedback, agree=True, version=feedback.version, by=cast.second)
    session().flush()
    if state == State.PUBLISHED and moderation.may_publish(feedback):
        moderation.publish(feedback, version=feedback.version, by=cast.moderator)


def _decide(feedback: Feedback, outcome: Outcome, reason: Reason, words: str, cast: Cast) -> None:
    moderation.decide(
        feedback,
        outcome=outcome,
        reason=reason,
        public_text=words,
        version=feedback.version,
        by=cast.moderator,
    )
    session().flush()


def _complaint(feedback: Feedback, cast: Cast) -> None:
    case = find_case(feedback.id)
    if case is None:
        return
    case.received_on = feedback.received_on
    case.acknowledge_by = acknowledge_by(feedback.received_on)
    if case.acknowledge_by < utc_now().astimezone(LONDON).date():
        acknowledge(case, user_id=cast.responder.id)
        case.acknowledged_on = case.acknowledge_by


def _reply(feedback: Feedback, reply: dict[str, str], cast: Cast, moment: datetime) -> None:
    response = responses.respond(feedback, reply["text"], by=cast.responder)
    response.signed = reply["name"]
    response.written_at = min(utc_now(), moment + timedelta(days=6))


def _set_back(feedback: Feedback, moment: datetime) -> None:
    if feedback.published_at:
        feedback.published_at = min(utc_now(), moment + timedelta(days=3))
    decision = last_decision(feedback.id)
    if decision is not None:
        decision.made_at = min(utc_now(), moment + timedelta(days=2))
