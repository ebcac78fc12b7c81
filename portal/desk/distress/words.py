"""What urgent words are about, after "It is about:"; the keys are the kinds of the rules."""

from flask_babel import lazy_gettext as _l

SIGNS = {
    "self_harm": _l("suicide or self-harm"),
    "abuse": _l("abuse"),
    "fear_of_harm": _l("fear of being hurt"),
    "danger_now": _l("somebody in danger"),
    "child_at_risk": _l("a child at risk"),
    "medical_emergency": _l("a medical emergency"),
    "serious_harm": _l("serious harm"),
    "getting_worse": _l("somebody getting worse"),
}
