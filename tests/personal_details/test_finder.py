"""Details that tell who somebody is are offered; ordinary words are left alone."""

import time

import nhs_number
import pytest

from portal.personal_details import find_details, without


def found(text: str) -> list[tuple[str, str]]:
    """Kind and words of each detail."""
    return [(d.kind, text[d.start : d.end]) for d in find_details(text)]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Nurse Quillfeather sat with me.", ("name", "Quillfeather")),
        ("It was Dr. Anstrobus who listened.", ("name", "Anstrobus")),
        ("my son Wilf Pebblesby waited", ("name", "Wilf Pebblesby")),
        ("A carer called Tansy came late.", ("name", "Tansy")),
        ("I spoke to Brenna Oakwhistle twice.", ("name", "Brenna Oakwhistle")),
        ("Morwenna the receptionist was rude", ("name", "Morwenna")),
        ("the porter Ludo made me laugh", ("name", "Ludo")),
        ("we asked Hesper Vane about it", ("name", "Hesper Vane")),
        ("Nazywam się Zbyszko Malinowy", ("name", "Zbyszko Malinowy")),
        ("شكرا إلى الممرضة زهراء على صبرها", ("name", "زهراء")),
        ("Ring me on 0191 498 0123 please", ("phone", "0191 498 0123")),
        ("my mobile is 07700 900123.", ("phone", "07700 900123")),
        ("رقمي ٠٧٧٠٠ ٩٠٠١٢٣", ("phone", "٠٧٧٠٠ ٩٠٠١٢٣")),
        ("write to invented.person@example.org", ("email", "invented.person@example.org")),
        ("we live near NE1 4LP now", ("postcode", "NE1 4LP")),
        ("postcode dh15xy", ("postcode", "dh15xy")),
        ("born on 03/02/1961 in Hexham", ("date", "03/02/1961")),
        ("on the 3rd of March 2024 I fell", ("date", "3rd of March 2024")),
        ("since March 3rd nobody rang", ("date", "March 3rd")),
        ("at 12 Pretend Street", ("address", "12 Pretend Street")),
        ("I lay in bed 14 all day", ("address", "bed 14")),
    ],
)
def test_a_detail_is_offered_for_redaction(text: str, detail: tuple[str, str]) -> None:
    assert detail in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The staff were kind and explained everything.",
        "I waited three hours in Accident and Emergency.",
        "It took 45 minutes and cost 12.50 to park.",
        "The Royal Victoria Infirmary was clean.",
        "We went to Sunderland on Monday in March.",
        "Thank you to the NHS.",
        "Thank you. The food was good.",
        "In 2024 I came 3 times, ward 7 is lovely.",
        "استمع إلي الممرضون وشرحوا لي كل شيء بهدوء",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_ten_digits_are_an_nhs_number_only_with_the_right_check_digit() -> None:
    number = nhs_number.generate(for_region=nhs_number.REGION_SYNTHETIC)[0]
    right = f"{number[:3]} {number[3:6]} {number[6:]}"
    wrong = f"{right[:-1]}{(int(right[-1]) + 1) % 10}"
    assert ("nhs_number", right) in found(f"My NHS number is {right}, thank you")
    assert not [kind for kind, _ in found(f"My NHS number is {wrong}") if kind == "nhs_number"]


def test_what_is_taken_out_leaves_a_gap_and_the_rest_stands() -> None:
    text = "Nurse Quillfeather rang 07700 900123 for me."
    assert without(text, find_details(text)) == "Nurse […] rang […] for me."


def test_details_never_overlap() -> None:
    text = "Dr Anstrobus 07700 900123 NE1 4LP 03/02/1961 a.b@example.org Mr Pip Hollin " * 20
    found_ = find_details(text)
    assert all(a.end <= b.start for a, b in zip(found_, found_[1:], strict=False))


@pytest.mark.parametrize(
    "text",
    ["A" * 50_000, "Aa " * 16_000, "1 " * 25_000, "Mr " * 16_000, "😀" * 10_000, "@" * 50_000,
     "0" * 50_000, "\u202e\x00\ud800" * 9_000, "a@" * 25_000, "NE1" * 16_000],
    ids=["one word", "names", "digits", "titles", "emoji", "at", "zeros", "marks", "ats", "codes"],
)  # fmt: skip
def test_a_hostile_text_is_looked_at_in_bounded_time(text: str) -> None:
    begun = time.process_time()
    find_details(text)
    assert time.process_time() - begun < 2
