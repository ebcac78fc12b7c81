"""One JSON line in, one reading out: what `portal classify` speaks."""

import json

from portal.classifier.engine import NullReader, Reader


def classify_line(reader: Reader | NullReader, line: str, number: int) -> dict[str, object]:
    """The reading of one line `{"id", "text", "question"?, "language"?}` as plain values.

    A line that is none gets an "error" with its number; nothing is raised.
    """
    try:
        row = json.loads(line)
        text, question, language = row["text"], row.get("question"), row.get("language")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {"id": None, "error": f"line {number} is not an object with id and text"}
    if not isinstance(text, str) or not isinstance(question, str | None):
        return {"id": row.get("id"), "error": f"line {number}: the text must be a string"}
    spoken = language if isinstance(language, str) else None
    return {"id": row.get("id"), **reader.read(text, spoken, question).as_dict()}
