"""Every step that the trail tells of has a name that people understand."""

import re
from pathlib import Path

import portal
from portal.accounts.records import Purpose
from portal.audit.words import VERBS
from portal.feedback.states import State

SOURCE = Path(portal.__file__).parent
#: `record(actor, "verb", …)`, over as many lines as it takes
WRITTEN = re.compile(r"""\brecord\(\s*[^,"]+?,\s*"([a-z_]+)",""", re.DOTALL)


def written_verbs() -> set[str]:
    """Every verb that the source writes into the trail."""
    found = {verb for path in SOURCE.rglob("*.py") for verb in WRITTEN.findall(path.read_text())}
    made = {f"{verb}_{purpose}" for verb in ("mail", "use") for purpose in Purpose}
    moved = {f"move_to_{state}" for state in State}
    return found | made | moved | {"dispose", "refuse_disposal"}


def test_every_verb_of_the_trail_has_a_name() -> None:
    assert len(written_verbs()) > 20
    assert written_verbs() - set(VERBS) == set()


def test_no_name_is_left_of_a_verb_that_nobody_writes() -> None:
    assert set(VERBS) - written_verbs() == set()
