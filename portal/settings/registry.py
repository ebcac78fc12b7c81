"""Every setting: its range, what it does, and where its rule comes from."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

UNITS = {
    "working_days": _l("working days"),
    "days": _l("days"),
    "minutes": _l("minutes"),
    "months": _l("months"),
    "years": _l("years"),
    "count": _l("number"),
    "risk": _l("level of risk"),
}


@dataclass(frozen=True)
class Setting:
    """One whole number that rules the portal. `fixed`: the law sets it and nobody else."""

    name: str
    title: LazyString
    unit: str
    lowest: int
    highest: int
    default: int
    sentence: LazyString
    source: LazyString
    fixed: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "acknowledge_working_days",
        _l("Time to acknowledge a complaint"),
        "working_days",
        3,
        3,
        3,
        _l("A complaint is acknowledged at the latest this long after the day it came."),
        _l("The law: SI 2009/309, regulation 13(3)"),
        fixed=True,
    ),
    Setting(
        "complaint_answer_months",
        _l("Time to answer a complaint"),
        "months",
        6,
        6,
        6,
        _l("A complaint is answered within this time, unless a longer time was agreed."),
        _l("The law: SI 2009/309, regulation 14(4)"),
        fixed=True,
    ),
    Setting(
        "complaint_limit_months",
        _l("Time in which people can complain"),
        "months",
        12,
        12,
        12,
        _l("People can complain this long after it happened, or after they knew of it."),
        _l("The law: SI 2009/309, regulation 12(1)"),
        fixed=True,
    ),
    Setting(
        "second_person_risk",
        _l("When a second person checks"),
        "risk",
        1,
        2,
        1,
        _l("From this level of risk on, two people look before words are published."),
        _l("Our own rule for the safety of people"),
    ),
    Setting(
        "session_idle_minutes",
        _l("Staff: time without a click"),
        "minutes",
        5,
        60,
        30,
        _l(
            "A member of staff who does nothing for this long is signed out. "
            "A volunteer is signed out sooner."
        ),
        _l("Our own rule: computers on wards are shared"),
    ),
    Setting(
        "code_page_idle_minutes",
        _l("Page behind the code: time without a click"),
        "minutes",
        5,
        60,
        30,
        _l("The page that a person opens with their code closes after this long."),
        _l("Our own rule: computers in homes and libraries are shared"),
    ),
    Setting(
        "urgent_alarm_minutes",
        _l("Alarm for an urgent item"),
        "minutes",
        5,
        240,
        60,
        _l("An alarm goes out when nobody has read an urgent item for this long."),
        _l("Our own rule; urgent words are read on the same day, weekends and holidays too"),
    ),
    Setting(
        "first_replies_checked",
        _l("First replies that a second person reads"),
        "count",
        0,
        50,
        10,
        _l("This many first replies of a new responder are read by a second person."),
        _l("Our own rule for good replies"),
    ),
    Setting(
        "distressing_items_a_day",
        _l("Distressing items for one person in a day"),
        "count",
        1,
        100,
        8,
        _l("Who opened this many today is spared the next ones while colleagues can take a turn."),
        _l("Our own rule for the health of staff"),
    ),
    Setting(
        "appeal_days",
        _l("Time for a second look"),
        "days",
        1,
        60,
        14,
        _l("When somebody asks for a second look, they are answered within this time."),
        _l("Our own rule: people wait no longer than they must"),
    ),
    Setting(
        "urgent_appeal_days",
        _l("Time for a report about oneself"),
        "days",
        1,
        14,
        2,
        _l("Who says that a page is about them and should not be there is answered within this."),
        _l("Our own rule for the privacy of people"),
    ),
    Setting(
        "smallest_count_shown",
        _l("Smallest number that is published"),
        "count",
        8,
        100,
        8,
        _l(
            "A smaller number is not shown to the public, so that nobody can be found out. "
            "You can only raise it: nobody may set it below 8."
        ),
        _l("NHS England’s rule for small numbers since 2018; it can only be made stricter"),
    ),
    Setting(
        "draft_days",
        _l("How long unsent answers are kept"),
        "days",
        1,
        30,
        7,
        _l("Answers that were not sent are deleted after this long."),
        _l("Our own rule: we keep no more than we need (UK GDPR, article 5)"),
    ),
    Setting(
        "complaint_kept_years",
        _l("How long a complaint is kept"),
        "years",
        10,
        30,
        10,
        _l("The file of a complaint is looked at for disposal this long after it was closed."),
        _l("NHS Records Management Code 2021: ten years from closure"),
    ),
    Setting(
        "concern_kept_years",
        _l("How long a concern is kept"),
        "years",
        10,
        30,
        10,
        _l("A concern is looked at for disposal this long after it was closed."),
        _l("NHS Records Management Code 2021: ten years from the end of the financial year"),
    ),
    Setting(
        "experience_kept_years",
        _l("How long an experience or thanks is kept"),
        "years",
        1,
        30,
        1,
        _l("An experience or thanks is looked at for disposal after this long."),
        _l("NHS Records Management Code 2021: what one person told, one year"),
    ),
)
FIXED = tuple(setting.name for setting in SETTINGS if setting.fixed)
BY_NAME = {setting.name: setting for setting in SETTINGS}
