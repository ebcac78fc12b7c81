"""The other services that a draft names, one after the other."""

from typing import Any

from portal.feedback.models import MOST_FURTHER

#: the two steps: did others play a part, and which one
OTHERS, ANOTHER = "others", "another"
KEPT = "other_services"
Other = dict[str, Any]


def others_of(answers: dict[str, Any]) -> list[Other]:
    """Those named so far, each with "key", "name" and "care_service_id" (None: own words).

    The main service is left out: it may have been changed to one of them later.
    """
    main = answers.get("care_service_id")
    named = answers.get(KEPT) or []
    return [o for o in named if o["care_service_id"] is None or o["care_service_id"] != main]


def room_for_more(answers: dict[str, Any]) -> bool:
    """Whether another one may be named."""
    return len(others_of(answers)) < MOST_FURTHER


def is_named(answers: dict[str, Any], key: str) -> bool:
    """Whether this service is the main one or among the others already."""
    return key == answers.get("service") or any(o["key"] == key for o in others_of(answers))


def with_another(answers: dict[str, Any], other: Other) -> dict[str, Any]:
    """What naming one more adds to the answers; a full list stays as it is."""
    named = others_of(answers)
    if len(named) < MOST_FURTHER and not is_named(answers, other["key"]):
        named = [*named, other]
    # asked anew each time: "yes" was about this one
    return {KEPT: named, OTHERS: ""}


def without(answers: dict[str, Any], key: str) -> dict[str, Any]:
    """What taking one out again changes."""
    return {KEPT: [other for other in others_of(answers) if other["key"] != key], OTHERS: ""}
