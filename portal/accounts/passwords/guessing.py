"""How much of a password is not what everybody tries first.

A rule and a list of our own: no locked dependency brings a list of common passwords, and one
downloaded list knows neither the region's places nor the name of the person (NCSC: length, and
refuse what is guessed first).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Set

#: the words of passwords that leaks hold most often, and those of this service
_LISTED = """
    password passwort passwd passw0rd letmein welcome admin administrator login signin secret
    secrets iloveyou sunshine princess football liverpool sunderland newcastle arsenal chelsea
    everton middlesbrough rangers celtic manchester united city monkey dragon master shadow
    superman batman spiderman pokemon minecraft fortnite starwars matrix baseball basketball
    michael jordan jennifer charlie thomas daniel hunter summer winter spring autumn january
    february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday hospital nurse doctor ward trust health healthcare
    care service services patient patients feedback portal north south east west cumbria northeast
    nenc icb tell us about your their our healthwatch england nhs national clinic surgery hello abc
    test testing tester changeme change default access pass word words love lover you the my is and
    of for time family home computer internet google facebook apple samsung phone mobile office
    work job boss manager staff user guest root system server temp temporary demo example new old
    good best first last killer freedom whatever trustno nothing computer cheese cookie chocolate
    banana orange purple yellow green blue red black white silver golden flower butterfly angel
    baby babygirl sweet sugar honey lovely beautiful happy lucky smile friend friends forever
    jessica ashley amanda nicole michelle andrew anthony joshua matthew robert william james john
    david george harry jack oliver emily sophie charlotte lucy grace mohammed muhammad ahmed ali
    fatima maria anna jesus christ god heaven buster ginger maggie tigger bailey molly max bella
    rocky pepper snoopy ferrari porsche mercedes harley yamaha corvette mustang thunder eagle tiger
    lion bear wolf falcon phoenix merlin london paris scotland wales ireland britain english
    chester gateshead geordie toon magpies durham carlisle whitley tyneside teesside northumbria
    one two three four five six seven eight nine ten hundred thousand
    """
COMMON = frozenset(_LISTED.split())
#: the rows of keyboards, and the ways down between them
_WALKS = (
    "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "qwertzuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "7894561230",
    "abcdefghijklmnopqrstuvwxyz", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)  # fmt: skip
_TRAILS = tuple(side for walk in _WALKS for side in (walk, walk[::-1]))
#: digits and signs that stand for a letter
_DISGUISES = str.maketrans("04135$7@!8", "oaiesstaib")
SHORTEST_WALK = 4
LONGEST_WORD = 40


def own_words(names: Iterable[str]) -> frozenset[str]:
    """The words of three letters and more in names, addresses and titles."""
    found = {word for name in names for word in letters_of(name)}
    return frozenset(word for word in found if 3 <= len(word) <= LONGEST_WORD)


def letters_of(text: str) -> Iterator[str]:
    """The runs of letters in a text, folded."""
    run = ""
    for sign in [*folded(text), " "]:
        if sign.isalpha():
            run += sign
        elif run:
            yield run
            run = ""


def folded(text: str) -> str:
    """The text without capitals, accents and wide forms."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def unguessed_letters(password: str, words: Set[str]) -> int:
    """How many letters of a password belong to no known word, keyboard walk or repeated sign.

    Digits and signs count for nothing: years and "!" at the end are what guessing begins with.
    A letter that a digit or a sign stands for is taken for that letter.
    """
    plain = folded(password)
    shapes = (plain, plain.translate(_DISGUISES))
    fewest = [0, *[len(plain) + 1] * len(plain)]
    for start in range(len(plain)):
        steps = [(1, int(plain[start].isalpha()))]
        steps += [(length, 0) for shape in shapes for length in _known(shape, start, words)]
        for length, cost in steps:
            end = start + length
            fewest[end] = min(fewest[end], fewest[start] + cost)
    return fewest[-1]


def _known(text: str, start: int, words: Set[str]) -> Iterator[int]:
    """The lengths of all known parts that begin at one place."""
    for length in range(1, min(LONGEST_WORD, len(text) - start) + 1):
        part = text[start : start + length]
        if part in words or _is_a_walk(part) or (length >= 3 and len(set(part)) == 1):
            yield length


def _is_a_walk(part: str) -> bool:
    return len(part) >= SHORTEST_WALK and any(part in trail for trail in _TRAILS)


def is_repeated(password: str) -> bool:
    """Whether it is one part over and over, whatever stands between."""
    plain = "".join(sign for sign in folded(password) if sign.isalnum()) or password
    longest = len(plain) // 2
    return any(plain == (plain[:n] * len(plain))[: len(plain)] for n in range(1, longest + 1))
