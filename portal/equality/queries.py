"""Reading the versions of the equality questions."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import select

from portal.db import session
from portal.equality.models import EqualityQuestion, QuestionSet


def newest_version() -> QuestionSet | None:
    """The version that is asked now; None before the first one is loaded."""
    wanted = select(QuestionSet).where(QuestionSet.published_at.is_not(None))
    return session().scalars(wanted.order_by(QuestionSet.id.desc()).limit(1)).first()


def find_draft() -> QuestionSet | None:
    """The version that is being written."""
    wanted = select(QuestionSet).where(QuestionSet.published_at.is_(None))
    return session().scalars(wanted.order_by(QuestionSet.id).limit(1)).first()


def find_version(version_id: int) -> QuestionSet | None:
    """One version with its questions and options."""
    return session().get(QuestionSet, version_id) if version_id < 2**31 else None


def find_question(question_id: int) -> EqualityQuestion | None:
    """One question with its options."""
    return session().get(EqualityQuestion, question_id) if question_id < 2**31 else None


def list_versions() -> Sequence[QuestionSet]:
    """All versions, the newest first."""
    return session().scalars(select(QuestionSet).order_by(QuestionSet.id.desc()).limit(200)).all()


def shown(text: str) -> str:
    """Words of a row in the language of the page, where they are of the first version.

    Words that staff wrote are shown as they are.
    """
    return gettext(text) if text else ""
