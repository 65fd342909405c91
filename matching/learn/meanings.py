"""Learns what words mean from which of them name, describe and belong to the same things; needs scipy to do so.

Every concept is a text: its names, its description, the names of what it belongs with. The words of a language that
only names concepts are placed among those of the first language by the concepts that they name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.taxonomy.meanings import BITS, hashed, written
from matching.text.normalise import normalise
from matching.text.words import stems

DESCRIBED = 0.5  # how much a word of a description counts beside one of a name
RELATED = 0.3  # how much the names of what goes with it
FLATTEN = 0.25  # power of the singular values: strong directions may not drown the others
RARE = 3  # a word of fewer concepts than this is not learnt
RARE_ABROAD = 4
SEED = 7


@dataclass(slots=True)
class Told:
    """What is known of one concept in the first language."""

    names: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)


def learn(
    told: Mapping[str, Told], lang: str, others: Mapping[str, Iterable[tuple[str, str]]], inputs: Mapping[str, str]
) -> str:
    """The text of `meanings.json`. `others`: language → (concept, name). Equal input gives equal bytes."""
    concepts = sorted(told)
    counts = [_counts(told[concept], lang) for concept in concepts]
    words, table = _matrix(counts, RARE)
    left, values, right = _decomposed(table)
    turn = np.linalg.qr(np.random.default_rng(SEED).standard_normal((BITS, BITS)))[0]
    scale = values**FLATTEN
    hashes = [hashed(word, lang) for word in words]
    signs = [(right * scale) @ turn >= 0]
    place = {concept: row for row, concept in enumerate(concepts)}
    for other, names in sorted(others.items()):
        known = [(place[concept], name) for concept, name in names if concept in place]
        found, vectors = _abroad(known, other, left, len(concepts))
        hashes += [hashed(word, other) for word in found]
        signs.append((vectors * scale) @ turn >= 0)
    return written(np.asarray(hashes, dtype=np.uint32), np.concatenate(signs), [lang, *others], inputs)


def _counts(told: Told, lang: str) -> dict[str, float]:
    """How much each stem says about a concept: often is more, but not in proportion."""
    named = _tally(told.names, lang)
    counts = {word: 1 + np.log(count) for word, count in named.items()}
    for word, count in _tally(told.descriptions, lang).items():
        counts[word] = counts.get(word, 0.0) + DESCRIBED * count
    for word, count in _tally(told.related, lang).items():
        counts[word] = counts.get(word, 0.0) + RELATED * np.log1p(count)
    return counts


def _tally(texts: Iterable[str], lang: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text in texts:
        for word in dict.fromkeys(stems(normalise(text), lang)):
            counts[word] = counts.get(word, 0) + 1
    return counts


def _matrix(counts: Sequence[Mapping[str, float]], rare: int) -> tuple[list[str], "Sparse"]:
    """Concepts × words by TF-IDF, rows of length 1; the words, sorted."""
    spread: dict[str, int] = {}
    for each in counts:
        for word in each:
            spread[word] = spread.get(word, 0) + 1
    words = sorted(word for word, count in spread.items() if count >= rare)
    number = {word: at for at, word in enumerate(words)}
    rarity = np.asarray([np.log(len(counts) / spread[word]) + 1 for word in words])
    rows, columns, values = [], [], []
    for row, each in enumerate(counts):
        for word in sorted(each.keys() & number.keys()):
            rows.append(row)
            columns.append(number[word])
            values.append(each[word] * rarity[number[word]])
    flat = np.asarray(values)
    at = np.asarray(rows, dtype=np.int64)
    norms = np.sqrt(np.bincount(at, flat**2, minlength=len(counts)))
    return words, Sparse(at, np.asarray(columns), flat / norms[at], (len(counts), len(words)))


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """A matrix by its entries."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float64]
    shape: tuple[int, int]


def _decomposed(table: Sparse) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Left vectors, values and right vectors, strongest first."""
    from scipy.sparse import csr_array  # noqa: PLC0415  only who trains has it
    from scipy.sparse.linalg import svds  # noqa: PLC0415

    matrix = csr_array((table.values, (table.rows, table.columns)), shape=table.shape)
    start = np.ones(min(table.shape)) / np.sqrt(min(table.shape))
    left, values, right = svds(matrix, k=BITS, v0=start)
    return left[:, ::-1], values[::-1], right[::-1].T


def _abroad(
    names: Sequence[tuple[int, str]], lang: str, left: NDArray[np.float64], concepts: int
) -> tuple[list[str], NDArray[np.float64]]:
    """The words of another language where the concepts that they name are."""
    counts: list[dict[str, int]] = [{} for _ in range(concepts)]
    for row, name in names:
        for word in dict.fromkeys(stems(normalise(name), lang)):
            counts[row][word] = counts[row].get(word, 0) + 1
    words, table = _matrix([{word: 1 + np.log(n) for word, n in each.items()} for each in counts], RARE_ABROAD)
    vectors = np.zeros((len(words), left.shape[1]))
    np.add.at(vectors, table.columns, table.values[:, None] * left[table.rows])
    return words, vectors
