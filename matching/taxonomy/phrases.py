"""Looks up runs of words in a set of phrases: the longest first, one step per word of the text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Rows by phrase, and for each first word the lengths of the phrases that begin with it, longest first.

    Does what an Aho–Corasick automaton over words would do, in two flat dictionaries; words are compared whole, so
    neighbours that share only the space between them are both found.
    """

    rows: dict[str, tuple[int, ...]]
    lengths: dict[str, tuple[int, ...]]

    @classmethod
    def build(cls, entries: Iterable[tuple[Sequence[str], int]]) -> "Phrases":
        """From words and the row they stand for."""
        rows: dict[str, list[int]] = {}
        lengths: dict[str, set[int]] = {}
        for words, row in entries:
            rows.setdefault(" ".join(words), []).append(row)
            lengths.setdefault(words[0], set()).add(len(words))
        return cls(
            {phrase: tuple(found) for phrase, found in rows.items()},
            {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()},
        )

    def starting_at(self, words: Sequence[str], place: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Every phrase that begins at this word: its length in words and its rows, longest first."""
        for length in self.lengths.get(words[place], ()):
            if place + length <= len(words):
                found = self.rows.get(" ".join(words[place : place + length]))
                if found:
                    yield length, found
