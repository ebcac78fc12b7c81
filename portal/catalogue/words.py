"""Sentences of the catalogue."""

from flask_babel import lazy_gettext as _l

from portal.catalogue.sources import Sort

SORTS = {
    Sort.REFUSAL: _l("Why a step cannot be done now"),
    Sort.ERROR: _l("What is wrong in a form"),
    Sort.DONE: _l("What is said after a step"),
    Sort.MAIL: _l("Words of mails"),
    Sort.NAME: _l("Names of states, kinds and steps"),
    Sort.OTHER: _l("Labels, headings and other words"),
    Sort.PAGE: _l("Words on pages"),
}
STATES = {
    "plain": _l("As it comes"),
    "hint": _l("With a hint"),
    "error": _l("With an error"),
    "long": _l("With long words"),
    "arabic": _l("With words from right to left"),
}
