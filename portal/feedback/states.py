"""The words that describe a piece of feedback, and the one table of allowed moves."""

from enum import StrEnum


class Kind(StrEnum):
    """What the person says it is. A complaint is what the person says is one."""

    EXPERIENCE = "experience"
    COMPLIMENT = "compliment"
    CONCERN = "concern"
    COMPLAINT = "complaint"


class Channel(StrEnum):
    """How it came in."""

    WEB = "web"
    ASSISTED = "assisted"
    IMPORT = "import"


class State(StrEnum):
    """Where it stands with the people who moderate."""

    RECEIVED = "received"
    SECOND_CHECK = "second_check"
    APPROVED = "approved"
    PUBLISHED = "published"
    HELD = "held"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Who(StrEnum):
    """Who is telling it."""

    SELF = "self"
    CARER = "carer"
    FAMILY = "family"
    SOMEONE_ELSE = "someone_else"


class When(StrEnum):
    """When it happened, as exactly as anyone needs to know."""

    PAST_WEEK = "past_week"
    PAST_MONTH = "past_month"
    PAST_YEAR = "past_year"
    OVER_YEAR = "over_year"
    NOT_SURE = "not_sure"


class Overall(StrEnum):
    """The six answers of the Friends and Family Test, in its order."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    NEITHER = "neither"
    POOR = "poor"
    VERY_POOR = "very_poor"
    DONT_KNOW = "dont_know"


class Answer(StrEnum):
    """Whether an I statement held for the person."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class Prompt(StrEnum):
    """Which question a passage answers."""

    GOOD = "good"
    BETTER = "better"
    HAPPENED = "happened"
    WANTED = "wanted"
    STATEMENT = "statement"
    COMMENT = "comment"


class ContentNote(StrEnum):
    """What words may upset a reader with: told before they are shown. A list that everybody has."""

    DEATH_OF_BABY = "death_of_baby"
    DEATH = "death"
    SUICIDE = "suicide"
    ABUSE = "abuse"
    SEXUAL_VIOLENCE = "sexual_violence"
    NEGLECT = "neglect"
    DISCRIMINATION = "discrimination"
    GRAPHIC = "graphic"


#: prompts whose words may be published; a sentence beside a statement stays with staff.
PUBLISHABLE = (Prompt.GOOD, Prompt.BETTER)

MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset(
        {State.SECOND_CHECK, State.APPROVED, State.HELD, State.DECLINED, State.WITHDRAWN}
    ),
    State.SECOND_CHECK: frozenset(
        {State.RECEIVED, State.APPROVED, State.HELD, State.DECLINED, State.WITHDRAWN}
    ),
    State.APPROVED: frozenset(
        {State.PUBLISHED, State.RECEIVED, State.HELD, State.DECLINED, State.WITHDRAWN}
    ),
    State.PUBLISHED: frozenset({State.HELD, State.APPROVED, State.WITHDRAWN}),
    State.HELD: frozenset(
        {State.RECEIVED, State.SECOND_CHECK, State.APPROVED, State.DECLINED, State.WITHDRAWN}
    ),
    State.DECLINED: frozenset({State.RECEIVED, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}


def may_move(before: State, after: State) -> bool:
    """Whether the table allows the move."""
    return after in MOVES[before]
