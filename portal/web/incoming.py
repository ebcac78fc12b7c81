"""What comes from outside and is read before any form of ours sees it."""

from typing import Any

from flask.json.provider import DefaultJSONProvider


class ShallowJSON(DefaultJSONProvider):
    """JSON that is nested too deep to be read is not JSON: the sender's mistake, not an error."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Read `s`. Raises `ValueError` for anything that cannot be read."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError:
            raise ValueError("nested too deep") from None
