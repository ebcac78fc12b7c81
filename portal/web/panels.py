"""Panels that upper floors show on pages of lower floors.

A published experience shows its answer and its changes; its page cannot import them. So the
packages above register a panel at start and the page asks for all panels of a place.
"""

from collections.abc import Callable

from markupsafe import Markup

Panel = Callable[[int], str]
_panels: dict[str, dict[str, Panel]] = {}


def register(place: str, name: str, panel: Panel) -> None:
    """Show `panel(record_id)` at `place`; the names order the panels."""
    _panels.setdefault(place, {})[name] = panel


def panels(place: str, record_id: int) -> list[Markup]:
    """The rendered panels of `place` for one record, those with nothing to say left out."""
    shown = (panel(record_id) for _, panel in sorted(_panels.get(place, {}).items()))
    return [Markup(html) for html in shown if html.strip()]  # noqa: S704 rendered by templates
