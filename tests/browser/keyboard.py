"""Somebody who has a keyboard and no mouse: every step is a key, and the place can be seen."""

from playwright.sync_api import Page

from tests.browser.looking import MARK

WHERE = """() => { const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0].innerText : "";
  return [at.tagName.toLowerCase(), at.id, at.name || "", at.value || "",
          (label || at.innerText || "").trim(), at.type || ""]; }"""
MOST_STEPS = 250


class Keyboard:
    """Keys and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(key)
            self.pressed += 1

    def at(self) -> dict[str, str]:
        """Where the keyboard is."""
        names = ("tag", "id", "name", "value", "text", "type")
        return dict(zip(names, self.page.evaluate(WHERE), strict=True))

    def go_to(self, **wanted: str) -> None:
        """Press Tab until the keyboard is there; wherever it stops on the way can be seen."""
        for _ in range(MOST_STEPS):
            at = self.at()
            if all(at[name] == value for name, value in wanted.items()):
                assert self.page.evaluate(MARK), f"no visible focus: {wanted} on {self.page.url}"
                return
            self.press("Tab")
        raise AssertionError(f"the keyboard never came to {wanted} on {self.page.url}")

    def type(self, words: str) -> None:
        """Type over what stands there."""
        self.press("Control+a")
        self.page.keyboard.type(words)

    def choose(self, text: str) -> None:
        """Choose an option of the list at hand by typing the beginning of its words."""
        self.page.keyboard.type(text, delay=20)

    def enter(self) -> None:
        """Press Enter and wait for the page that it opens."""
        self.leave("Enter")

    def leave(self, key: str) -> None:
        """Press a key that opens another page."""
        with self.page.expect_navigation():
            self.press(key)

    def chord(self, letter: str) -> None:
        """Press Alt and a letter, as the page's list of keys says.

        The key goes in below `page.keyboard`, which leaves out the letter that belongs to a key
        pressed with Alt; a real keyboard sends it, and Chromium looks access keys up by it.
        """
        keys = self.page.context.new_cdp_session(self.page)
        self.page.keyboard.down("Alt")
        key = {"modifiers": 1, "key": letter, "code": f"Key{letter.upper()}",
               "windowsVirtualKeyCode": ord(letter.upper())}  # fmt: skip
        press = {"type": "keyDown", "unmodifiedText": letter, **key}
        with self.page.expect_navigation():
            keys.send("Input.dispatchKeyEvent", press)
        self.page.keyboard.up("Alt")
        keys.detach()
        self.pressed += 2
