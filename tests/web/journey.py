"""Giving by the real pages: each kind's steps and what a person may answer."""

from dataclasses import dataclass, field
from typing import Any

from portal.feedback.states import Kind
from tests.pages import Page, Shown

WORDS = "Plainly invented words about a calm ward"
SERVICE = {"search": "Sunderland", "service": "r0b01"}
STORY = {
    "statements": {"statements": ["PS-I-01"]},
    "answers": {"answer_PS_I_01": "yes", "words_PS_I_01": "Always"},
    "good": {"good": WORDS},
    "better": {"better": "More chairs"},
    "publish": {"publish": "yes"},
    "contact": {"contact_by": "code"},
}
ALL: dict[str, dict[str, Any]] = {"who": {"who": "self"}, "service": SERVICE,
                                  "when": {"when": "past_week"}}  # fmt: skip
STEPS: dict[Kind, dict[str, dict[str, Any]]] = {
    Kind.EXPERIENCE: {**ALL, "overall": {"overall": "good"}, **STORY},
    Kind.CONCERN: {**ALL, "overall": {"overall": "poor"}, **STORY},
    Kind.COMPLIMENT: {**ALL, "statements": {}, "thanks": {"good": WORDS},
                      "publish": {"publish": "no"}, "contact": {"contact_by": "none"}},
    Kind.COMPLAINT: {**ALL, "happened": {"happened": WORDS}, "wanted": {"wanted": "A call"},
                     "about-you": {"name": "Invented Name", "email": "", "phone": ""}},
}  # fmt: skip


@dataclass
class Journey:
    """One draft in one browser."""

    page: Page
    kind: Kind = Kind.EXPERIENCE
    prefix: str = ""
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    root: str = ""

    def begin(self) -> "Journey":
        """Choose the kind; from here on there is a draft."""
        led = self.page.post(f"{self.prefix}/give", {"kind": self.kind})
        self.root = led.rpartition("/")[0]
        return self

    def url(self, name: str) -> str:
        """The address of one step."""
        return f"{self.root}/{name}"

    def answer(self, name: str, data: dict[str, Any] | None = None, status: int = 302) -> Any:
        """Answer one step."""
        given = STEPS[self.kind].get(name, {}) if data is None else data
        return self.page.post(self.url(name), given, status=status)

    def to(self, last: str) -> "Journey":
        """Answer every step before `last`, following where the pages lead."""
        here = "who"
        while here != last:
            data = {"kept": "y"} if here == "code" else self.answers.get(here)
            here = self.answer(here, data).rpartition("/")[2].partition("?")[0]
        return self

    def send(self) -> Shown:
        """Check, confirm and send; returns the thank-you page."""
        if not self.root:
            self.begin()
        self.to("check")
        led = self.page.post(self.url("check"))
        return self.page.get(led)
