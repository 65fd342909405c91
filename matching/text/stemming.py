"""Light stemming: takes off plural and gender by a few rules per language, never more.

Written after the idea of light stemmers (Savoy, "Light stemming approaches for the French, Portuguese, German and
Hungarian languages", SAC 2006). Words arrive folded, so rules know no accents.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

Rules: TypeAlias = tuple[tuple[str, str, int], ...]  # ending, what replaces it, letters that must remain before it

_PLURAL: Mapping[str, Rules] = {
    "en": (
        ("ss", "ss", 0), ("us", "us", 0), ("is", "is", 0), ("ies", "y", 2), ("sses", "ss", 1), ("xes", "x", 2),
        ("ches", "ch", 2), ("shes", "sh", 2), ("s", "", 3),
    ),
    "pt": (
        ("ss", "ss", 0), ("oes", "ao", 2), ("aes", "ao", 2), ("ais", "al", 2), ("eis", "el", 2), ("ois", "ol", 2),
        ("res", "r", 3), ("zes", "z", 2), ("ns", "m", 2), ("us", "us", 0), ("is", "is", 0), ("s", "", 3),
    ),
    "es": (
        ("ss", "ss", 0), ("ces", "z", 2), ("res", "r", 3), ("les", "l", 3), ("nes", "n", 3), ("des", "d", 3),
        ("us", "us", 0), ("is", "is", 0), ("s", "", 3),
    ),
    "fr": (("ss", "ss", 0), ("eaux", "eau", 2), ("aux", "al", 2), ("us", "us", 0), ("is", "is", 0), ("s", "", 3)),
    "it": (("che", "ca", 2), ("chi", "co", 2), ("ghi", "go", 2), ("i", "o", 3)),
    "ro": (("ului", "", 3), ("ilor", "", 3), ("elor", "", 3), ("ul", "", 3), ("ii", "", 3), ("i", "", 3)),
    "de": (("innen", "", 3), ("en", "", 4), ("es", "", 4)),
    "nl": (("en", "", 4), ("s", "", 3)),
}  # fmt: skip
_GENDER: Mapping[str, Rules] = {
    "pt": (("triz", "tor", 2), ("ora", "or", 3), ("a", "", 3), ("o", "", 3), ("e", "", 4)),
    "es": (("triz", "tor", 2), ("ora", "or", 3), ("a", "", 3), ("o", "", 3), ("e", "", 4)),
    "fr": (("euse", "eur", 2), ("trice", "teur", 2), ("iere", "ier", 2), ("ienne", "ien", 2), ("e", "", 3)),
    "it": (("trice", "tor", 2), ("tore", "tor", 2), ("a", "", 3), ("e", "", 3), ("o", "", 3)),
    "ro": (("oare", "or", 3), ("a", "", 3), ("e", "", 3), ("u", "", 3)),
    "de": (("in", "", 4), ("e", "", 4)),
    "nl": (("e", "", 4),),
}


def has_rules(lang: str) -> bool:
    """Whether anything is known of how words end in this language."""
    return lang in _PLURAL


@lru_cache(maxsize=1 << 16)
def singular(word: str, lang: str | None) -> str:
    """The folded word without its plural; unchanged in a language without rules."""
    return _apply(word, _PLURAL.get(lang or "", ()))


@lru_cache(maxsize=1 << 16)
def stem(word: str, lang: str | None) -> str:
    """The folded word without plural and gender: "programadoras" → "programador" in pt and es."""
    return _apply(singular(word, lang), _GENDER.get(lang or "", ()))


def _apply(word: str, rules: Rules) -> str:
    for ending, instead, remain in rules:
        if len(word) >= len(ending) + remain and word.endswith(ending):
            return word[: len(word) - len(ending)] + instead
    return word
