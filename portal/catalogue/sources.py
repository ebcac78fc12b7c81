"""The sentences of the portal, read from its own source, so that none can be left out.

The source is where the translators' catalogue comes from as well. Python is read with `ast`,
since where a sentence stands tells what sort of sentence it is; templates with the reader that
Jinja has for translators.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
#: pages that belong to no package of their own
SHARED = "portal"
#: code that says nothing to people
SILENT = {"migrations", "_bundled", "node_modules", "__pycache__"}
ONE = {"_", "_l", "gettext", "lazy_gettext"}
MANY = {"ngettext", "lazy_ngettext"}
CHECKS = {"Required", "MaxLength", "ValidationError", "StopValidation", "_refuse"}


class Sort(StrEnum):
    """What sort of sentence it is, in the order of the page."""

    REFUSAL = "refusal"
    ERROR = "error"
    DONE = "done"
    MAIL = "mail"
    NAME = "name"
    OTHER = "other"
    PAGE = "page"


@dataclass(frozen=True)
class Sentence:
    """One sentence: in English (one and several where it counts), its sort, and its file."""

    words: tuple[str, ...]
    sort: Sort
    file: str


def rooms() -> list[str]:
    """Every package that may say something; "portal" for what belongs to none."""
    folders = (p.name for p in ROOT.iterdir() if p.is_dir() and p.name not in SILENT)
    return [SHARED, *sorted(name for name in folders if name != "templates")]


@cache
def sentences_of(room: str) -> list[Sentence]:
    """The sentences of one package, each once, by sort and file."""
    found: dict[tuple[str, ...], Sentence] = {}
    for path in _files(room):
        read = _of_template if path.suffix == ".html" else _of_python
        for sentence in read(path):
            found.setdefault(sentence.words, sentence)
    order = list(Sort)
    return sorted(found.values(), key=lambda s: (order.index(s.sort), s.file))


def _files(room: str) -> list[Path]:
    if room == SHARED:
        return sorted([*ROOT.glob("*.py"), *(ROOT / "templates").rglob("*.html")])
    files = [p for p in (ROOT / room).rglob("*") if p.suffix in (".py", ".html")]
    return sorted(p for p in files if not SILENT & set(p.relative_to(ROOT).parts))


def _of_template(path: Path) -> Iterator[Sentence]:
    with path.open("rb") as file:
        for _line, _function, message, _comments in babel_extract(file, tuple(ONE | MANY), [], {}):
            words = (message,) if isinstance(message, str) else message
            yield Sentence(tuple(w for w in words or () if w), Sort.PAGE, _name(path))


def _of_python(path: Path) -> Iterator[Sentence]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    default = Sort.MAIL if _writes_mail(tree) else Sort.OTHER
    for call, around in _calls(tree, ()):
        if words := _words(call):
            yield Sentence(words, _sort(around) or default, _name(path))


def _calls(node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[tuple[ast.Call, tuple]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, around
        yield from _calls(child, (*around, child))


def _words(call: ast.Call) -> tuple[str, ...]:
    name = _called(call)
    count = 1 if name in ONE else 2 if name in MANY else 0
    texts = [a.value for a in call.args[:count] if isinstance(a, ast.Constant)]
    return tuple(t for t in texts if isinstance(t, str))


def _called(call: ast.Call) -> str:
    function = call.func
    return getattr(function, "id", getattr(function, "attr", ""))


def _sort(around: tuple[ast.AST, ...]) -> Sort | None:
    """By what stands around it, the nearest first."""
    for node in reversed(around):
        if isinstance(node, ast.Call) and _called(node) == "flash":
            return Sort.DONE
        if isinstance(node, ast.Call | ast.FunctionDef) and _checks(node):
            return Sort.ERROR
        if isinstance(node, ast.Assign | ast.AnnAssign) and (sort := _by_target(node)):
            return sort
    return None


def _checks(node: ast.Call | ast.FunctionDef) -> bool:
    return _called(node) in CHECKS if isinstance(node, ast.Call) else "sentence" in node.name


def _by_target(node: ast.Assign | ast.AnnAssign) -> Sort | None:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    name = getattr(target, "attr", getattr(target, "id", ""))
    if name == "errors":
        return Sort.ERROR
    if name == "sentence" or "REFUSAL" in name or name == "SENTENCES":
        return Sort.REFUSAL
    return Sort.NAME if name.isupper() and isinstance(node.value, ast.Dict) else None


def _writes_mail(tree: ast.Module) -> bool:
    """Whether the file hands something to the outbox: then its sentences are those of mails."""
    imported = (n for n in tree.body if isinstance(n, ast.ImportFrom))
    return any((n.module or "") == "portal.notify.service" for n in imported)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
