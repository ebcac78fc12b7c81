"""What the trail says, in sentences that people read."""

from typing import Any

from flask_babel import lazy_gettext as _l

#: verb -> its name; a test finds every verb that is written and asks for one here
VERBS: dict[str, Any] = {
    "receive": _l("It came in"),
    "import": _l("Imported from another system"),
    "write_back": _l("The person wrote again"),
    "change_consent": _l("The person changed whether it may be shown"),
    "raise_risk": _l("Marked as a possible risk by the reading"),
    "match_service": _l("The service was set"),
    "move_to_received": _l("Put into the queue"),
    "move_to_second_check": _l("Sent to a second person"),
    "move_to_approved": _l("Approved"),
    "move_to_published": _l("Published"),
    "move_to_held": _l("Put on hold"),
    "move_to_declined": _l("Declined"),
    "move_to_withdrawn": _l("Withdrawn by the person"),
    "add_note": _l("A private note was written"),
    "respond": _l("Answered"),
    "let_answer_out": _l("An answer was read by a colleague and went out"),
    "give_answer_back": _l("An answer was given back to its writer"),
    "acknowledge": _l("The complaint was acknowledged"),
    "assign": _l("Given to somebody to work on"),
    "free_assignment": _l("Free again: the person who worked on it has left"),
    "keep_filter": _l("A filter was saved"),
    "change_filter": _l("A filter was changed"),
    "delete_filter": _l("A filter was deleted"),
    "open_first": _l("A filter was chosen to open first"),
    "export": _l("A list was taken out as a file"),
    "finish_export": _l("The file was finished"),
    "write_change": _l("A change was written"),
    "edit_change": _l("A change was edited"),
    "publish_change": _l("A change was published"),
    "create_account": _l("An account was made"),
}


def verb_name(verb: str) -> Any:
    """What a verb of the trail is called; an old one that nobody writes any more as it stands."""
    return VERBS.get(verb, verb)
