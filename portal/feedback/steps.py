"""The questions of the journey and their order: the one table of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.feedback import forms
from portal.feedback.models import Draft
from portal.feedback.others import ANOTHER, OTHERS, room_for_more
from portal.feedback.states import Kind
from portal.web.fields import PortalForm

ALL = frozenset(Kind)
STORY = ALL - {Kind.COMPLAINT}


@dataclass(frozen=True)
class Step:
    """One page: its name in the address, its form, and who is asked."""

    name: str
    form: Callable[[Draft], type[PortalForm]]
    kinds: frozenset[Kind] = ALL
    asked: Callable[[dict[str, Any]], bool] = lambda answers: True
    sensitive: bool = False
    optional: bool = False


def _always(form: type[PortalForm]) -> Callable[[Draft], type[PortalForm]]:
    return lambda draft: form


def _chosen(draft: Draft) -> list[str]:
    return list(draft.answers.get("statements") or [])


STEPS: tuple[Step, ...] = (
    Step("who", _always(forms.WhoForm)),
    Step("service", _always(forms.ServiceForm)),
    Step(OTHERS, forms.others_form, optional=True),
    Step(
        ANOTHER,
        _always(forms.AnotherForm),
        asked=lambda answers: answers.get(OTHERS) == "yes" and room_for_more(answers),
        optional=True,
    ),
    Step("when", _always(forms.WhenForm)),
    Step("overall", _always(forms.OverallForm), STORY - {Kind.COMPLIMENT}),
    Step("statements", _always(forms.StatementsForm), STORY),
    Step(
        "answers",
        lambda draft: forms.answers_form(_chosen(draft)),
        STORY,
        asked=lambda answers: bool(answers.get("statements")),
    ),
    Step("thanks", _always(forms.ThanksForm), frozenset({Kind.COMPLIMENT}), sensitive=True),
    Step("good", _always(forms.GoodForm), STORY - {Kind.COMPLIMENT}, sensitive=True),
    Step("better", _always(forms.BetterForm), STORY - {Kind.COMPLIMENT}, sensitive=True),
    Step("happened", _always(forms.HappenedForm), frozenset({Kind.COMPLAINT}), sensitive=True),
    Step("wanted", _always(forms.WantedForm), frozenset({Kind.COMPLAINT}), sensitive=True),
    Step("publish", _always(forms.PublishForm), STORY),
    Step("contact", _always(forms.ContactForm), STORY),
    Step("about-you", _always(forms.ComplainantForm), frozenset({Kind.COMPLAINT})),
    Step("code", _always(forms.CodeForm)),
)
CHECK = "check"
#: steps whose words are looked at for signs that someone needs help now
WORDS = {"thanks": "good", "good": "good", "better": "better", "happened": "happened",
         "wanted": "wanted"}  # fmt: skip


def steps_of(draft: Draft) -> list[Step]:
    """The steps that this draft goes through, in order."""
    kind = Kind(draft.answers["kind"])
    steps = [s for s in STEPS if kind in s.kinds and s.asked(draft.answers)]
    # a helper has typed the email of nobody: the person leaves with reference and code
    return [s for s in steps if not (draft.helper_id and s.name in ("contact", "about-you"))]


def find_step(draft: Draft, name: str) -> Step | None:
    """The step of that name, where this draft has it."""
    return next((s for s in steps_of(draft) if s.name == name), None)


def next_step(draft: Draft, name: str) -> str:
    """The name of the step after `name`; "check" after the last."""
    names = [s.name for s in steps_of(draft)]
    position = names.index(name) + 1 if name in names else 0
    return names[position] if position < len(names) else CHECK


def step_before(draft: Draft, name: str) -> str | None:
    """The name of the step before `name`, None before the first."""
    names = [s.name for s in steps_of(draft)] + [CHECK]
    position = names.index(name) if name in names else 0
    return names[position - 1] if position else None


def between_others(draft: Draft, name: str) -> str | None:
    """Where the two pages about other services lead to each other; None when nothing is added."""
    if name == ANOTHER:
        return OTHERS
    return ANOTHER if name == OTHERS and find_step(draft, ANOTHER) else None


def first_unanswered(draft: Draft) -> str | None:
    """The first step that was never sent: nobody can jump over a question that is not optional."""
    done = set(draft.answers.get("done") or [])
    return next((s.name for s in steps_of(draft) if s.name not in done and not s.optional), None)
