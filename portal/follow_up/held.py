"""Everything that is held about one piece of feedback, as the person may see it."""

from typing import Any

from portal.appeals.queries import list_of_person
from portal.desk.joint.queries import parts_of
from portal.desk.queries import list_decisions, list_responses
from portal.feedback.models import Feedback
from portal.feedback.queries import find_contact, list_messages
from portal.organisations.presenters import both_names
from portal.questions.queries import list_questions
from portal.readings.queries import find_reading


def everything_held(feedback: Feedback) -> dict[str, Any]:
    """Plain values: the words, the contact, the reading, the decisions, the answers."""
    contact, reading = find_contact(feedback.id), find_reading("feedback", feedback.id)
    service, responses = feedback.care_service, list_responses(feedback.id)
    joint = any(response.joint for response in responses)
    return {
        "reference": feedback.reference,
        "kind": feedback.kind,
        "state": feedback.state,
        "received_on": feedback.received_on.isoformat(),
        "language": feedback.language,
        "who": feedback.who,
        "happened_when": feedback.happened_when,
        "service": both_names(service) if service else feedback.service_text,
        "other_services": [
            both_names(row.care_service) if row.care_service else row.service_text
            for row in feedback.further
        ],
        "overall": feedback.overall,
        "words": [{"question": p.prompt, "text": p.original_text} for p in feedback.passages],
        "answers": {a.statement_id: a.answer for a in feedback.answers},
        "may_be_published": feedback.publish_consent,
        "public_text": feedback.public_text,
        "contact": (
            {"name": contact.name, "email": contact.email, "phone": contact.phone}
            if contact
            else None
        ),
        "messages": [m.body for m in list_messages(feedback.id)],
        "responses": [r.body for r in responses],
        "questions": [
            {
                "question": q.body if q.taken_back_at is None else "",
                "answer": q.answer.body if q.answer else "",
            }
            for q in list_questions(feedback.id)
        ],
        # private to colleagues until the joint answer has gone out, as an answer that waits is
        "parts": [p.body for p in parts_of(feedback.id).values()] if joint else [],
        "decisions": [
            {"outcome": d.outcome, "reason": d.reason} for d in list_decisions(feedback.id)
        ],
        "second_looks": [
            {"state": a.state, "words": a.words, "answer": a.answer}
            for a in list_of_person(feedback.id)
        ],
        "content_notes": [str(note) for note in feedback.noted],
        "reading": (
            {
                "model": reading.model,
                "sentiment": reading.sentiment,
                "risk": reading.risk,
                "statements": {s.statement_id: s.polarity for s in reading.statements},
                "themes": {t.theme_id: t.polarity for t in reading.themes},
                "abstained": reading.abstained_reason,
            }
            if reading and reading.state != "waiting"
            else None
        ),
    }
