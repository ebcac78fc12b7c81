"""The follow-up code in all the ways that people type it."""

import pytest

from portal.feedback import codes
from tests.factories import CODE


def test_a_code_has_66_bits() -> None:
    made = {codes.derive(f"draft {n}", "an invented secret") for n in range(200)}
    assert len(made) == 200
    assert max(made) < 1 << 66
    assert max(made).bit_length() > 60


def test_the_word_list_has_2048_words_told_apart_by_four_letters() -> None:
    assert len({word[:4] for word in codes.word_list()}) == 2048


def test_the_code_of_a_draft_is_always_the_same() -> None:
    assert codes.derive("a draft", "a secret") == codes.derive("a draft", "a secret")
    assert codes.derive("a draft", "a secret") != codes.derive("a draft", "another secret")


@pytest.mark.parametrize("code", [0, 1, 2047, 2048, CODE, (1 << 66) - 1])
def test_words_and_digits_are_one_code(code: int) -> None:
    assert codes.parse(codes.as_words(code)) == [code]
    assert codes.parse(codes.as_digits(code)) == [code]


def test_english_is_shown_words_and_other_languages_digits() -> None:
    assert len(codes.as_shown(CODE, "en").split()) == 6
    assert codes.as_shown(CODE, "ar").replace(" ", "").isdigit()


@pytest.mark.parametrize(
    "spelt", [str.upper, str.title, lambda w: w.replace(" ", "-"), lambda w: f" {w}.\n",
              lambda w: w.replace(" ", ", ")],
)  # fmt: skip
def test_case_and_punctuation_do_not_matter(spelt: object) -> None:
    assert codes.parse(spelt(codes.as_words(CODE))) == [CODE]  # type: ignore[operator]


def test_arabic_digits_are_digits() -> None:
    arabic = codes.as_digits(CODE).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert codes.parse(arabic) == [CODE]


@pytest.mark.parametrize("place", range(6))
def test_one_misspelt_word_still_matches(place: int) -> None:
    words = codes.as_words(CODE).split()
    words[place] = words[place][:-1] + "zz"
    assert codes.matches(codes.hash_code(CODE), codes.parse(" ".join(words)))


def test_a_wrong_code_does_not_match() -> None:
    assert not codes.matches(codes.hash_code(CODE), [CODE + 1])


def test_nothing_matches_where_there_is_no_code() -> None:
    assert not codes.matches(None, [CODE])


@pytest.mark.parametrize(
    "typed", ["", "one two", "9" * 20, "zzzz " * 6, "\x00", "1234", "abandon " * 7]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.parse(typed) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("ab3d-ef6g h9", "AB3DEF6GH9"), ("oO0iIlL1ab", "0001111" + "1AB"), ("ＡＢ３", "AB3"),
     ("u!?", "")],
)  # fmt: skip
def test_a_typed_reference_is_tidied(typed: str, kept: str) -> None:
    assert codes.tidy_reference(typed) == kept


def test_a_reference_is_ten_crockford_letters_and_never_twice_the_same() -> None:
    made = [codes.new_reference() for _ in range(500)]
    assert len(set(made)) == 500
    assert all(len(r) == 10 and set(r) <= set(codes.REFERENCE_LETTERS) for r in made)
