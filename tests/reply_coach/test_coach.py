"""What good answers hold is found; what people dislike is named; nothing is written for anybody."""

import time

import pytest

from portal.reply_coach import Told, look_at, reading_age

GOOD = (
    "Thank you for telling us about your mother's night on our ward. I am sorry that nobody "
    "answered her bell and that the waiting room was cold. We have mended the heating, and from "
    "Monday a second member of staff answers bells at night. You can ring me on 0191 498 0123 if "
    "you want to talk about it."
)
POINTS = ("Nobody answered the bell for an hour.", "The waiting room was freezing cold.")
TOLD = Told(negative=True, points=POINTS, name="Tansy Oakwhistle", role="Ward manager")


def missing(text: str, told: Told = TOLD) -> list[str]:
    """The codes that the answer lacks."""
    return [f.code for f in look_at(text, told) if not f.held]


def test_a_good_answer_lacks_nothing() -> None:
    assert missing(GOOD) == []


@pytest.mark.parametrize(
    ("taken_out", "code"),
    [
        ("Thank you for telling us about your mother's night on our ward. ", "thanks"),
        ("I am sorry that nobody", "apology"),
        (" You can ring me on 0191 498 0123 if you want to talk about it.", "contact"),
    ],
)
def test_what_an_answer_lacks_is_named(taken_out: str, code: str) -> None:
    assert taken_out in GOOD
    assert code in missing(GOOD.replace(taken_out, ""))


def test_a_point_that_is_not_taken_up_is_shown_in_the_persons_words() -> None:
    text = "Thank you. I am sorry about the cold room. We have mended the heating for winter."
    not_answered = [f.about for f in look_at(text, TOLD) if f.code == "point" and not f.held]
    assert not_answered == ["Nobody answered the bell for an hour."]


def test_an_answer_without_what_changes_is_told_so() -> None:
    assert "change" in missing("Thank you. I am sorry about the bell and the cold room. " * 3)


@pytest.mark.parametrize(
    "words",
    ["I am sorry that you feel this way.", "Sorry if this upset you.",
     "We apologise for any inconvenience caused.", "I am sorry to hear that you felt unheard."],
)  # fmt: skip
def test_a_sorry_for_feelings_is_no_apology(words: str) -> None:
    assert "apology" in missing(words)


def test_thanks_need_no_apology() -> None:
    assert "apology" not in missing(GOOD, Told(negative=False, name="T", role="R"))


@pytest.mark.parametrize(
    "words",
    ["Please contact PALS so that we can look into this.",
     "Due to confidentiality we cannot say more. Please get in touch.",
     "Could you email us with your details so we can investigate?"],
)  # fmt: skip
def test_take_it_offline_is_named(words: str) -> None:
    assert "not_offline" in missing(words)


def test_an_answer_that_says_what_changed_may_offer_a_talk() -> None:
    assert "not_offline" not in missing(GOOD + " Please contact us if you want to talk.")


def test_words_of_the_trade_are_named() -> None:
    text = "Going forward, the MDT will utilise a robust care pathway."
    words = next(f.words for f in look_at(text, TOLD) if f.code == "plain_words")
    assert {"going forward", "mdt", "utilise", "robust", "care pathway"} <= set(words)


def test_the_same_answer_to_two_people_is_named() -> None:
    earlier = GOOD.replace("mother's", "father's")
    told = Told(True, POINTS, name="T", role="R", earlier=[earlier])
    assert "own_words" in missing(GOOD, told)
    assert "own_words" not in missing(GOOD)


def test_nobody_signs_without_a_name_and_a_role() -> None:
    assert {"name", "role"} <= set(missing(GOOD, Told(negative=True)))


def test_in_another_language_only_what_needs_no_words_is_looked_at() -> None:
    codes = {f.code for f in look_at("شكرا لك", Told(negative=True, language="ar"))}
    assert codes == {"name", "role", "own_words", "length"}


def test_long_words_and_sentences_need_an_older_reader() -> None:
    plain = "We are sorry. The bell was broken. We have mended it. You can ring us. " * 3
    hard = (
        "Notwithstanding considerable organisational difficulties, representatives of the "
        "multidisciplinary directorate subsequently undertook comprehensive investigations, "
        "identifying opportunities for substantial operational improvement. "
    ) * 2
    assert (reading_age(plain) or 0) <= 8 < 16 <= (reading_age(hard) or 0)


def test_few_words_have_no_reading_age() -> None:
    assert reading_age("Thank you.") is None


@pytest.mark.parametrize("text", ["", "a" * 10_000, "we have " * 2_500, "😀" * 5_000, "\x00\u202e"])
def test_any_text_is_looked_at_in_bounded_time(text: str) -> None:
    begun = time.process_time()
    look_at(text, Told(True, ["x" * 10_000], name="T", earlier=[text] * 10))
    assert time.process_time() - begun < 3
