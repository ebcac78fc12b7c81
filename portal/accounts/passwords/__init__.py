"""Which passwords are refused: too short, too long, or guessed first."""

from portal.accounts.passwords.rule import (
    LONGEST,
    SHORTEST,
    PasswordRule,
    names_of,
    what_is_wrong,
)

__all__ = ["LONGEST", "SHORTEST", "PasswordRule", "names_of", "what_is_wrong"]
