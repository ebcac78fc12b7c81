"""Where the model and the translations lie: in the wheel, or beside the package in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource_dir(name: str) -> Path:
    """The folder `name` ("translations", "models/reader"), bundled copy first.

    The folder may be missing (no model built); the caller says what that means.
    """
    bundled = PACKAGE / "_bundled" / name
    return bundled if bundled.exists() else PACKAGE.parent / name
