"""Every view says who may enter. The declaration is an attribute that tests can read."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"


def public(view: View) -> View:
    """Anyone may enter, with or without an account."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def declared_access(view: Callable[..., Any]) -> Any:
    """What the view declared: `PUBLIC`, a permission, or None where nobody decided."""
    return getattr(view, "access", None)
