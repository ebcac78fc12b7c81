"""Somebody who looks at the lists of safety."""

from portal.accounts.models import User
from portal.accounts.service import find_user
from tests.factories import make_staff


def viewer(*, complaints: bool = False) -> User:
    """A safety lead, who may handle complaints as well."""
    email = f"viewer-{complaints}@staff.example".lower()
    roles = ["safety_lead", *(["complaints_manager"] if complaints else [])]
    return find_user(email) or make_staff(*roles, email=email)
