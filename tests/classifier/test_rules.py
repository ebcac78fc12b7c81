"""Urgent words in each language, and words that only look urgent."""

import json
import time
from pathlib import Path

import pytest

from portal.classifier import match, risk_of, rules

URGENT = [
    ("en", "I keep thinking about ending my life.", "self_harm"),
    ("en", "Everyone would be better off without me.", "self_harm"),
    ("en", "She has started cutting herself, cutting her arms at night.", "self_harm"),
    ("en", "A carer slapped my gran.", "abuse"),
    ("en", "I'm scared of my husband.", "fear_of_harm"),
    ("en", "The children are left on their own, the children are not safe.", "child_at_risk"),
    ("en", "Dad was left on the floor all night.", "danger_now"),
    ("en", "I have chest pain and I can’t breathe", "medical_emergency"),
    ("en", "Mum is still in hospital. Each day she is getting worse.", "getting_worse"),
    ("en", "He could have died.", "serious_harm"),
    ("pl", "Chcę ze sobą skończyć, nie chcę żyć", "self_harm"),
    ("pl", "Opiekun uderzył mnie w twarz", "abuse"),
    ("pl", "Boli mnie klatka i nie mogę oddychać", "medical_emergency"),
    ("ar", "لا أُريدُ أن أعيش", "self_harm"),
    ("ar", "زوجي وضربني أمس", "abuse"),
    ("ar", "عندي ألــم في الصدر", "medical_emergency"),
    ("ur", "میں خودکشی کرنا چاہتی ہوں", "self_harm"),
    ("ur", "وہ مجھے مارتا ہے", "abuse"),
    ("ur", "سانس لینے میں دشواری ہے", "medical_emergency"),
    ("ro", "Nu mai vreau să trăiesc", "self_harm"),
    ("ro", "Soțul mă bate", "abuse"),
]

CALM = [
    ("en", "We were killing time with a crossword."),
    ("en", "I was dying for a cup of tea."),
    ("en", "The soup was to die for."),
    ("en", "I was not abused and never felt in danger."),
    ("en", "She died peacefully with us around her."),
    ("en", "The cost of parking really hit me."),
    ("en", "I would still be in hospital without them."),
    ("en", "There was no discrimination and no chest pain."),
    ("pl", "Bardzo miła obsługa, nikt mnie nie pobił."),
    ("ar", "كان الطاقم لطيفا ولم أكن في خطر"),
    ("ur", "عملہ بہت اچھا تھا، کوئی لاپرواہی نہیں"),
    ("ro", "Personalul a fost foarte amabil"),
]


@pytest.mark.parametrize(("language", "text", "kind"), URGENT)
def test_urgent_words_are_found(language, text, kind):
    hits = match(text, language)
    assert risk_of(hits) == 2
    assert kind in {hit.kind for hit in hits}


@pytest.mark.parametrize(("language", "text"), CALM)
def test_calm_words_are_left_alone(language, text):
    assert match(text, language) == ()


def test_a_negation_takes_back_only_its_own_words():
    assert risk_of(match("I was not abused at home, but here a nurse hit me.", "en")) == 2


def test_hidden_marks_do_not_hide_words():
    text = "s\u200bu\u00adi\u202ecide, ＳＵＩＣＩＤＥ, su\u0301icide"
    assert risk_of(match(text, "en")) == 2


def test_neglect_is_for_prompt_eyes_not_for_the_siren():
    hits = match("He was left in urine with bed sores.", "en-GB")
    assert {(hit.kind, hit.risk) for hit in hits} == {("neglect", 1)}


def test_an_unknown_language_is_tried_by_every_file():
    assert risk_of(match("Nie mogę oddychać", None)) == 2
    assert risk_of(match("Nie mogę oddychać", "xx")) == 2
    assert risk_of(match("I want to die", "ur")) == 2


@pytest.mark.parametrize("path", sorted(rules.FOLDER.glob("*.json")), ids=lambda p: Path(p).stem)
def test_a_rule_file_is_plain_and_whole(path):
    content = json.loads(path.read_text(encoding="utf-8"))
    ids = [rule["id"] for rule in content["rules"]]
    assert content["language"] == path.stem
    assert len(ids) == len(set(ids))
    for rule in content["rules"]:
        assert rule["id"].startswith(f"{path.stem}-")
        assert rule["risk"] in {1, 2}
        assert set(rule) <= {"id", "kind", "risk", "phrases", "not_if", "with"}
        assert all(len(word) > rules.STEM for p in rule["phrases"] for word in p.split("*")[:-1])


def test_the_urgent_kinds_have_rules_in_every_language():
    needed = {"self_harm", "abuse", "danger_now", "child_at_risk", "medical_emergency"}
    for path in rules.FOLDER.glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        assert needed <= {rule["kind"] for rule in content["rules"] if rule["risk"] == 2}


@pytest.mark.parametrize(
    "part",
    ["a", "i ", "not abused ", "want to want to die ", "suicid ", "e\u0301\u0323", "\ufdfa", "وال"],
)
def test_no_text_makes_the_rules_slow(part):
    text = part * (50_000 // len(part.encode()))
    match(text)
    took = []
    for _ in range(3):
        started = time.thread_time()
        match(text)
        took.append(time.thread_time() - started)
    # processor time: a twentieth of a second here; the rest is for slower machines
    assert min(took) < 0.2
