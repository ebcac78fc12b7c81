"""The invented changes."""

from datetime import timedelta
from typing import Any

from portal.db import session, utc_now
from portal.demo.items import Cast
from portal.feedback.models import Feedback
from portal.feedback.states import Kind, State
from portal.organisations.queries import find_service
from portal.you_said_we_did import service
from portal.you_said_we_did.models import Change


def keep_change(row: dict[str, Any], made: dict[str, Feedback], cast: Cast) -> Change:
    """Write one change by its verb, publish it by a second person, set it back in time.

    Raises `ValueError` naming a service that the content does not have.
    """
    found = find_service(row["service"])
    if found is None:
        raise ValueError(f"the demo has no service {row['service']}")
    words = service.ChangeText(
        state=row["state"],
        you_said=row["you_said"],
        we_did=row.get("we_did") or "",
        next_steps=row.get("next") or "",
        why_not=row.get("not_possible_why") or "",
        care_service_id=found.id,
        theme_id=row["theme"],
        statement_id=row.get("statement"),
    )
    evidence = [made[i] for i in row["evidence"] if _usable(made[i])]
    change = service.write_change(words, evidence, by=cast.responder)
    session().flush()
    moment = utc_now() - timedelta(days=30 * row["months_ago"])
    if row["published"]:
        service.publish_change(change, version=change.version, by=cast.second)
        change.published_at = moment
    change.written_at = change.updated_at = moment
    session().flush()
    return change


def _usable(feedback: Feedback) -> bool:
    return feedback.kind != Kind.COMPLAINT and feedback.state != State.WITHDRAWN
