"""The labelled comments as examples, split by respondent."""

import csv
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

STATEMENTS = (
    [f"PS-I-0{n}" for n in range(1, 7)]
    + [f"CE-I-0{n}" for n in range(1, 6)]
    + [f"CL-I-0{n}" for n in range(1, 6)]
    + [f"PE-I-0{n}" for n in range(1, 8)]
)
CULTURE = "culture_and_climate"
LABELS = [*STATEMENTS, CULTURE]
#: share of common words from which two comments count as copies
NEAR = 0.8
POLARITIES = ["positive", "negative", "mixed"]
THEME_OF = {
    "PS": "patient_safety",
    "CE": "clinical_effectiveness",
    "CL": "clinical_multiprofessional_leadership",
    "PE": "positive_experiences",
}


@dataclass
class Example:
    """One comment with its labels; `unknown` are labels that nobody looked for."""

    text: str
    question: str
    labels: dict[str, str]
    unknown: set[str]
    sentiment: int
    risk: int
    part: str


def load(folder: Path) -> list[Example]:
    """Every labelled comment of `folder`, each in its part: train, validation or test."""
    comments = _comments(folder)
    examples = [_example(json.loads(line), comments) for line in _lines(folder)]
    return _without_duplicates([e for e in examples if e is not None])


def _lines(folder: Path) -> list[str]:
    return (folder / "strategy_labels.jsonl").read_text(encoding="utf-8").splitlines()


def _comments(folder: Path) -> dict[str, tuple[str, str, str]]:
    found = {}
    for name in ("nhs_fft_comments.csv", "nhs_trust_comments.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                person = row.get("respondent_id") or row["comment_id"]
                found[row["comment_id"]] = (row["text"], row["question"], person)
    return found


def _example(row: dict, comments: dict[str, tuple[str, str, str]]) -> Example | None:
    if row["comment_id"] not in comments:
        return None
    text, question, person = comments[row["comment_id"]]
    labels = {s["id"]: s["polarity"] for s in row["statements"]}
    if row["culture_and_climate"]:
        labels[CULTURE] = row["culture_and_climate"]
    unknown = {"PE-I-03"} if row["guideline"] == 1 and "PE-I-03" not in labels else set()
    return Example(
        text, question, labels, unknown, row["sentiment"], row["risk"], _part(person)
    )


def _part(person: str) -> str:
    share = int(hashlib.sha256(person.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
    return "test" if share < 0.1 else "validation" if share < 0.2 else "train"


def _without_duplicates(examples: list[Example]) -> list[Example]:
    """Leave out of validation and test what is nearly word for word in an earlier part."""
    kept = [e for e in examples if e.part == "train"]
    for part in ("validation", "test"):
        index = _Index(kept)
        kept += [e for e in examples if e.part == part and not index.has_near(e)]
    return kept


class _Index:
    """Comments by their words, to find near copies without comparing all with all."""

    def __init__(self, examples: list[Example]) -> None:
        self._bags = [_words(e) for e in examples]
        self._places: dict[str, list[int]] = {}
        for place, bag in enumerate(self._bags):
            for word in bag:
                self._places.setdefault(word, []).append(place)

    def has_near(self, example: Example) -> bool:
        """Whether four fifths of the words, question and all, are in one earlier comment."""
        bag = _words(example)
        shared = Counter(p for word in bag for p in self._places.get(word, ()))
        return any(n / len(bag | self._bags[p]) >= NEAR for p, n in shared.items())


def _words(example: Example) -> frozenset[str]:
    words = re.findall(r"\w+", example.text.lower())
    return frozenset(words) | {f"{example.question} "}
