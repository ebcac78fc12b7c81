"""Names of people, by the words that stand before and after them.

Without a model a rule cannot know every name. It knows titles ("Nurse …"), the words by which
people are introduced ("my son …", "called …"), and two capitalised words in a row that begin no
sentence and are no place or service. Each language brings its own words.
"""

import re
from collections.abc import Iterator
from pathlib import Path

Span = tuple[int, int]
_NAME = r"[A-ZÀ-ÖØ-ÞĀ-ŽȘȚ][\w'’\-]{1,30}"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,2}}"
_TITLES = (
    "mr mrs ms miss mx dr doctor prof professor nurse sister matron midwife consultant surgeon "
    "sir dame rev father pan pani doktor panie doamna domnul doctorul asistenta siostra"
).replace(" ", "|")
_TITLED = re.compile(rf"\b(?i:{_TITLES})\.? ({_NAMES})", re.UNICODE)
_CUES = (
    "my name is|my name's|i am called|named|called|name of|ask for|spoke to|speak to|thanks to|"
    "thank you to|thank you|met with|seen by|"
    "my (?:son|daughter|husband|wife|partner|mother|father|mum|mam|"
    "dad|nana|nan|gran|grandad|brother|sister|friend|baby|aunt|uncle|carer|keyworker|social worker|"
    "care coordinator)|nazywam się|mam na imię|mój syn|moja córka|mój mąż|moja żona|moja mama|"
    "mă numesc|mă cheamă|fiul meu|fiica mea|soțul meu|soția mea"
)
_CUED = re.compile(rf"\b(?i:{_CUES}),? ({_NAMES})", re.UNICODE)
_ROLES = (
    "the receptionist|the nurse|the doctor|the midwife|the porter|the ward manager|the consultant|"
    "the physio|the paramedic|the healthcare assistant|the hca|the social worker|the carer"
)
_ROLE = re.compile(rf"\b(?:{_ROLES})\b", re.IGNORECASE)
_BEFORE_ROLE = re.compile(rf"\b({_NAMES}),? (?i:{_ROLES})\b", re.UNICODE)
_ROLE_NAME = re.compile(rf"\b(?i:{_ROLES}),? (?i:called |named )?({_NAMES})", re.UNICODE)
_PAIR = re.compile(rf"(?<=[a-zà-ž,;:] )({_NAME} {_NAME})\b", re.UNICODE)
#: Arabic and Urdu know no capitals: one or two words after a title or an introduction
_WORD = r"[\u0620-\u064a\u0671-\u06d3]{2,20}"
_RTL = re.compile(
    rf"(?:اسمي|اسمه|اسمها|الدكتورة?|الطبيبة?|الممرضة?|السيدة?|الأستاذة?|الآنسة|ابني|ابنتي|زوجي|زوجتي|"
    rf"میرا نام|ڈاکٹر|نرس|جناب|محترمہ|مسٹر|مسز|میرے بیٹے|میری بیٹی) ({_WORD})"
)
#: words that begin with a capital and name nobody
_NOBODY = frozenset(Path(__file__).with_name("nobody.txt").read_text("utf-8").split())


def find_names(text: str) -> Iterator[Span]:
    """Places that look like somebody's name, the title left standing."""
    # a search that goes back and forth is for texts that name a role at all
    roles = (_ROLE_NAME, _BEFORE_ROLE) if _ROLE.search(text) else ()
    for pattern in (_TITLED, _CUED, *roles, _PAIR):
        for match in pattern.finditer(text):
            if span := _trimmed(text, *match.span(1)):
                yield span
    for match in _RTL.finditer(text):
        yield match.span(1)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The part of the span before the first word that names nobody; None where nothing is left."""
    names = []
    for word in re.finditer(r"\S+", text[start:end]):
        if _is_nobody(word.group()):
            break
        names.append(word)
    return (start, start + names[-1].end()) if names else None


def _is_nobody(word: str) -> bool:
    plain = word.casefold()
    return plain in _NOBODY or plain.removesuffix("'s").removesuffix("’s") in _NOBODY
