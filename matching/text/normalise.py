"""Cuts text into folded tokens that remember where they stood in the original."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Combining marks and invisible characters belong to the word they stand in: PDFs are full of both.
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_TOKEN = re.compile(
    # Most words end at a space: these two lines spare them the rest.
    r"(?=[\w.])(?:"
    r"[^\W_]++(?=[\s,;)])"
    # Addresses are skipped whole: "ana@react.dev" says nothing about React. Lengths are bounded to stay linear.
    r"|(?P<address>(?<![\w.+-])(?:https?://[^\s<>]+|www\.[^\s<>]+"
    r"|[^\W_][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63})++"
    r"|[^\W_][\w-]{0,62}\.(?:com|org|pt)(?![^\W_])(?:/[^\s<>]*)?))"
    # Names that live by their punctuation: c++, c#, .net (also in asp.net), r&d.
    r"|(?P<sign>(?<![^\W_])[^\W\d_][^\W_]{0,15}[+＋]{2}"
    r"|(?<![^\W_])[^\W\d_][#＃♯](?![^\W_])"
    r"|(?:(?<![^\W_])|(?<=asp)|(?<=ado)|(?<=vb))\.net(?![^\W_])"
    r"|(?<![^\W_])[^\W_]&[^\W_](?![^\W_]))"
    rf"|(?:[^\W_][{_MARKS}]*+)++)",
    re.IGNORECASE,
)
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "♯": "#"})
_BETWEEN = re.compile(r"[\W_]+")
_CACHED = 40  # longer words are rare and would fill the cache with rubbish


@dataclass(frozen=True, slots=True)
class Tokens:
    """Folded forms, and where each began and ended in the original text. Three lists of one length."""

    forms: list[str]
    starts: list[int]
    ends: list[int]


def tokenise(text: str) -> Tokens:
    """The words of a text, in order; addresses and punctuation are left out.

    A character that folds to several words (½ → 1 2) gives several tokens with one place.
    """
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "address":
            continue
        for form in _forms(match[0], is_sign=kind == "sign"):
            forms.append(form)
            starts.append(match.start())
            ends.append(match.end())
    return Tokens(forms, starts, ends)


def normalise(text: str) -> str:
    """The folded words with one space between: "Técnico/a de C++" → "tecnico a de c++"."""
    if text.isascii() and text.replace(" ", "").isalpha():  # most names: nothing to fold but capitals
        return " ".join(text.lower().split())
    return " ".join(tokenise(text).forms)


def fold(word: str) -> str:
    """NFKC case folding (Unicode 3.13), then without accents, strokes and invisible characters."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold()).translate(_STROKES)
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if unicodedata.category(c) not in {"Mn", "Cf"})


def _forms(raw: str, *, is_sign: bool) -> tuple[str, ...]:
    if len(raw) > _CACHED:
        return tuple(_cut(raw, is_sign=is_sign))
    return _cached_forms(raw, is_sign)


@lru_cache(maxsize=1 << 16)
def _cached_forms(raw: str, is_sign: bool) -> tuple[str, ...]:
    return tuple(_cut(raw, is_sign=is_sign))


def _cut(raw: str, *, is_sign: bool) -> Iterator[str]:
    folded = fold(raw)
    if is_sign or folded.isalnum():
        yield folded
    else:
        yield from filter(None, _BETWEEN.split(folded))
