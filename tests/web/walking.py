"""Walking through the pages of a list by its links."""

from collections.abc import Iterator

from tests.pages import Page, Shown


def pages_of(page: Page, url: str, *, rel: str = "next") -> Iterator[Shown]:
    """Every page from `url` on, by the links forwards ("next") or backwards ("prev")."""
    following: str | None = url
    while following:
        shown = page.get(following)
        yield shown
        following = link_of(shown, rel)


def link_of(shown: Shown, rel: str) -> str | None:
    """Where the link to the neighbour page leads; None without one."""
    links = [a.get("href") for a in shown.find_all("a") if a.get("rel") == rel]
    return links[0] if links else None


def headings(shown: Shown) -> list[str]:
    """What the entries of a list are called, in their order."""
    main = shown.find_all("main")[0]
    found = (h for h in main.iter() if h.tag.endswith("}h2"))
    return ["".join(h.itertext()).strip() for h in found]
