"""Finds what a text denies: "no experience with Maya, Blender" says no to both."""

import re
from collections.abc import Iterable, Mapping

from matching.text.cues import ANSWERS, DENIALS, EXCEPTIONS, FULL_DENIALS, TURNS, Phrase
from matching.text.normalise import Tokens

REACH, FULL_REACH = 6, 14  # words a denial covers: a bare "no", and one said of a list
_END = re.compile(r"[.;!?\n)•|]")
_ANSWERED = re.compile(r"^[^\S\n]*[:(=–—-]")
# In Portuguese "no" is "in the": without a known language only denials that no other language reads as something else.
_PLAIN = frozenset().union(*DENIALS.values()) - {("no",), ("ni",), ("pas",), ("nor",), ("nem",)}


class Denials:
    """The words of a text that stand under a denial. Costs one look at each word and `REACH` at each denial."""

    def __init__(self, text: str, tokens: Tokens, lang: str | None) -> None:
        self.text, self.tokens = text, tokens
        self.bare = _by_first(DENIALS.get(lang or "", _PLAIN))
        self.denied = bytearray(len(tokens.forms))
        for place, word in enumerate(tokens.forms):
            if word in _FULL or word in self.bare:
                self._mark(place)

    def covers(self, first: int, last: int) -> bool:
        """Whether the name in words first..last (exclusive) is denied, from before or by an answer after it."""
        return bool(self.denied[first]) or self._answered(last)

    def _mark(self, place: int) -> None:
        cue = _match(self.tokens.forms, place, _FULL)
        reach = FULL_REACH if cue else REACH
        begin = place + (cue or _match(self.tokens.forms, place, self.bare))
        if begin == place or (begin < len(self.denied) and self.tokens.forms[begin] in EXCEPTIONS):
            return
        for word in range(begin, min(begin + reach, len(self.denied))):
            gap = self._gap(word)
            if _END.search(gap) or self.tokens.forms[word] in TURNS or (not cue and "," in gap):
                return
            self.denied[word] = 1

    def _answered(self, place: int) -> bool:
        if place >= len(self.denied) or not _ANSWERED.match(self._gap(place)):
            return False
        return self.tokens.forms[place] in ANSWERS or _match(self.tokens.forms, place, _FULL) > 0

    def _gap(self, place: int) -> str:
        """What stands before a word, at most a line's worth."""
        return self.text[self.tokens.ends[place - 1] if place else 0 : self.tokens.starts[place]][:40]


def _by_first(phrases: Iterable[Phrase]) -> Mapping[str, list[Phrase]]:
    table: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        table.setdefault(phrase[0], []).append(phrase)
    return table


_FULL = _by_first(FULL_DENIALS)


def _match(words: list[str], place: int, table: Mapping[str, list[Phrase]]) -> int:
    """How many words of the longest phrase that begins here; 0 if none does."""
    return next((len(p) for p in table.get(words[place], ()) if tuple(words[place : place + len(p)]) == p), 0)
