"""Ways to look at a page: axe, its width, its console."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => (await axe.run({
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
})).violations.map((v) => `${v.id}: ${v.nodes[0].target} ${v.nodes[0].html.slice(0, 120)}`)"""
OPEN_ALL = """() => {
  const closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
  return closed.length;
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXT_SIZE = "(size) => { document.documentElement.style.fontSize = size }"
#: what shows where the keyboard is
MARK = """() => { const style = getComputedStyle(document.activeElement);
  return style.boxShadow !== "none" || style.outlineStyle !== "none"; }"""


def problems(page: Page) -> list[str]:
    """What axe finds, each as rule, place and page."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [f"{found} on {page.url}" for found in page.evaluate(RUN, TAGS)]


def problems_opened(page: Page) -> list[str]:
    """What axe finds as the page comes, and again with everything opened."""
    found = problems(page)
    return found + problems(page) if page.evaluate(OPEN_ALL) else found


def too_wide(page: Page) -> list[str]:
    """At which text sizes the page scrolls sideways."""
    found = []
    for size in ("100%", "200%"):
        page.evaluate(TEXT_SIZE, size)
        if page.evaluate(TOO_WIDE) > 0:
            found.append(f"{page.url} at {size}")
    return found


def listen(page: Page) -> list[str]:
    """A list that fills with what the console complains of, a breach of the CSP too."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(f"{message.text} on {page.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(f"{error} on {page.url}"))
    return said
