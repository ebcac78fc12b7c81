"""Staff text lets paragraphs, lists and safe links through, and nothing else."""

import html5lib
import pytest

from portal.web.safe_text import staff_html

ATTACKS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=\"jav\tascript:alert(1)\">x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='https://a.example' onclick=alert(1) style='x:y' target=_blank>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](http://plain.example)",
    "[x](//evil.example)",
    "[x](https://a.example\" onclick=\"alert(1))",
    "[x](https://a.example'onmouseover='alert(1))",
    "[<img src=x onerror=alert(1)>](https://a.example)",
    "[x](https://a.example/<script>)",
    "[x](mailto:a@b.example?body=<script>)",
    "<iframe src=https://evil.example></iframe>",
    "<style>p{background:url(javascript:alert(1))}</style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "- <script>alert(1)</script>\n- [x](javascript:1)",
    "<p><b onmouseover=alert(1)>x",
    "<form action=https://evil.example><input name=q>",
    "<base href=https://evil.example/>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
)  # fmt: skip
ALLOWED = {"html", "head", "body", "p", "ul", "li", "a"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_survives(attack: str) -> None:
    tree = html5lib.parse(str(staff_html(attack)), namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {"href"}
        assert element.get("href", "https://").startswith(("https://", "mailto:"))


@pytest.mark.parametrize("address", ["https://a.example/x?y=1&z=2", "mailto:care@a.example"])
def test_safe_links_are_links(address: str) -> None:
    tree = html5lib.parse(
        str(staff_html(f"See [our page]({address}).")), namespaceHTMLElements=False
    )
    (link,) = tree.iter("a")
    assert (link.get("href"), link.text) == (address, "our page")


def test_empty_lines_make_paragraphs_and_dashes_a_list() -> None:
    html = staff_html("One\nand on\n\nTwo\n\n- a\n- b\n")
    assert html == "<p>One and on</p><p>Two</p><ul><li>a</li><li>b</li></ul>"


@pytest.mark.parametrize("empty", ["", " ", "\n\n\n"])
def test_nothing_is_nothing(empty: str) -> None:
    assert staff_html(empty) == ""


def test_a_long_line_takes_no_time() -> None:
    assert staff_html("[" * 20_000 + "](https://" * 2_000)
