"""What a reading is: advice about one person's words, never a decision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

POSITIVE, NEGATIVE, MIXED = "positive", "negative", "mixed"
#: the first letters of a statement's id name its theme
THEME_OF = {
    "PS": "patient_safety",
    "CE": "clinical_effectiveness",
    "CL": "clinical_multiprofessional_leadership",
    "PE": "positive_experiences",
}
#: the one theme without I statements, read for itself
CULTURE = "culture_and_climate"

NO_TEXT = "no_text"
NO_MODEL = "no_model"
LANGUAGE_NOT_SUPPORTED = "language_not_supported"
UNSURE = "unsure"


@dataclass(frozen=True)
class Passage:
    """One answer of a person, with the question it answers."""

    text: str
    question: str | None = None


@dataclass(frozen=True)
class StatementReading:
    """An I statement that the words speak to.

    `polarity` is positive, negative or mixed; `score` runs from 0 to 1; `evidence` is the sentence
    that says so, word for word.
    """

    id: str
    polarity: str
    score: float
    evidence: str


@dataclass(frozen=True)
class ThemeReading:
    """A theme that the words speak to; `score` (0 to 1) is the best of its statements."""

    id: str
    polarity: str
    score: float


@dataclass(frozen=True)
class Reading:
    """Sentiment from −2 to 2, risk from 0 to 2, or in `abstained` the code of why nothing is said.

    The codes are `no_text`, `no_model`, `language_not_supported` and `unsure`. An abstention still
    carries the risk that the rules found, and in `rules` their ids.
    """

    language: str | None = None
    sentiment: int = 0
    statements: tuple[StatementReading, ...] = ()
    themes: tuple[ThemeReading, ...] = ()
    risk: int = 0
    rules: tuple[str, ...] = ()
    abstained: str | None = None
    model: str = "none"

    def as_dict(self) -> dict[str, Any]:
        """The reading as plain values for JSON; `abstained` only where it abstains."""
        return {
            "language": self.language,
            "sentiment": self.sentiment,
            "statements": [
                {"id": s.id, "polarity": s.polarity, "score": s.score, "evidence": s.evidence}
                for s in self.statements
            ],
            "themes": [{"id": t.id, "polarity": t.polarity, "score": t.score} for t in self.themes],
            "risk": self.risk,
            **({"abstained": self.abstained} if self.abstained else {}),
            "model": self.model,
        }


def joined(polarities: Iterable[str]) -> str:
    """One polarity for several (at least one): where they differ it is mixed."""
    first, *others = set(polarities)
    return MIXED if others else first


def themes_of(
    statements: Sequence[StatementReading], culture: ThemeReading | None
) -> tuple[ThemeReading, ...]:
    """The themes of some statements, sorted by id, with culture and climate as it was read."""
    grouped: dict[str, list[StatementReading]] = {}
    for statement in statements:
        grouped.setdefault(THEME_OF[statement.id[:2]], []).append(statement)
    themes = [
        ThemeReading(theme, joined(s.polarity for s in some), max(s.score for s in some))
        for theme, some in grouped.items()
    ]
    return tuple(sorted([*themes, *([culture] if culture else [])], key=lambda t: t.id))
