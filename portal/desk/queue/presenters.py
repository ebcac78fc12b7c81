"""What the queue's page shows of a filter, in words and as choices of its form."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.accounts.models import User
from portal.accounts.permissions import Permission, permissions_of
from portal.desk.queue.filters import ANY, ME, NEW, NO, NOBODY, SOMEBODY, WAITING, YES, QueueFilter
from portal.desk.queue.queries import QUEUES, count_matching
from portal.desk.queue.words import CHANNELS, SHORT_RISKS
from portal.feedback.queries import list_languages
from portal.feedback.states import Kind
from portal.feedback.words import KIND_NAMES, STATES_FOR_STAFF
from portal.i18n import language_name_here
from portal.organisations.queries import list_organisations, list_services

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Part:
    """One part of the form: the name in the address, the label, what can be chosen, what is."""

    name: str
    label: str
    choices: Choices
    chosen: str

    @property
    def said(self) -> str:
        """The choice in words; empty where nothing was chosen."""
        return dict(self.choices).get(self.chosen, self.chosen) if self.chosen else ""


def parts_of(wanted: QueueFilter, user: User, colleagues: Sequence[User]) -> list[Part]:
    """Every part of the form that is a choice, with what `user` may choose.

    `colleagues` are those to whom items can be given.
    """
    labels_and_choices = {
        "state": (_("Queue"), _states()),
        "kind": (_("Kind"), [("", _("All kinds")), *_kinds(user)]),
        "risk": (_("Urgency"), [("", _("Any urgency")), *_said(SHORT_RISKS)]),
        "service": (_("Service"), [("", _("All services")), *_services()]),
        "organisation": (_("Organisation"), [("", _("All organisations")), *_organisations()]),
        "channel": (_("How it came in"), [("", _("Any way")), *_said(CHANNELS)]),
        "language": (_("Language"), [("", _("All languages")), *_languages()]),
        "assigned": (_("Who works on it"), [("", _("Anybody or nobody")), *_people(colleagues)]),
        "older": (_("Waiting for at least"), _days(wanted.older)),
        "answered": (_("Answer"), _yes_no(_("With or without"), _("Answered"), _("Not answered"))),
        "asked": (_("Question to the person"), _asked()),
        "imported": (
            _("Imported"),
            _yes_no(_("With or without"), _("Only imported"), _("Not imported")),
        ),
    }
    return [
        Part(name, label, choices, str(getattr(wanted, name)))
        for name, (label, choices) in labels_and_choices.items()
    ]


def _states() -> Choices:
    return [*_said({s.value: STATES_FOR_STAFF[s] for s in QUEUES}), (ANY, _("All queues"))]


def _kinds(user: User) -> Choices:
    complaints = Permission.HANDLE_COMPLAINTS in permissions_of(user.role_names)
    return [(k, str(KIND_NAMES[k])) for k in Kind if k != Kind.COMPLAINT or complaints]


def _said(words: dict) -> Choices:
    return [(str(value), str(text)) for value, text in words.items()]


def _services() -> Choices:
    return [(service.slug, service.name) for service in list_services()]


def _organisations() -> Choices:
    return [(organisation.code, organisation.name) for organisation in list_organisations()]


def _languages() -> Choices:
    return sorted(((tag, language_name_here(tag)) for tag in list_languages()), key=lambda c: c[1])


def _people(colleagues: Sequence[User]) -> Choices:
    general = [(ME, _("Me")), (NOBODY, _("Nobody")), (SOMEBODY, _("Somebody"))]
    return general + [(str(user.id), user.name) for user in colleagues]


def _days(chosen: str) -> Choices:
    days = sorted({3, 7, 14, 28, 90, *([int(chosen)] if chosen else [])})
    return [
        ("", _("Any time")),
        *((str(n), ngettext("%(num)s day", "%(num)s days", n)) for n in days),
    ]


def _asked() -> Choices:
    return [
        ("", _("With or without")),
        (NEW, _("Has a new answer")),
        (WAITING, _("Waits for the person")),
    ]


def _yes_no(both: str, yes: str, no: str) -> Choices:
    return [("", both), (YES, yes), (NO, no)]


@dataclass(frozen=True)
class NewAnswers:
    """How many items have an answer that nobody has read, and where they are listed."""

    query: dict[str, str]
    said: str


def new_answers(user: User) -> list[NewAnswers]:
    """What people answered, among what `user` may see; complaints have a list of their own."""
    everything = QueueFilter(state=ANY, asked=NEW)
    found = count_matching(everything, user)
    said = ngettext("%(num)s item has a new answer", "%(num)s items have a new answer", found)
    parts = [NewAnswers(everything.as_query(), said)] if found else []
    if Permission.HANDLE_COMPLAINTS in permissions_of(user.role_names):
        complaints = QueueFilter(state=ANY, asked=NEW, kind=Kind.COMPLAINT)
        found = count_matching(complaints, user)
        said = ngettext(
            "%(num)s complaint has a new answer", "%(num)s complaints have a new answer", found
        )
        parts += [NewAnswers(complaints.as_query(), said)] if found else []
    return parts
