"""Letters as people search for them: without case, marks, or the ways one letter is written."""

import unicodedata

#: letters that Unicode does not take apart, each as it is typed on a plain keyboard
_LATIN = {
    "ł": "l", "đ": "d", "ø": "o", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
    "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ƙ": "k",
    "ɛ": "e", "ɔ": "o", "ə": "e",
}  # fmt: skip
#: Arabic letters that are written for one another, also on Persian and Urdu keyboards
_ARABIC = {
    "\u0671": "\u0627",  # alef wasla: alef
    "\u0649": "\u064a",  # alef maqsura: yeh
    "\u06cc": "\u064a",  # Persian yeh: yeh
    "\u0629": "\u0647",  # teh marbuta: heh
    "\u06c1": "\u0647",  # Urdu heh: heh
    "\u06a9": "\u0643",  # Persian kaf: kaf
    "\u0640": None,  # tatweel, which only stretches a word
}
_DIGITS = {chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
_ALIKE = str.maketrans({**_LATIN, **_ARABIC, **_DIGITS})


def plain_letters(text: str) -> str:
    """`text` without case and marks (accents, tashkeel), one letter for those that stand alike.

    Hamza over or under a letter is a mark too, so alef is one letter however it is written.
    """
    # capitals hide in characters such as 𝐀 until they are taken apart
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = (c for c in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(c))
    return "".join(bare).translate(_ALIKE)
