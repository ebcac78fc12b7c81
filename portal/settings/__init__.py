"""Numbers that an organisation may set, each from a day on."""

from portal.settings.queries import value

__all__ = ["value"]
