"""The reading engine: text in, `Reading` out. No Flask, no database.

Importing it is cheap; the model's libraries are imported by `load_reader`, when it is called.
"""

from portal.classifier.engine import NullReader, Reader
from portal.classifier.language import detect
from portal.classifier.loader import ModelUnavailable, check_model, load_reader
from portal.classifier.reading import NO_MODEL, Passage, Reading, StatementReading, ThemeReading
from portal.classifier.rules import RuleHit, match, risk_of

__all__ = [
    "NO_MODEL",
    "ModelUnavailable",
    "NullReader",
    "Passage",
    "Reader",
    "Reading",
    "RuleHit",
    "StatementReading",
    "ThemeReading",
    "check_model",
    "detect",
    "load_reader",
    "match",
    "risk_of",
]
