"""Loads the invented content: a fixed seed, the portal's own verbs, 24 months."""

import json
import random
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.service import DEMO_PASSWORD, create_account, find_user
from portal.audit.service import SYSTEM
from portal.db import session, writing
from portal.demo.answers import keep_answers
from portal.demo.changes import keep_change
from portal.demo.items import Cast, keep_item
from portal.demo.safety import keep_safety
from portal.feedback.models import Feedback
from portal.involvement.models import Opportunity
from portal.involvement.service import load_opportunities
from portal.jobs import wake
from portal.organisations.importing import import_organisations
from portal.organisations.service import NewService, load_service
from portal.reply_templates.service import TemplateWords, add_template

CONTENT = Path(__file__).resolve().parent / "content"
SEED = 20261124


def is_loaded() -> bool:
    """Whether this database holds the demo."""
    return session().scalars(select(User.id).where(User.demo).limit(1)).first() is not None


def accounts() -> list[tuple[str, str]]:
    """Addresses and roles of the demo accounts."""
    return [(row["email"], ", ".join(row["roles"])) for row in _read("accounts.json")]


def load_demo() -> str:
    """Load everything in one transaction, once; returns a sentence."""
    if is_loaded():
        return "The demo content is there already."
    with writing():
        _services()
        for row in _read("reply_templates.json"):
            add_template(TemplateWords(theme_id=None, **row), actor=SYSTEM)
        cast = _staff()
        made = _experiences(cast)
        for row in _read("changes.json"):
            keep_change(row, made, cast)
        keep_safety(made, cast, _safety_lead())
        keep_answers()
        load_opportunities([_opportunity(row) for row in _read("opportunities.json")])
    wake("readings")
    wake("rollups")
    return f"{len(made)} invented experiences and {len(_read('changes.json'))} changes are loaded."


def _read(name: str) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads((CONTENT / name).read_text(encoding="utf-8"))
    return content


def _services() -> None:
    import_organisations(_read("organisations.json"))
    for row in _read("services.json"):
        load_service(
            NewService(
                slug=row["id"],
                organisation_code=row["organisation_code"],
                site_code=row.get("site_code"),
                name=row["name"],
                kind=row["kind"],
                town=row.get("town", ""),
            )
        )


def _staff() -> Cast:
    made = {}
    for row in _read("accounts.json"):
        helps = "volunteer" in row["roles"]
        made[row["email"].split("@")[0]] = create_account(
            row["email"],
            row["name"],
            DEMO_PASSWORD,
            roles=row["roles"],
            job_title=row.get("job_title", "Demo"),
            partner_id=row.get("partner_id") or ("hw-northumberland" if helps else None),
            demo=True,
            organisations=row.get("organisations", ()),
        )
    return Cast(made["moderator"], made["second"], made["responder"], made["volunteer"])


def _safety_lead() -> User:
    lead = find_user("safety@demo.example")
    if lead is None:
        raise ValueError("the demo has no safety lead")
    return lead


def read_experiences() -> list[dict[str, Any]]:
    """The invented experiences as they were written down."""
    return [
        row
        for path in sorted((CONTENT / "experiences").glob("*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def _experiences(cast: Cast) -> dict[str, Feedback]:
    rows = read_experiences()
    dice = random.Random(SEED)  # noqa: S311 dates of a demo, not secrets
    rows.sort(key=lambda row: (-row["months_ago"], row["id"]))
    return {row["id"]: keep_item(row, cast, dice) for row in rows}


def _opportunity(row: dict[str, Any]) -> Opportunity:
    return Opportunity(
        id=row["id"],
        title=row["title"],
        summary=row["summary"],
        for_whom=row.get("who", ""),
        time_asked=row.get("time", ""),
        payment=row.get("payment", ""),
        how=row.get("how", ""),
    )
