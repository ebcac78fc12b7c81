"""Sentences of changes."""

from flask_babel import lazy_gettext as _l

from portal.you_said_we_did.models import ChangeState

STATES = {
    ChangeState.LISTENING: _l("We are listening"),
    ChangeState.PLANNED: _l("Planned"),
    ChangeState.DONE: _l("Done"),
    ChangeState.NOT_POSSIBLE: _l("Not possible"),
}
COLOURS = {"listening": "blue", "planned": "yellow", "done": "green", "not_possible": "grey"}
