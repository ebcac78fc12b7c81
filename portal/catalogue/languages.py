"""One sentence in every language that the portal speaks."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from portal.i18n import DEFAULT, DOMAINS, LANGUAGES, direction
from portal.resources import resource_dir

#: what the library for signing in says; it has a catalogue of its own
SIGNING_IN = "flask_security"


@dataclass(frozen=True)
class Said:
    """A sentence in one language, once for each number it has words for; none if untranslated."""

    tag: str
    direction: str
    lines: tuple[str, ...]


def in_every_language(words: tuple[str, ...]) -> list[Said]:
    """The sentence in English and in every other language, in the languages' order."""
    return [Said(tag, direction(tag), _lines(words, tag)) for tag in LANGUAGES]


def _lines(words: tuple[str, ...], tag: str) -> tuple[str, ...]:
    if tag == DEFAULT:
        return words
    for domain in DOMAINS:
        message = _catalogue(tag, domain).get(words[0])
        if message is not None and message.string:
            found = message.string
            lines = (found,) if isinstance(found, str) else tuple(found)
            return tuple(dict.fromkeys(line for line in lines if line))
    return ()


@cache
def _catalogue(tag: str, domain: str) -> Catalog:
    folder = Path(resource_dir("translations")) / tag.replace("-", "_") / "LC_MESSAGES"
    with (folder / f"{domain}.mo").open("rb") as file:
        return read_mo(file)


def about_signing_in() -> list[tuple[str, ...]]:
    """Every sentence of the library for signing in that some language has words for."""
    ids = {
        (message.id,) if isinstance(message.id, str) else tuple(message.id)
        for tag in LANGUAGES
        if tag != DEFAULT
        for message in _catalogue(tag, SIGNING_IN)
        if message.id
    }
    return sorted(ids)
