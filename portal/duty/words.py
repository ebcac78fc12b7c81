"""Sentences of duty."""

from flask_babel import lazy_gettext as _l

from portal.duty.models import Frequency

FREQUENCIES = {
    Frequency.NEVER: _l("Do not mail me"),
    Frequency.AT_ONCE: _l("At once"),
    Frequency.DAILY: _l("Once a day, at half past seven in the morning"),
}
RISKS = {
    "0": _l("Everything"),
    "1": _l("What somebody should look at promptly, and urgent items"),
    "2": _l("Only urgent items"),
}
SEVERITIES = {
    "": _l("Do not look at severity"),
    **{str(n): _l("Severity %(level)s or more", level=n) for n in range(1, 6)},
}
EVERY, WORKING, FREE, ONLY = "every", "working", "free", "only"
DAYS = {
    EVERY: _l("Every day of the month"),
    WORKING: _l("Working days"),
    FREE: _l("Weekends and bank holidays"),
    ONLY: _l("Only the days that I write below"),
}
