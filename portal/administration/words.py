"""Sentences of the administration."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

ORGANISATION_KINDS = {
    "acute": _l("Hospital trust"),
    "mental_health": _l("Mental health trust"),
    "ambulance": _l("Ambulance service"),
    "icb": _l("Integrated care board"),
    "gp": _l("GP practice"),
    "dentist": _l("Dentist"),
    "pharmacy": _l("Pharmacy"),
    "social_care": _l("Social care"),
    "other": _l("Something else"),
}
SERVICE_KINDS = {
    "ward": _l("Ward"),
    "clinic": _l("Clinic"),
    "community": _l("Community service"),
    "emergency": _l("Emergency department"),
    "maternity": _l("Maternity service"),
    "outpatients": _l("Outpatients"),
    "mental_health": _l("Mental health service"),
    "social_care": _l("Social care"),
    "site": _l("Whole site"),
    "organisation": _l("Whole organisation"),
    **{k: v for k, v in ORGANISATION_KINDS.items() if k in ("gp", "dentist", "pharmacy")},
    "other": _l("Something else"),
}
PARTNER_KINDS = {
    "healthwatch": _l("Healthwatch"),
    "advocacy": _l("Advocacy service"),
    "charity": _l("Charity or community group"),
    "council": _l("Council"),
    "other": _l("Something else"),
}
SIGNPOST_KINDS = {
    "emergency": _l("Emergency"),
    "urgent": _l("Urgent medical help"),
    "mental_health": _l("Mental health"),
    "children": _l("Children and young people"),
    "domestic_abuse": _l("Domestic abuse"),
    "in_hospital": _l("People in hospital"),
    "safeguarding": _l("Safeguarding"),
    "other": _l("Something else"),
}
#: code of a refusal -> the field that it belongs to, and its sentence
REFUSALS: dict[str, tuple[str, LazyString]] = {
    "code_form": ("code", _l("Use 3 to 10 capital letters and numbers, like RTD or RTD01")),
    "code_taken": ("code", _l("This code stands for something else on these days")),
    "no_organisation": ("organisation", _l("We know no organisation with this code")),
    "no_site": ("site", _l("This organisation has no site with this code")),
    "no_council": ("council", _l("Choose a council")),
    "order": ("valid_to", _l("The last day must not come before the first")),
    "ended": ("valid_to", _l("This code has a last day already")),
    "merged": ("into", _l("One of them was merged into another already")),
    "merged_open": ("valid_to", _l("It was merged, so it needs a last day")),
    "itself": ("into", _l("Choose another one to merge it into")),
    "closed": ("into", _l("The other one closes first. Choose one that stays open.")),
    "phone": ("phone", _l("Enter a phone number, like 0800 1111")),
    "sms": ("sms", _l("Enter a number for texts, like 85258")),
    "url": ("url", _l("Enter an address that begins with https://")),
    "urgent_phone": ("phone", _l("A signpost at the top of every page needs a phone number")),
    "review": ("review_on", _l("Choose a day after today and within two years")),
    "last_urgent": (
        "urgent",
        _l("This is the last number at the top of every page. Put another one there first."),
    ),
    "unknown_into": ("into", _l("We know none with this code")),
}


def kind_shown(kind: str) -> str:
    """A kind in words; the stored word where nobody has a sentence for it."""
    found = {**SERVICE_KINDS, **PARTNER_KINDS, **ORGANISATION_KINDS}.get(kind)
    return str(found) if found else kind
