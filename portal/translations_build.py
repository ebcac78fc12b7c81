"""Compiles the translation catalogues at set-up; run as `python -m portal.translations_build`.

Only complete entries are used: Babel leaves fuzzy ones out, and a broken placeholder stops here.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent / "translations"


def main() -> None:
    """Compile what is newer than its compiled file; exit 1 naming a broken entry."""
    for source in sorted(ROOT.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            compile_catalogue(source, target)


def compile_catalogue(source: Path, target: Path) -> None:
    """Write the compiled catalogue; exits with a sentence for a placeholder that differs."""
    with source.open("rb") as stream:
        catalogue = read_po(stream)
    for message, errors in catalogue.check():
        for error in errors:
            sys.exit(f"{source.parent.parent.name}: {error}: {message.id!r}")
    with target.open("wb") as stream:
        write_mo(stream, catalogue, use_fuzzy=False)


if __name__ == "__main__":
    main()
