"""Scores and thresholds, computed from rows of logits; needs no torch."""

from pathlib import Path

import numpy as np
import onnxruntime
from data import LABELS, POLARITIES, THEME_OF, Example
from transformers import AutoTokenizer

N = len(LABELS)
#: how strongly a rare statement's threshold is held to the common one, in examples
HOLD = 12
#: recall of risk matters more than precision: weight of recall in the F score
BETA = 3.0
#: too few comments are urgent to tune by; half sure is late, so a little below
URGENT = 0.4


class Session:
    """An exported network that gives logits for examples."""

    def __init__(self, model: Path, tokenizer: Path, max_tokens: int) -> None:
        self._session = onnxruntime.InferenceSession(str(model))
        self._tokenizer = AutoTokenizer.from_pretrained(tokenizer)
        self._most = max_tokens

    def logits(self, examples: list[Example]) -> np.ndarray:
        """One row for each example, in order."""
        order = sorted(range(len(examples)), key=lambda n: len(examples[n].text))
        rows: list[np.ndarray] = [np.empty(0)] * len(examples)
        for start in range(0, len(order), 32):
            chosen = order[start : start + 32]
            for n, row in zip(chosen, self._run([examples[n] for n in chosen]), strict=True):
                rows[n] = row
        return np.stack(rows)

    def _run(self, examples: list[Example]) -> np.ndarray:
        encoded = self._tokenizer(
            [e.question for e in examples],
            [e.text for e in examples],
            truncation="longest_first",
            max_length=self._most,
            padding=True,
            return_tensors="np",
            return_token_type_ids=True,
        )
        names = ("input_ids", "attention_mask", "token_type_ids")
        return self._session.run(None, {n: encoded[n].astype(np.int64) for n in names})[0]


def parts(logits: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Presence (0 to 1), polarity (index), sentiment (-2 to 2), risk (three probabilities)."""
    presence = 1 / (1 + np.exp(-logits[:, :N]))
    polarity = logits[:, N : N * 4].reshape(-1, N, 3).argmax(axis=2)
    sentiment = logits[:, N * 4 : N * 4 + 5].argmax(axis=1) - 2
    danger = np.exp(logits[:, N * 4 + 5 :] - logits[:, N * 4 + 5 :].max(axis=1, keepdims=True))
    return presence, polarity, sentiment, danger / danger.sum(axis=1, keepdims=True)


def tune(logits: np.ndarray, examples: list[Example]) -> dict:
    """Thresholds for each label and for risk 1 and 2, from the examples given."""
    presence, _, _, risk = parts(logits)
    truth = np.array([[label in e.labels for label in LABELS] for e in examples])
    grid = np.arange(0.1, 0.9, 0.02)
    common = max(grid, key=lambda t: f_score(truth, presence >= t))
    held = {
        label: round(_held(truth[:, n], presence[:, n], common, grid), 3)
        for n, label in enumerate(LABELS)
    }
    danger = np.array([e.risk > 0 for e in examples])
    some = max(grid, key=lambda t: f_score(danger, 1 - risk[:, 0] >= t, BETA))
    return {"thresholds": held, "risk_thresholds": [round(float(some), 3), URGENT]}


def _held(truth: np.ndarray, score: np.ndarray, common: float, grid: np.ndarray) -> float:
    best = max(grid, key=lambda t: (f_score(truth, score >= t), -abs(t - common)))
    weight = truth.sum() / (truth.sum() + HOLD)
    return float(weight * best + (1 - weight) * common)


def f_score(truth: np.ndarray, found: np.ndarray, beta: float = 1.0) -> float:
    """The F score of two boolean arrays, 0 to 1."""
    right = float((truth & found).sum())
    weighted = (1 + beta**2) * right + beta**2 * (truth & ~found).sum() + (found & ~truth).sum()
    return (1 + beta**2) * right / weighted if weighted else 0.0


def figures(found: list[dict], examples: list[Example]) -> dict[str, float]:
    """How well readings (labels, sentiment, risk) meet the examples' own."""
    pairs = list(zip(found, examples, strict=True))
    known = [({k: v for k, v in f["labels"].items() if k not in e.unknown}, e) for f, e in pairs]
    statements = [(_only(f, False), _only(e.labels, False)) for f, e in known]
    culture = [(_only(f, True), _only(e.labels, True)) for f, e in known]
    themes = [(_themes(f), _themes(e.labels)) for f, e in known]
    danger = np.array([e.risk > 0 for e in examples])
    said = np.array([f["risk"] > 0 for f in found])
    urgent = np.array([e.risk > 1 for e in examples])
    right = (danger & said).sum()
    return {
        "comments": len(examples),
        "statements_f1": _micro(statements, False),
        "statements_f1_with_polarity": _micro(statements, True),
        "themes_f1": _micro(themes, False),
        "themes_f1_with_polarity": _micro(themes, True),
        "culture_f1": _micro(culture, False),
        "sentiment_exact": _share(f["sentiment"] == e.sentiment for f, e in pairs),
        "sentiment_three_way": _share(
            np.sign(f["sentiment"]) == np.sign(e.sentiment) for f, e in pairs
        ),
        "risk_recall": round(float(right / max(danger.sum(), 1)), 3),
        "risk_precision": round(float(right / max(said.sum(), 1)), 3),
        "urgent_found_at_any_risk": round(float((urgent & said).sum() / max(urgent.sum(), 1)), 3),
    }


def _only(labels: dict[str, str], culture: bool) -> dict[str, str]:
    return {k: v for k, v in labels.items() if ("-" not in k) == culture}


def _themes(labels: dict[str, str]) -> dict[str, str]:
    seen: dict[str, set[str]] = {}
    for label, polarity in labels.items():
        seen.setdefault(THEME_OF.get(label[:2], label), set()).add(polarity)
    return {t: p.pop() if len(p) == 1 else "mixed" for t, p in seen.items()}


def _micro(pairs: list[tuple[dict, dict]], polarity: bool) -> float:
    sets = [(set(f.items()), set(e.items())) if polarity else (set(f), set(e)) for f, e in pairs]
    right = sum(len(f & e) for f, e in sets)
    total = sum(len(f) + len(e) for f, e in sets)
    return round(2 * right / total, 3) if total else 0.0


def _share(flags) -> float:  # noqa: ANN001
    return round(float(np.mean(list(flags))), 3)


def readings(logits: np.ndarray, tuned: dict) -> list[dict]:
    """Labels, sentiment and risk of each row by the thresholds."""
    presence, polarity, sentiment, risk = parts(logits)
    cut = np.array([tuned["thresholds"][label] for label in LABELS])
    some, urgent = tuned["risk_thresholds"]
    return [
        {
            "labels": {LABELS[c]: POLARITIES[polarity[n, c]] for c in np.flatnonzero(row >= cut)},
            "sentiment": int(sentiment[n]),
            "risk": 2 if risk[n, 2] >= urgent else int(1 - risk[n, 0] >= some),
        }
        for n, row in enumerate(presence)
    ]


def gap(exact: np.ndarray, small: np.ndarray, examples: list[Example]) -> dict:
    """The same figures before and after quantisation, with the thresholds of the former."""
    tuned = tune(exact, examples)
    return {
        "full": figures(readings(exact, tuned), examples),
        "int8": figures(readings(small, tuned), examples),
    }
