"""Looks up runs of words in a set of phrases: the longest first, one step per word of the text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Rows by phrase, the words that phrases begin with, and for two first words the lengths there are, longest first.

    Does what an Aho–Corasick automaton over words would do, in flat dictionaries; words are compared whole, so
    neighbours that share only the space between them are both found.
    """

    rows: dict[str, tuple[int, ...]]
    firsts: frozenset[str]
    lengths: dict[str, tuple[int, ...]]

    @classmethod
    def build(cls, entries: Iterable[tuple[Sequence[str], int]]) -> "Phrases":
        """From words and the row they stand for."""
        rows: dict[str, list[int]] = {}
        lengths: dict[str, set[int]] = {}
        firsts: set[str] = set()
        for words, row in entries:
            rows.setdefault(" ".join(words), []).append(row)
            firsts.add(words[0])
            if len(words) > 1:
                lengths.setdefault(f"{words[0]} {words[1]}", set()).add(len(words))
        return cls(
            {phrase: tuple(found) for phrase, found in rows.items()},
            frozenset(firsts),
            {pair: tuple(sorted(sizes, reverse=True)) for pair, sizes in lengths.items()},
        )

    def starting_at(self, words: Sequence[str], place: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Every phrase that begins at this word: its length in words and its rows, longest first."""
        if words[place] not in self.firsts:
            return
        if place + 1 < len(words):
            for length in self.lengths.get(f"{words[place]} {words[place + 1]}", ()):
                found = self.rows.get(" ".join(words[place : place + length]))
                if found and place + length <= len(words):
                    yield length, found
        if words[place] in self.rows:
            yield 1, self.rows[words[place]]
