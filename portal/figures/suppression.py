"""Small numbers, as NHS England publishes them since 2018: 1 to 7 as "*", else to the nearest 5."""

SMALLEST = 8
BASE = 5
HIDDEN = "*"


def suppressed(count: int, smallest: int = SMALLEST) -> str:
    """A count as it may be published; zero is shown. `smallest` can only be stricter."""
    if count == 0:
        return "0"
    return HIDDEN if count < max(smallest, SMALLEST) else str(BASE * round(count / BASE))
