"""The sentences of the source, and a pseudo-language that marks each of them."""

import shutil
from functools import cache
from pathlib import Path

import flask_security
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from portal.i18n import PSEUDO

ROOT = Path(__file__).resolve().parent.parent.parent
OPEN, CLOSE = "⟦", "⟧"


@cache
def sentences() -> Catalog:
    """Every sentence that the source marks for translation, as it stands now."""
    with (ROOT / "translations" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(
        ROOT / "portal",
        [(pattern.removeprefix("portal/"), method) for pattern, method in methods],
        {p.removeprefix("portal/"): o for p, o in options.items()},
        {**DEFAULT_KEYWORDS, "_l": None},
        directory_filter=lambda folder: Path(folder).name not in ("_bundled", "node_modules"),
    )
    catalogue = Catalog()
    for _, _, message, _, context in found:
        catalogue.add(message, context=context)
    return catalogue


def pseudo_translations(target: Path) -> Path:
    """A folder of translations with ⟦every sentence⟧ of the pseudo-language wrapped."""
    shutil.copytree(ROOT / "translations" / "ar", target / "ar")
    folder = target / PSEUDO.replace("-", "_") / "LC_MESSAGES"
    folder.mkdir(parents=True)
    _write(folder / "messages.mo", sentences())
    with (Path(flask_security.__file__).parent / "translations/flask_security.pot").open() as file:
        _write(folder / "flask_security.mo", read_po(file))
    return target


def _write(path: Path, source: Catalog) -> None:
    catalogue = Catalog(locale="en")
    for message in source:
        if message.id:
            catalogue.add(message.id, _wrapped(message.id), context=message.context)
    with path.open("wb") as stream:
        write_mo(stream, catalogue)


def _wrapped(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(text, str):
        return f"{OPEN}{text}{CLOSE}"
    return tuple(f"{OPEN}{part}{CLOSE}" for part in text)
