"""Finds what a text denies or only wishes for: "no experience with Maya, Blender" says no to both.

A denial reaches from its words to the end of the clause, to a word that turns round, or so many words far. One of an
ability ("nem domino", "never used") is said of all that a list names, and with nothing after it of the name before it
("Figma, que ainda não conheço"). A wish ("quero aprender Blender") reaches as far as a denial of a list does.
"""

import re
from collections.abc import Iterable, Mapping

from matching.text.cues import (
    ABILITIES,
    ADVERBS,
    ANSWERS,
    CONNECTORS,
    DENIALS,
    EXCEPTIONS,
    FILLERS,
    FULL_DENIALS,
    RELATIVES,
    SUBJECTS,
    TURNS,
    UNDERWAY,
    WISHES,
    Phrase,
)
from matching.text.normalise import Tokens

REACH, FULL_REACH = 6, 14  # words a denial covers: a bare "no", and one said of a list
_END = re.compile(r"[.;!?\n)•|]")
_CLOSED = re.compile(r"[.,;:!?\n)\]•|–—]")
_ANSWERED = re.compile(r"^[^\S\n]*[:(=–—-]")
_OR = frozenset(["or", "nor", "neither", "ou", "nem", "o", "u", "ni"])
_JOINING = CONNECTORS | frozenset().union(*FILLERS.values())
# In Portuguese "no" is "in the": without a known language only denials that no other language reads as something else.
_PLAIN = frozenset().union(*DENIALS.values()) - {("no",), ("ni",), ("pas",), ("nor",), ("nem",)}


