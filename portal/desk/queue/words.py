"""Sentences of the queue."""

from flask_babel import lazy_gettext as _l

from portal.desk.assignment import Unfit
from portal.feedback.states import Channel

SHORT_RISKS = {
    2: _l("Urgent"),
    1: _l("Look promptly"),
    0: _l("No sign of risk"),
}
CHANNELS = {
    Channel.WEB: _l("On this site"),
    Channel.ASSISTED: _l("With help from a partner"),
    Channel.IMPORT: _l("From another system"),
}
UNFIT = {
    Unfit.GONE: _l("it is not in the queue any more"),
    Unfit.TAKEN: _l("somebody else took it meanwhile"),
    Unfit.CLOSED_TO_THEM: _l("this person may not open it"),
}
