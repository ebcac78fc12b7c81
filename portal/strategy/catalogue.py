"""The strategy's themes and I statements, word for word, with their stable ids.

PE-I-02 ends in the source with "This includes:" and a list; the list is left out here because a
person answers the sentence. Each text is marked for translation.
"""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class ThemeText:
    """A theme as the site names it."""

    id: str
    code: str
    source: str
    name: LazyString


@dataclass(frozen=True)
class StatementText:
    """An I statement as the site shows it."""

    id: str
    theme_id: str
    source: str
    text: LazyString


THEMES: tuple[ThemeText, ...] = (
    ThemeText(
        "culture_and_climate",
        "CC",
        "Culture and climate",
        _l("Culture and climate"),
    ),
    ThemeText(
        "patient_safety",
        "PS",
        "Patient safety",
        _l("Patient safety"),
    ),
    ThemeText(
        "clinical_effectiveness",
        "CE",
        "Clinical effectiveness",
        _l("Clinical effectiveness"),
    ),
    ThemeText(
        "clinical_multiprofessional_leadership",
        "CL",
        "Clinical and multi-professional leadership",
        _l("Clinical and multi-professional leadership"),
    ),
    ThemeText(
        "positive_experiences",
        "PE",
        "Positive experiences",
        _l("Positive experiences"),
    ),
)

STATEMENTS: tuple[StatementText, ...] = (
    StatementText(
        "PS-I-01",
        "patient_safety",
        "I feel safe and am supported to get help to learn about and manage any risks.",
        _l("I feel safe and am supported to get help to learn about and manage any risks."),
    ),
    StatementText(
        "PS-I-02",
        "patient_safety",
        "If something goes wrong, I get support and will receive an apology.",
        _l("If something goes wrong, I get support and will receive an apology."),
    ),
    StatementText(
        "PS-I-03",
        "patient_safety",
        "When things don’t go well, services learn and improve.",
        _l("When things don’t go well, services learn and improve."),
    ),
    StatementText(
        "PS-I-04",
        "patient_safety",
        "I am cared for by staff who have the skills and experience to best support me.",
        _l("I am cared for by staff who have the skills and experience to best support me."),
    ),
    StatementText(
        "PS-I-05",
        "patient_safety",
        ("I know staff understand my needs and they care for me in a way that reduces any risks."),
        _l(
            "I know staff understand my needs and they care for me in a way that reduces any risks."
        ),
    ),
    StatementText(
        "PS-I-06",
        "patient_safety",
        "I know who and where to contact if I feel worried or I don’t feel safe.",
        _l("I know who and where to contact if I feel worried or I don’t feel safe."),
    ),
    StatementText(
        "CE-I-01",
        "clinical_effectiveness",
        (
            "I have care and support that is co-ordinated, and everyone works well together"
            " and with me."
        ),
        _l(
            "I have care and support that is co-ordinated, and everyone works well "
            "together and with me."
        ),
    ),
    StatementText(
        "CE-I-02",
        "clinical_effectiveness",
        "I am empowered to get the care, support and treatment that I need.",
        _l("I am empowered to get the care, support and treatment that I need."),
    ),
    StatementText(
        "CE-I-03",
        "clinical_effectiveness",
        "I know my care is effective and is a high standard.",
        _l("I know my care is effective and is a high standard."),
    ),
    StatementText(
        "CE-I-04",
        "clinical_effectiveness",
        "Different services work well together to ensure I receive high quality care.",
        _l("Different services work well together to ensure I receive high quality care."),
    ),
    StatementText(
        "CE-I-05",
        "clinical_effectiveness",
        (
            "When I move between services, it feels well planned and all the arrangements "
            "are in place."
        ),
        _l(
            "When I move between services, it feels well planned and all the arrangements"
            " are in place."
        ),
    ),
    StatementText(
        "CL-I-01",
        "clinical_multiprofessional_leadership",
        "When I receive care, leaders and staff support services to meet my needs.",
        _l("When I receive care, leaders and staff support services to meet my needs."),
    ),
    StatementText(
        "CL-I-02",
        "clinical_multiprofessional_leadership",
        "I will be involved in designing services.",
        _l("I will be involved in designing services."),
    ),
    StatementText(
        "CL-I-03",
        "clinical_multiprofessional_leadership",
        "My feedback is heard and valued by leaders.",
        _l("My feedback is heard and valued by leaders."),
    ),
    StatementText(
        "CL-I-04",
        "clinical_multiprofessional_leadership",
        "Leaders and staff spot poor care quickly, and make improvements.",
        _l("Leaders and staff spot poor care quickly, and make improvements."),
    ),
    StatementText(
        "CL-I-05",
        "clinical_multiprofessional_leadership",
        (
            "Staff and leaders have the right skills and experience to make decisions about"
            " services."
        ),
        _l(
            "Staff and leaders have the right skills and experience to make decisions "
            "about services."
        ),
    ),
    StatementText(
        "PE-I-01",
        "positive_experiences",
        "I am seen as an individual and staff help me to live as I want to.",
        _l("I am seen as an individual and staff help me to live as I want to."),
    ),
    StatementText(
        "PE-I-02",
        "positive_experiences",
        (
            "My personal needs are understood and met and these are reflected in my care, "
            "treatment and support, and takes account of my personal, language, cultural, "
            "social and religious requirements."
        ),
        _l(
            "My personal needs are understood and met and these are reflected in my care,"
            " treatment and support, and takes account of my personal, language, "
            "cultural, social and religious requirements."
        ),
    ),
    StatementText(
        "PE-I-03",
        "positive_experiences",
        "Staff help me to manage my health in a way that works for me.",
        _l("Staff help me to manage my health in a way that works for me."),
    ),
    StatementText(
        "PE-I-04",
        "positive_experiences",
        "I am involved in decisions about my care.",
        _l("I am involved in decisions about my care."),
    ),
    StatementText(
        "PE-I-05",
        "positive_experiences",
        "Staff listen to me.",
        _l("Staff listen to me."),
    ),
    StatementText(
        "PE-I-06",
        "positive_experiences",
        "Staff help me to speak up and give feedback in a way that works for me.",
        _l("Staff help me to speak up and give feedback in a way that works for me."),
    ),
    StatementText(
        "PE-I-07",
        "positive_experiences",
        "My feedback makes a difference.",
        _l("My feedback makes a difference."),
    ),
)

_THEMES = {theme.id: theme for theme in THEMES}
_STATEMENTS = {statement.id: statement for statement in STATEMENTS}


def theme_name(theme_id: str) -> LazyString:
    """The name of a theme in the language of the page; raises `KeyError` for an unknown id."""
    return _THEMES[theme_id].name


def statement_text(statement_id: str) -> LazyString:
    """The text of an I statement in the language of the page; raises `KeyError` if unknown."""
    return _STATEMENTS[statement_id].text


def statement_source(statement_id: str) -> str:
    """The statement in English, word for word; raises `KeyError` if unknown."""
    return _STATEMENTS[statement_id].source


def theme_of(statement_id: str) -> str:
    """The id of the theme that a statement belongs to; raises `KeyError` if unknown."""
    return _STATEMENTS[statement_id].theme_id


def statements_of(theme_id: str) -> tuple[StatementText, ...]:
    """The statements of one theme in the strategy's order; empty for culture and climate."""
    return tuple(s for s in STATEMENTS if s.theme_id == theme_id)