class Denials:
    """The words of a text that stand under a denial or a wish. Costs one look at each word and a few at each cue."""

    def __init__(self, text: str, tokens: Tokens, lang: str | None) -> None:
        self.text, self.tokens, self.words = text, tokens, tokens.forms
        self.bare = _by_first(DENIALS.get(lang or "", _PLAIN))
        self.turns = TURNS if lang == "fr" else TURNS - {"mais"}  # "but" in French, "more" in Portuguese
        self.denied, self.wished = bytearray(len(tokens.forms)), bytearray(len(tokens.forms))
        for place, word in enumerate(tokens.forms):
            if word in _FULL or word in self.bare:
                self._deny(place)
            if word in _WISHES and (length := _match(self.words, place, _WISHES)):
                self._wish(place, place + length)

    def covers(self, first: int, last: int) -> bool:
        """Whether the name in words first..last (exclusive) is denied, from before or by an answer after it."""
        return bool(self.denied[first]) or self._answered(last)

    def wishes(self, first: int, last: int) -> bool:
        """Whether the name in words first..last (exclusive) is only wished for, or being learnt."""
        return bool(self.wished[first]) or self._is_underway(last)

    def _deny(self, place: int) -> None:
        begin, is_list = self._denied_from(place)
        if begin == place or (begin < len(self.words) and self.words[begin] in EXCEPTIONS):
            return
        if is_list and self._is_closed(begin):
            self._deny_before(place)
        else:
            self._cover(self.denied, begin, FULL_REACH if is_list else REACH, is_list=is_list)

    def _denied_from(self, place: int) -> tuple[int, bool]:
        """The first word after the denial that begins here, and whether it is said of a whole list."""
        if full := _match(self.words, place, _FULL):
            return self._past(place + full, ADVERBS), True
        begin = place + _match(self.words, place, self.bare)
        if begin == place:
            return place, False
        able = self._past(begin, ADVERBS | SUBJECTS)
        after = self._past(able, ABILITIES | ADVERBS)
        return (after, True) if any(word in ABILITIES for word in self.words[able:after]) else (begin, False)

    def _past(self, place: int, passed: frozenset[str]) -> int:
        """The next word of the clause that is none of these."""
        while place < len(self.words) and self.words[place] in passed and not self._ends(place):
            place += 1
        return place

    def _wish(self, place: int, begin: int) -> None:
        """What a wish names comes after it, also on the next line; unless it answers to a name: "Maya – a aprender"."""
        clause = self._before(place, ADVERBS | SUBJECTS | _JOINING) + 1
        is_broken = begin < len(self.words) and self._gap(begin).strip(" \t") == "\n"
        if not is_broken or (clause and _ANSWERED.match(self._gap(clause))):
            self._cover(self.wished, begin, FULL_REACH, is_list=True)
            return
        self.wished[begin] = 1
        self._cover(self.wished, begin + 1, FULL_REACH - 1, is_list=True)

    def _cover(self, covered: bytearray, begin: int, reach: int, *, is_list: bool) -> None:
        for word in range(begin, min(begin + reach, len(covered))):
            if self._ends(word) or self._turns(word) or (not is_list and "," in self._gap(word)):
                return
            covered[word] = 1

    def _deny_before(self, place: int) -> None:
        """The names right before a denial that names nothing itself, joined by "and" but not by commas."""
        word = self._before(place, SUBJECTS | ADVERBS)
        is_tied = word >= 0 and self.words[word] in RELATIVES
        word = word - 1 if is_tied else word
        first_gap = self._gap(word + 1)
        if _END.search(first_gap) or ("," in first_gap and not is_tied):
            return
        for _ in range(REACH):
            if word < 0 or self.words[word] in self.turns:
                return
            self.denied[word] = 1
            if self._ends(word) or "," in self._gap(word):
                return
            word -= 1

    def _before(self, place: int, passed: frozenset[str]) -> int:
        """The last word before this place, in its clause, that is none of these."""
        word = place - 1
        while word >= 0 and self.words[word] in passed and not self._ends(word + 1):
            word -= 1
        return word

    def _turns(self, word: int) -> bool:
        return self.words[word] in self.turns and self.words[word - 1] not in _OR

    def _ends(self, word: int) -> bool:
        """Whether a clause has ended before this word. A line that breaks inside a clause ends nothing."""
        return bool(_END.search(self._gap(word))) and not self._runs_on(word)

    def _runs_on(self, word: int) -> bool:
        """A line that goes on in small letters, or after a word that cannot be the last one."""
        is_wrapped = word < len(self.words) and self._gap(word).strip(" \t") == "\n"
        return is_wrapped and (self.text[self.tokens.starts[word]].islower() or self.words[word - 1] in _JOINING)

    def _is_closed(self, place: int) -> bool:
        """Whether nothing more is said before this word."""
        is_cut = bool(_CLOSED.match(self._gap(place).lstrip(" \t"))) and not self._runs_on(place)
        return place >= len(self.words) or is_cut

    def _answered(self, place: int) -> bool:
        if place >= len(self.words) or not _ANSWERED.match(self._gap(place)):
            return False
        word = self.words[place]
        if word in ANSWERS:
            return word != "no" or self._is_closed(place + 1)  # "Photoshop – no Atelier Norte"
        word_at = self._past(place, ADVERBS)
        return self._denied_from(word_at)[1] if word_at < len(self.words) else False

    def _is_underway(self, place: int) -> bool:
        if place >= len(self.words) or not _ANSWERED.match(self._gap(place)):
            return False
        said = self._past(place, ADVERBS | SUBJECTS | _JOINING)
        if said >= len(self.words):
            return False
        is_learning = self.words[said] in UNDERWAY and self._is_closed(said + 1)
        return is_learning or _match(self.words, said, _WISHES) > 0

    def _gap(self, place: int) -> str:
        """What stands before a word (after the last one: to the end), at most a line's worth."""
        end = self.tokens.starts[place] if place < len(self.words) else len(self.text)
        return self.text[self.tokens.ends[place - 1] if place else 0 : end][:40]


def _by_first(phrases: Iterable[Phrase]) -> Mapping[str, list[Phrase]]:
    table: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        table.setdefault(phrase[0], []).append(phrase)
    return table


_FULL = _by_first(FULL_DENIALS)
_WISHES = _by_first(WISHES)


def _match(words: list[str], place: int, table: Mapping[str, list[Phrase]]) -> int:
    """How many words of the longest phrase that begins here; 0 if none does."""
    return next((len(p) for p in table.get(words[place], ()) if tuple(words[place : place + len(p)]) == p), 0)
