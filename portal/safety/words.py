"""Sentences of safety."""

from flask_babel import lazy_gettext as _l

from portal.safety.models import AtRisk, Candour, Decided

#: the written criteria, shown beside the choice
CRITERIA = {
    0: _l("0: Nothing went wrong, or it is only praise."),
    1: _l("1: A small annoyance. Nobody was hurt or treated badly."),
    2: _l("2: Care or kindness fell short, but it did no lasting harm."),
    3: _l("3: Somebody could have come to harm, or was left in pain or great distress."),
    4: _l("4: Somebody came to real harm, or was neglected or treated with cruelty."),
    5: _l("5: Somebody died, was abused, or is in danger now."),
}
AT_RISK = {
    AtRisk.ADULT: _l("An adult with care and support needs"),
    AtRisk.CHILD: _l("A child or young person under 18"),
}
DECIDED = {
    Decided.REFERRED: _l("Referred to the council"),
    Decided.DISCUSSED: _l("Discussed with the council, not referred"),
    Decided.NO_REFERRAL: _l("No referral"),
}
CANDOUR = {
    Candour.YES: _l("Yes"),
    Candour.NO: _l("No"),
    Candour.NOT_SURE: _l("Not sure"),
}
