"""People in need seldom use the plain word."""

import pytest

from portal.classifier import match, risk_of

INDIRECT = [
    ("en", "Nobody would miss me if I was gone"),
    ("en", "There is no reason to get up any more"),
    ("en", "I'm a burden to everyone"),
    ("en", "I have written my goodbyes"),
    ("en", "I am being hurt by my carer"),
    ("en", "Her nephew takes her money"),
    ("en", "A porter touched me where he should not"),
    ("en", "He won't let me see my family and checks my phone"),
    ("en", "She flinched when the carer came in"),
    ("en", "He said he would kill me if I told"),
    ("en", "The bleeding won't stop"),
    ("ar", "لم أعد أرى فائدة من الحياة"),
    ("ar", "أنا عبء على الجميع"),
    ("ar", "أجمع الحبوب منذ أسابيع"),
    ("ar", "الممرض يؤذيني"),
    ("ar", "طفلي لا يتنفس"),
    ("pl", "Mąż mnie bije"),
    ("pl", "Nikt by za mną nie tęsknił, mam dość życia"),
    ("pl", "Zbieram tabletki i napisałem list pożegnalny"),
    ("pl", "Nie mogę złapać tchu"),
    ("ur", "میں زندگی سے تنگ آ گیا ہوں"),
    ("ur", "میں سب پر بوجھ ہوں"),
]

CALM = [
    ("en", "I am tired of living out of a suitcase between two hospitals"),
    ("en", "I'd rather be dead than eat that soup again"),
    ("en", "He flinched at the needle, and the nurse was so gentle"),
    ("en", "The doctor touched me where it hurt, after asking me"),
    ("en", "The car park took our money and gave no ticket"),
    ("en", "They disappeared for hours and I want the noise to stop"),
    ("en", "There was no reason to complain"),
    ("ar", "الممرضة أخذت وقتها وكانت لطيفة مع أمي"),
    ("ar", "تعبت من الانتظار لكن الطبيب كان ممتازا"),
    ("pl", "Nikt mnie nie bije po kieszeni, parking był tani"),
    ("pl", "Miałam dość czekania, ale lekarz był świetny"),
    ("ur", "انتظار سے تنگ آ گیا لیکن نرس بہت اچھی تھی"),
]


@pytest.mark.parametrize(("language", "text"), INDIRECT)
def test_an_indirect_cry_for_help_is_heard(language, text):
    assert risk_of(match(text, language)) == 2


@pytest.mark.parametrize(("language", "text"), CALM)
def test_words_that_only_sound_like_one_are_left_alone(language, text):
    assert match(text, language) == ()
