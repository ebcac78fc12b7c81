"""From a finished draft to what `receive_feedback` takes."""

from typing import Any

from portal.feedback.models import Draft
from portal.feedback.others import others_of
from portal.feedback.service import NewFeedback
from portal.feedback.states import Channel, Kind, Prompt

PROMPTS = (Prompt.GOOD, Prompt.BETTER, Prompt.HAPPENED, Prompt.WANTED)


def to_new_feedback(draft: Draft, *, automatic: bool = False) -> NewFeedback:
    """Everything that the draft holds, as one value."""
    answers = draft.answers
    return NewFeedback(
        kind=Kind(answers["kind"]),
        channel=Channel.ASSISTED if draft.helper_id else Channel.WEB,
        language=draft.language,
        passages=_passages(answers),
        reference=draft.reference,
        code_hash=draft.code_hash,
        draft_id=draft.id,
        answers=_statement_answers(answers),
        who=answers.get("who"),
        happened_when=answers.get("when"),
        overall=answers.get("overall"),
        care_service_id=answers.get("care_service_id"),
        service_text=answers.get("service_text") or "",
        further=[(other["care_service_id"], _own_words(other)) for other in others_of(answers)],
        publish_consent=answers.get("publish") == "yes",
        contact=_contact(answers),
        details={
            "assisted": answers.get("assisted"),
            "helper_id": draft.helper_id,
            "over_12_months": answers.get("when") == "over_year",
            "automatic": automatic,
        },
    )


def _own_words(other: dict[str, Any]) -> str:
    return "" if other["care_service_id"] else str(other["name"])


def _passages(answers: dict[str, Any]) -> list[tuple[Prompt, str, str | None]]:
    found: list[tuple[Prompt, str, str | None]] = [
        (prompt, answers[prompt], None) for prompt in PROMPTS if answers.get(prompt)
    ]
    for statement_id in answers.get("statements") or []:
        words = answers.get(f"words_{statement_id.replace('-', '_')}")
        if words:
            found.append((Prompt.STATEMENT, words, statement_id))
    return found


def _statement_answers(answers: dict[str, Any]) -> dict[str, str]:
    chosen = answers.get("statements") or []
    given = {i: answers.get(f"answer_{i.replace('-', '_')}") for i in chosen}
    return {i: answer for i, answer in given.items() if answer}


def _contact(answers: dict[str, Any]) -> dict[str, str] | None:
    if answers.get("contact_by") in ("code", "none"):
        return None
    contact = {name: answers.get(name) or "" for name in ("name", "email", "phone")}
    return contact if any(contact.values()) else None
