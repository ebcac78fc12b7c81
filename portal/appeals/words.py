"""Sentences of appeals."""

from flask_babel import lazy_gettext as _l

from portal.appeals.models import AppealState
from portal.appeals.service import Step

STATES = {
    AppealState.OPEN: _l("Open"),
    AppealState.UPHELD: _l("Upheld: the decision was changed"),
    AppealState.NOT_UPHELD: _l("Not upheld: the decision stays"),
    AppealState.WITHDRAWN: _l("Closed: the words were taken back"),
}
#: what staff choose from
OUTCOMES = {
    AppealState.UPHELD: _l("Yes: change the decision"),
    AppealState.NOT_UPHELD: _l("No: the decision stays"),
}
#: what follows at once when the answer is yes
STEPS = {
    Step.REOPEN: _l("It goes back into the queue, where it is decided anew."),
    Step.TAKE_DOWN: _l("It is taken down and put on hold, where it is decided anew."),
    Step.NONE: _l("Nothing changes by itself: do yourself what has to be done."),
}
FOR_PERSON = {
    AppealState.OPEN: _l("You asked for a second look. Somebody else looks at it."),
    AppealState.UPHELD: _l("Somebody else took a second look and changed the decision."),
    AppealState.NOT_UPHELD: _l("Somebody else took a second look. The decision stays."),
    AppealState.WITHDRAWN: _l("You asked for a second look, then took your words back."),
}
