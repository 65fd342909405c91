"""Cuts folded text into the stems that labels and questions are compared by, in scripts with and without spaces."""

import re
from collections.abc import Iterator

from matching.text.stemming import stem

# Scripts that put no space between words: kana, Han, Thai, Lao, Khmer, Burmese.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def stems(folded: str, lang: str | None) -> list[str]:
    """The stems in order: of each word one; of a run without spaces each sign and each two neighbours.

    Overlapping pairs find words in Chinese and Japanese as well as a dictionary does (Nie, Gao, Zhang and Zhou,
    "On the use of words and n-grams for Chinese information retrieval", IRAL 2000).
    """
    if folded.isascii():
        return [stem(word, lang) for word in folded.split()]
    return [each for word in folded.split() for each in _cut(word, lang)]


def _cut(word: str, lang: str | None) -> Iterator[str]:
    at = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > at:
            yield stem(word[at : run.start()], lang)
        signs = run[0]
        yield from signs
        yield from (signs[i : i + 2] for i in range(len(signs) - 1))
        at = run.end()
    if at < len(word):
        yield stem(word[at:], lang)
