"""Every address of the portal, made from its own map of routes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from flask import Flask
from sqlalchemy import text
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.accounts.access import SIGNED_IN
from portal.accounts.permissions import Permission, permissions_of
from portal.db import db
from portal.web.access import PUBLIC, declared_access
from tests.house.world import GONE, TOO_BIG, World

#: which records stand behind a name in an address
DOORS = {
    "feedback_id": lambda w: {**w.feedback, "gone": GONE, "too big": TOO_BIG},
    "change_id": lambda w: {**w.changes, "gone": GONE, "too big": TOO_BIG},
    "draft_id": lambda w: {**w.drafts, "gone": "abcdefghijkl"},
    "organisation_code": lambda w: {"organisation": "RX6", "gone": "NOSUCH"},
    "site_code": lambda w: {"site": "R0B01", "gone": "NOSUCH"},
    "service_id": lambda w: {**w.rows["service"], "gone": GONE, "too big": TOO_BIG},
    "code_id": lambda w: {**w.rows["code"], "gone": GONE, "too big": TOO_BIG},
    "partner_id": lambda w: {"partner": "hw-northumberland", "gone": "nobody"},
    "setting_name": lambda w: {"setting": "draft_days", "gone": "nothing"},
    "signpost_id": lambda w: {"signpost": "samaritans", "gone": "nothing"},
    "reason_code": lambda w: {"reason": "abuse", "gone": "nothing"},
    "template_id": lambda w: {**w.rows["template"], "gone": GONE, "too big": TOO_BIG},
    "version_id": lambda w: {**w.rows["version"], "gone": GONE, "too big": TOO_BIG},
    "question_id": lambda w: {**w.rows["question"], "gone": GONE, "too big": TOO_BIG},
    "theme_id": lambda w: {"theme": "culture_and_climate", "gone": "nothing"},
    "subject_id": lambda w: {"sentence": "PE-I-01", "whole": "patient_safety", "gone": "nothing"},
    "rebase_id": lambda w: {**w.rows["rebase"], "gone": GONE, "too big": TOO_BIG},
    "name": lambda w: {"good": "good", "code": "code", "unknown": "nothing"},
    "user_id": lambda w: {**w.users, "gone": GONE, "too big": TOO_BIG},
    "session_id": lambda w: {"gone": GONE, "too big": TOO_BIG},
    "token": lambda w: {"wrong": "a-token-of-nobody"},
    "filter_id": lambda w: {**w.filters, "gone": GONE, "too big": TOO_BIG},
    "listing": lambda w: {"queue": "queue", "complaints": "complaints", "gone": "nothing"},
    "appeal_id": lambda w: {**w.rows["appeal"], "gone": GONE, "too big": TOO_BIG},
    "report_id": lambda w: {**w.rows["report"], "gone": GONE, "too big": TOO_BIG},
    "asked_id": lambda w: {**w.rows["asked"], "gone": GONE, "too big": TOO_BIG},
    "response_id": lambda w: {"gone": GONE, "too big": TOO_BIG},
    "component": lambda w: {"component": "error_summary", "gone": "nothing"},
    "room": lambda w: {"room": "reasons", "gone": "nothing"},
    "further_id": lambda w: {"gone": GONE, "too big": TOO_BIG},
    "filename": lambda w: {"wrong": "nothing.css"},
}


@dataclass(frozen=True)
class Address:
    """One address: its route, the names of the records in it, and who may enter."""

    endpoint: str
    url: str
    records: tuple[str, ...]
    access: str

    @property
    def exists(self) -> bool:
        """Whether the record behind it exists."""
        return not {"gone", "too big"} & set(self.records)


def addresses(world: World, method: str) -> Iterator[Address]:
    """Every address that answers to `method`, once for each record."""
    for rule in sorted(world.app.url_map.iter_rules(), key=lambda r: r.rule):
        if method in (rule.methods or ()):
            yield from _of_rule(world, rule)


def _of_rule(world: World, rule: Rule) -> Iterator[Address]:
    names = sorted(rule.arguments)
    access = declared_access(world.app.view_functions[rule.endpoint])
    options = [DOORS[name](world).items() for name in names]
    for chosen in product(*options):
        values = {name: value for name, (_, value) in zip(names, chosen, strict=True)}
        _, url = rule.build(values, append_unknown=False)  # type: ignore[misc]
        yield Address(rule.endpoint, url, tuple(record for record, _ in chosen), str(access))


def may_enter(world: World, subject: str, access: str) -> bool:
    """Whether the door is open to `subject` by the table of roles."""
    if access == PUBLIC:
        return True
    roles = frozenset(world.roles.get(subject, ()))
    if access == SIGNED_IN:
        return bool(roles)
    return Permission(access) in permissions_of(roles)


@dataclass(frozen=True)
class Crawl:
    """What one person saw behind every door, and the tables that changed meanwhile."""

    seen: list[tuple[Address, TestResponse]]
    changed: set[str]


@cache
def crawl(world: World, subject: str) -> Crawl:
    """Open every address as `subject`; once, since looking changes nothing."""
    before = _digest(world.app)
    client = world.people[subject].client
    seen = [(address, client.get(address.url)) for address in addresses(world, "GET")]
    after = _digest(world.app)
    return Crawl(seen, {name for name, value in after.items() if before[name] != value})


def _digest(app: Flask) -> dict[str, str]:
    with app.app_context():
        found = {}
        for table in db.metadata.sorted_tables:
            if table.name == "user_sessions":  # being there is noted, to the minute
                continue
            rows = db.session.execute(text(f"SELECT * FROM {table.name}")).all()
            found[table.name] = hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
        db.session.rollback()
    return found
