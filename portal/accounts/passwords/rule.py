"""Which passwords are refused: too short or long, or made of words that everybody tries.

An own rule and not zxcvbn: that knows neither the region's places nor our sentences, and is
another dependency for one check (NCSC: length, and a list of what is guessed first).
"""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_security import PasswordUtil
from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.passwords.guessing import (
    COMMON,
    is_repeated,
    letters_of,
    own_words,
    unguessed_letters,
)
from portal.db import session
from portal.organisations.models import CareService, Organisation, Site

SHORTEST, LONGEST = 12, 128
#: with fewer letters than these that nobody would guess, it is guessed
FEWEST_OWN_LETTERS = 3


class PasswordRule(PasswordUtil):
    """Flask-Security's check with our rule and our sentences."""

    def validate(
        self, password: str, is_register: bool, **values: Any
    ) -> tuple[list[str] | None, str]:
        """The sentence that says what is wrong, or None; and the password as it is kept."""
        tidy = self.normalize(password)
        user = values.get("user")
        wrong = what_is_wrong(tidy, about=names_of(user) if isinstance(user, User) else ())
        return ([wrong] if wrong else None), tidy


def names_of(user: User) -> tuple[str, ...]:
    """What somebody who knows the person would try first."""
    return user.name, user.email, user.job_title


def what_is_wrong(password: str, *, about: Iterable[str] = ()) -> str | None:
    """One sentence, or None for a password that may be used.

    `about` are names of the person, which nobody may use as a password.
    """
    if len(password) < SHORTEST:
        return _("The password must have at least %(num)s characters.", num=SHORTEST)
    if len(password) > LONGEST:
        return _("The password can have at most %(num)s characters.", num=LONGEST)
    if _is_run(password) or is_repeated(password) or _is_made_of_known_words(password, about):
        return _(
            "That password is easy to guess. "
            "Use three or more words that have nothing to do with each other, with you or with "
            "this area."
        )
    return None


def _is_run(password: str) -> bool:
    """Whether it is few characters over and over, or the next one each time."""
    steps = {ord(b) - ord(a) for a, b in zip(password, password[1:], strict=False)}
    return len(set(password)) < 5 or steps <= {1, -9} or steps <= {-1, 9}


def _is_made_of_known_words(password: str, about: Iterable[str]) -> bool:
    if not any(sign.isalpha() for sign in password):
        return False
    words = COMMON | _places() | own_words(about)
    return unguessed_letters(password, words) < FEWEST_OWN_LETTERS


def _places() -> frozenset[str]:
    """The words in the names of the region's organisations, sites, services and towns."""
    columns = (Organisation.name, Site.name, Site.town, CareService.name, CareService.town)
    found: set[str] = set()
    for column in columns:
        for name in session().scalars(select(column).distinct()):
            found.update(word for word in letters_of(name) if len(word) > 2)
    return frozenset(found)
