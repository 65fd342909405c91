"""Which endings only inflect, learnt from the names of things in a language that no rules were written for.

Two words that differ only in how they end are forms of one word where their two endings, over all such words, part
names of one thing far more often than chance does: "elettricista" and "elettricisti" name one occupation, "banca" and
"bancone" do not. (After Goldsmith, "Unsupervised learning of the morphology of a natural language", Computational
Linguistics 2001, with what a word names in place of its frequency.)
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from os.path import commonprefix
from typing import TypeAlias

SHORTEST = 3  # letters that remain
LONGEST = 4  # letters of an ending
OFTEN = 5  # so many pairs of words must name the same thing
SHARE = 0.15  # and so large a share of all pairs with these endings: by chance it is far less than one in a hundred

_Pair: TypeAlias = tuple[str, str]


class Endings:
    """Cuts the words of one language to what they share with their other forms. Equal for equal names in any order."""

    def __init__(self, split: Sequence[Sequence[str]], things: Iterable[int]) -> None:
        """`split`: the words of each name; `things`: the number of what it names."""
        named = defaultdict[str, set[int]](set)
        for words, thing in zip(split, things, strict=True):
            for word in words:
                if len(word) > SHORTEST and word.isalpha():
                    named[word].add(thing)
        self.told = _inflecting(named)  # pair of endings → how many pairs of words speak for it
        self._others = defaultdict[str, list[_Pair]](list)
        for pair in sorted(self.told, key=lambda pair: (-self.told[pair], pair)):
            self._others[pair[0]].append(pair)
            self._others[pair[1]].append((pair[1], pair[0]))
        self._stems = self._grouped(named)

    def cut(self, word: str) -> str:
        """The stem of a word, also of one that no name has but another form of which some name has."""
        known = self._stems.get(word)
        if known is not None or len(word) <= SHORTEST:
            return known or word
        found = [
            (-self.told[min(pair, pair[::-1])], self._stems[stem + pair[1]])
            for stem, ending in _parted(word)
            for pair in self._others.get(ending, ())
            if stem + pair[1] in self._stems
        ]
        return min(found)[1] if found else word

    def _grouped(self, words: Iterable[str]) -> dict[str, str]:
        """Each word's stem: what all words share that it is joined with by pairs of endings, over however many."""
        groups = {word: [word] for word in words}
        for word in sorted(groups):
            for stem, ending in _parted(word):
                for _, other in self._others.get(ending, ()):
                    mine, theirs = groups[word], groups.get(stem + other)
                    if theirs is not None and theirs is not mine:
                        mine += theirs
                        groups.update(dict.fromkeys(theirs, mine))
        return {word: _shared(group) for word, group in groups.items()}


def _inflecting(named: Mapping[str, set[int]]) -> dict[_Pair, int]:
    """The pairs of endings that often enough part two names of one thing, and how often each does."""
    family = defaultdict[str, list[str]](list)
    for word in sorted(named):
        for stem, _ in _parted(word):
            family[stem].append(word)
    there, told = defaultdict[_Pair, int](int), defaultdict[_Pair, int](int)
    for stem, words in family.items():
        for one, other in combinations(words, 2):
            pair = one[len(stem) :], other[len(stem) :]
            if pair[0][:1] != pair[1][:1]:  # else they share more than this stem
                there[pair] += 1
                told[pair] += not named[one].isdisjoint(named[other])
    return {pair: count for pair, count in told.items() if count >= max(OFTEN, SHARE * there[pair])}


def _parted(word: str) -> Iterator[_Pair]:
    for size in range(min(LONGEST, len(word) - SHORTEST) + 1):
        yield word[: len(word) - size], word[len(word) - size :]


def _shared(group: Sequence[str]) -> str:
    common: str = commonprefix(group)
    return common if len(common) >= SHORTEST else min(group, key=lambda word: (len(word), word))
