"""What the desk says of distressing words before it shows them."""

from collections.abc import Iterable, Sequence

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.classifier import rules
from portal.desk.distress.queries import URGENT, is_distressing, rule_ids_of
from portal.desk.distress.words import SIGNS
from portal.feedback.models import Feedback
from portal.feedback.words import CONTENT_NOTES


def abouts(items: Sequence[Feedback]) -> dict[int, str]:
    """What the distressing ones of these items are about, by id; the others are left out."""
    found = {item.id: item for item in items if is_distressing(item)}
    urgent = [ident for ident, item in found.items() if item.risk >= URGENT]
    ids = rule_ids_of(urgent) if urgent else {}
    return {ident: _about(item, ids.get(ident, [])) for ident, item in found.items()}


def about(feedback: Feedback) -> str:
    """The same for one item; empty for one that is not distressing."""
    return abouts([feedback]).get(feedback.id, "")


def _about(item: Feedback, rule_ids: Iterable[str]) -> str:
    noted = [str(CONTENT_NOTES[note]) for note in item.noted]
    signs = [str(SIGNS[kind]) for i in rule_ids if (kind := rules.kind_of(i)) in SIGNS]
    said = list(dict.fromkeys(noted + signs))
    return format_list(said or [_("somebody who may be at risk")], locale=get_locale() or "en")
