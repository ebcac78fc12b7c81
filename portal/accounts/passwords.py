"""Which passwords are refused: too short or long, or made of words that everybody tries.

An own list and not zxcvbn: that knows neither the region's places nor our sentences, and is
another dependency for one check (NCSC: length, and a list of what is guessed first).
"""

import re
import unicodedata
from typing import Any

from flask_babel import gettext as _
from flask_security import PasswordUtil
from sqlalchemy import select

from portal.db import session
from portal.organisations.models import CareService, Organisation, Site

SHORTEST, LONGEST = 12, 128
_LISTED = """
    password passwort passwd letmein welcome admin administrator login signin secret qwerty
    qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm iloveyou sunshine princess football liverpool
    sunderland newcastle arsenal chelsea monkey dragon master shadow superman batman pokemon
    baseball michael jordan jennifer charlie thomas daniel hunter summer winter spring autumn
    january february march april june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday hospital nurse doctor ward trust health
    healthcare care service patient patients feedback portal north east cumbria northeast
    healthwatch england nhs national clinic surgery hello abc test testing changeme default
    access pass word love you the my is and of for time family home computer internet
    """
COMMON = frozenset(_LISTED.split())
_LETTERS = re.compile(r"[^\W\d_]+")


class PasswordRule(PasswordUtil):
    """Flask-Security's check with our rule and our sentences."""

    def validate(
        self, password: str, is_register: bool, **values: Any
    ) -> tuple[list[str] | None, str]:
        """The sentence that says what is wrong, or None; and the password as it is kept."""
        tidy = self.normalize(password)
        wrong = what_is_wrong(tidy)
        return ([wrong] if wrong else None), tidy


def what_is_wrong(password: str) -> str | None:
    """One sentence, or None for a password that may be used."""
    if len(password) < SHORTEST:
        return _("The password must have at least %(num)s characters.", num=SHORTEST)
    if len(password) > LONGEST:
        return _("The password can have at most %(num)s characters.", num=LONGEST)
    if _is_run(password) or _is_made_of_known_words(password):
        return _(
            "That password is easy to guess. "
            "Use three or more words that have nothing to do with each other or with this area."
        )
    return None


def _is_run(password: str) -> bool:
    """Whether it is few characters over and over, or the next one each time."""
    steps = {ord(b) - ord(a) for a, b in zip(password, password[1:], strict=False)}
    return len(set(password)) < 5 or steps <= {1, -9} or steps <= {-1, 9}


def _is_made_of_known_words(password: str) -> bool:
    plain = unicodedata.normalize("NFKC", password).casefold()
    letters = "".join(_LETTERS.findall(plain))
    if not letters:
        return False
    words = COMMON | _places()
    ends = {0}
    for end in range(1, len(letters) + 1):
        if any(letters[start:end] in words for start in ends):
            ends.add(end)
    return len(letters) in ends


def _places() -> frozenset[str]:
    """The words in the names of the region's organisations, sites, services and towns."""
    columns = (Organisation.name, Site.name, Site.town, CareService.name, CareService.town)
    found: set[str] = set()
    for column in columns:
        for name in session().scalars(select(column).distinct()):
            found.update(w for w in _LETTERS.findall(name.casefold()) if len(w) > 2)
    return frozenset(found)
