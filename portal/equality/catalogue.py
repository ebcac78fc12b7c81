"""The first version of the questions, in the wording of the GOV.UK Design System and the Census.

The sentences are marked for translation; rows hold the English, and pages look it up.
"""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Option:
    """An answer: its code, its words, and the heading that it stands under."""

    code: str
    text: LazyString
    heading: LazyString | str = ""


@dataclass(frozen=True)
class Question:
    """A question with its answers in the order in which they are shown."""

    code: str
    text: LazyString
    options: tuple[Option, ...]
    hint: LazyString | str = ""
    several: bool = False
    own_words: bool = False


_WHITE = _l("White")
_MIXED = _l("Mixed or multiple ethnic groups")
_ASIAN = _l("Asian or Asian British")
_BLACK = _l("Black, African, Caribbean or Black British")
_OTHER = _l("Other ethnic group")

QUESTIONS: tuple[Question, ...] = (
    Question(
        "ethnic_group",
        _l("What is your ethnic group?"),
        (
            Option(
                "white_british", _l("English, Welsh, Scottish, Northern Irish or British"), _WHITE
            ),
            Option("white_irish", _l("Irish"), _WHITE),
            Option("white_gypsy_traveller", _l("Gypsy or Irish Traveller"), _WHITE),
            Option("white_roma", _l("Roma"), _WHITE),
            Option("white_other", _l("Any other White background"), _WHITE),
            Option("mixed_caribbean", _l("White and Black Caribbean"), _MIXED),
            Option("mixed_african", _l("White and Black African"), _MIXED),
            Option("mixed_asian", _l("White and Asian"), _MIXED),
            Option("mixed_other", _l("Any other mixed or multiple background"), _MIXED),
            Option("asian_indian", _l("Indian"), _ASIAN),
            Option("asian_pakistani", _l("Pakistani"), _ASIAN),
            Option("asian_bangladeshi", _l("Bangladeshi"), _ASIAN),
            Option("asian_chinese", _l("Chinese"), _ASIAN),
            Option("asian_other", _l("Any other Asian background"), _ASIAN),
            Option("black_african", _l("African"), _BLACK),
            Option("black_caribbean", _l("Caribbean"), _BLACK),
            Option("black_other", _l("Any other Black, African or Caribbean background"), _BLACK),
            Option("other_arab", _l("Arab"), _OTHER),
            Option("other_other", _l("Any other ethnic group"), _OTHER),
        ),
        own_words=True,
    ),
    Question(
        "age_band",
        _l("How old are you?"),
        (
            Option("under_16", _l("Under 16")),
            Option("16_24", _l("16 to 24")),
            Option("25_34", _l("25 to 34")),
            Option("35_44", _l("35 to 44")),
            Option("45_54", _l("45 to 54")),
            Option("55_64", _l("55 to 64")),
            Option("65_74", _l("65 to 74")),
            Option("75_84", _l("75 to 84")),
            Option("85_over", _l("85 or over")),
        ),
    ),
    Question(
        "sex",
        _l("What is your sex?"),
        (Option("female", _l("Female")), Option("male", _l("Male"))),
    ),
    Question(
        "gender_same",
        _l("Is the gender you identify with the same as your sex registered at birth?"),
        (Option("yes", _l("Yes")), Option("no", _l("No"))),
        own_words=True,
    ),
    Question(
        "long_condition",
        _l(
            "Do you have any physical or mental health conditions or illness lasting or expected "
            "to last 12 months or more?"
        ),
        (Option("yes", _l("Yes")), Option("no", _l("No"))),
    ),
    Question(
        "daily_activities",
        _l(
            "Do any of your conditions or illnesses reduce your ability to carry out day to day "
            "activities?"
        ),
        (
            Option("a_lot", _l("Yes, a lot")),
            Option("a_little", _l("Yes, a little")),
            Option("not_at_all", _l("Not at all")),
        ),
        hint=_l("Answer only if you have a condition or illness."),
    ),
    Question(
        "sexual_orientation",
        _l("Which of the following best describes your sexual orientation?"),
        (
            Option("straight", _l("Heterosexual or straight")),
            Option("gay_lesbian", _l("Gay or lesbian")),
            Option("bisexual", _l("Bisexual")),
            Option("other", _l("Other")),
        ),
        own_words=True,
    ),
    Question(
        "religion",
        _l("What is your religion?"),
        (
            Option("none", _l("No religion")),
            Option("christian", _l("Christian, all denominations")),
            Option("buddhist", _l("Buddhist")),
            Option("hindu", _l("Hindu")),
            Option("jewish", _l("Jewish")),
            Option("muslim", _l("Muslim")),
            Option("sikh", _l("Sikh")),
            Option("other", _l("Any other religion")),
        ),
        own_words=True,
    ),
    Question(
        "carer",
        _l("Do you look after, or give help or support to, anyone because they are ill or old?"),
        (
            Option("no", _l("No")),
            Option("up_to_9", _l("Yes, 9 hours a week or less")),
            Option("10_19", _l("Yes, 10 to 19 hours a week")),
            Option("20_34", _l("Yes, 20 to 34 hours a week")),
            Option("35_49", _l("Yes, 35 to 49 hours a week")),
            Option("50_over", _l("Yes, 50 or more hours a week")),
        ),
        hint=_l("Do not count anything you do as part of your paid work."),
    ),
    Question(
        "armed_forces",
        _l("Do you serve, or have you served, in the UK armed forces?"),
        (
            Option("serving", _l("Yes, I serve now")),
            Option("regular", _l("Yes, I served in the Regular Forces")),
            Option("reserve", _l("Yes, I served in the Reserve Forces")),
            Option("family", _l("No, but somebody in my family serves or served")),
            Option("no", _l("No")),
        ),
        several=True,
    ),
    Question(
        "pregnancy",
        _l("Were you pregnant, or did you have a baby, in the last 12 months?"),
        (Option("yes", _l("Yes")), Option("no", _l("No"))),
    ),
    Question(
        "inclusion",
        _l("Do any of these describe you?"),
        (
            Option("homeless", _l("I have no home of my own")),
            Option("dependence", _l("I depend on alcohol or drugs")),
            Option("migrant", _l("I am an asylum seeker, a refugee or a migrant in need")),
            Option("traveller", _l("I belong to a Gypsy, Roma or Traveller community")),
            Option("sex_worker", _l("I am a sex worker")),
            Option("justice", _l("I am or was in prison or on probation")),
            Option("slavery", _l("I was made to work or kept against my will")),
        ),
        hint=_l("Staff who deal with your feedback do not see this."),
        several=True,
    ),
)
