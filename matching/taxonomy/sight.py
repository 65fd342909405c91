"""Which concepts a question may mean, at first sight: by its labels, by all its names together, and by what it means.

Kernels allocate nothing; `plain` holds the twin in numpy that serves where there is no numba, equal to the bit.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled, inlined
from matching.taxonomy.questions import Flags, Flat, Longs

WHOLE = 1 << 14  # a share of 1, in counts
POOL = np.float32(0.3)  # how much a concept's names taken together say beside the best one of them
SENSE = np.float32(0.6)  # how much its meaning says
THERE = np.float32(0.8)  # in a sentence, how much it says that a whole label is there
HALF = np.float32(0.5)  # a label this near to the best one speaks for its concept too
LEAST = np.float32(1e-9)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)


class Shelved(NamedTuple):
    """The arrays of a shelf: labels by row, concepts and words by number. `rarity` is in counts, as `Word.tells`.

    Label postings lead from words to labels, concept postings from words to concepts, `named` from concepts to labels.
    `words` are the first of each label, −1 where it has no more; `is_main` says which labels are preferred ones.
    """

    label_bounds: Longs
    label_columns: NDArray[np.int32]
    label_weights: NDArray[np.float32]
    concept_bounds: Longs
    concept_columns: NDArray[np.int32]
    concept_weights: NDArray[np.float32]
    concept_of: NDArray[np.int32]
    named_bounds: Longs
    named: NDArray[np.int32]
    words: NDArray[np.int32]
    rarity: Longs
    is_main: Flags


class Senses(NamedTuple):
    """Per question whether anything is known of what it means, and then each concept's cosine with it, −1..1."""

    is_known: Flags
    cosines: NDArray[np.float32]


class Wanted(NamedTuple):
    """Which labels count, and which concepts have one; both empty if all do."""

    labels: Flags
    concepts: Flags


class Seen(NamedTuple):
    """Per question so many concepts as `counts` tells, likeliest first, ties by number; the rest of a row is unused.

    `sight` is how good each looks, `rows` its best label, `second` and `three` the score of its second label and the
    mean of its first three, `near` the share of its labels that score at least half of the best of all; `main` is the
    score of its preferred label, `label`, `pooled` and `sense` are those by best label, by all names and by meaning.
    """

    counts: Longs
    concepts: NDArray[np.int32]
    rows: NDArray[np.int32]
    sight: NDArray[np.float32]
    second: NDArray[np.float32]
    three: NDArray[np.float32]
    near: NDArray[np.float32]
    main: NDArray[np.float32]
    label: NDArray[np.float32]
    pooled: NDArray[np.float32]
    sense: NDArray[np.float32]

    @classmethod
    def empty(cls, questions: int, depth: int) -> "Seen":
        """Room for the `depth` likeliest concepts of each question."""
        ids = [np.zeros((questions, depth), np.int32) for _ in range(2)]
        scores = [np.zeros((questions, depth), np.float32) for _ in range(8)]
        return cls(np.zeros(questions, np.int64), ids[0], ids[1], *scores)


class _Room(NamedTuple):
    """Zeros to work on, left as zeros: per label, per concept, per word and per place of the ranking."""

    totals: NDArray[np.float64]
    scores: NDArray[np.float32]
    touched: NDArray[np.int32]
    pools: NDArray[np.float64]
    pooled: NDArray[np.int32]
    best: NDArray[np.float32]
    alike: Longs
    looks: NDArray[np.float32]
    heap: NDArray[np.uint64]


def see(questions: Flat, shelf: Shelved, wanted: Wanted, senses: Senses, depth: int) -> Seen:
    """The `depth` likeliest concepts of each question."""
    labels, concepts = len(shelf.concept_of), len(shelf.named_bounds) - 1
    seen = Seen.empty(len(questions.norms), min(depth, concepts))
    room = _Room(
        np.zeros(labels),
        np.zeros(labels, np.float32),
        np.zeros(labels, np.int32),
        np.zeros(concepts),
        np.zeros(concepts, np.int32),
        np.zeros(concepts, np.float32),
        np.zeros(len(shelf.rarity) + 1, np.int64),
        np.zeros(concepts, np.float32),
        np.zeros(seen.sight.shape[1], np.uint64),
    )
    _see_all(questions, shelf, wanted, senses, seen, room)
    return seen


@inlined
def _add_up(
    question: int,
    asked: Flat,
    bounds: Longs,
    columns: NDArray[np.int32],
    weights: NDArray[np.float32],
    totals: NDArray[np.float64],
    touched: NDArray[np.int32],
) -> int:
    """Adds up what each column has of the question; how many were touched."""
    n = 0
    for word in range(asked.firsts[question], asked.firsts[question + 1]):
        if asked.leads[word]:
            for at in range(asked.spread[word], asked.spread[word + 1]):
                alike = np.float64(asked.likeness[at])
                factor = np.rint(alike * alike * asked.weights[word] * WHOLE)
                companion = asked.companions[at]
                for place in range(bounds[companion], bounds[companion + 1]):
                    added = np.float64(weights[place]) * factor
                    if added > 0:
                        column = columns[place]
                        if totals[column] == 0:
                            touched[n] = column
                            n += 1
                        totals[column] += added
    return n


@inlined
def _in_sentence(question: int, asked: Flat, shelf: Shelved, room: _Room, touched: int) -> None:
    """How good each concept's best label looks that is only a part of what is asked: whether all of it is there."""
    low, high = asked.spread[asked.firsts[question]], asked.spread[asked.firsts[question + 1]]
    most = LEAST
    for at in range(low, high):
        alike = np.float64(asked.likeness[at])
        word = asked.companions[at]
        room.alike[word] = max(room.alike[word], np.int64(np.rint(alike * alike * WHOLE)))
    for n in range(touched):
        most = max(most, room.scores[room.touched[n]])
    for n in range(touched):
        row = room.touched[n]
        if room.scores[row] > 0:
            there, whole = np.int64(0), np.int64(0)
            for at in range(shelf.words.shape[1]):
                word = shelf.words[row, at]
                if word >= 0:
                    there += room.alike[word] * shelf.rarity[word]
                    whole += shelf.rarity[word]
            share = np.float32(there / (whole * WHOLE))
            looks = (room.scores[row] / most + THERE * share) / (np.float32(1) + THERE)
            concept = shelf.concept_of[row]
            room.looks[concept] = max(room.looks[concept], looks)
    for at in range(low, high):
        room.alike[asked.companions[at]] = 0


@inlined
def _sink(heap: NDArray[np.uint64], n: int, key: np.uint64) -> None:
    """Puts a key in place of the least of n."""
    at, below = 0, 1
    while below < n:
        if below + 1 < n and heap[below + 1] < heap[below]:
            below += 1
        if key <= heap[below]:
            break
        heap[at] = heap[below]
        at, below = below, 2 * below + 1
    heap[at] = key


@inlined
def _offer(heap: NDArray[np.uint64], n: int, key: np.uint64) -> int:
    """Takes a key if there is room or if it beats the least; how many there are then."""
    if n == len(heap):
        if n > 0 and key > heap[0]:
            _sink(heap, n, key)
        return n
    at = n
    while at > 0 and key < heap[(at - 1) >> 1]:
        heap[at] = heap[(at - 1) >> 1]
        at = (at - 1) >> 1
    heap[at] = key
    return n + 1


@inlined
def _label_scores(question: int, asked: Flat, shelf: Shelved, wanted: Wanted, room: _Room) -> int:
    """Fills in the labels' scores and each concept's best; how many labels were touched."""
    touched = _add_up(
        question, asked, shelf.label_bounds, shelf.label_columns, shelf.label_weights, room.totals, room.touched
    )
    whole = asked.norms[question] * WHOLE * WHOLE
    for n in range(touched):
        row = room.touched[n]
        if len(wanted.labels) == 0 or wanted.labels[row]:
            room.scores[row] = np.float32(min(room.totals[row] / whole, 1.0))
            concept = shelf.concept_of[row]
            room.best[concept] = max(room.best[concept], room.scores[row])
        room.totals[row] = 0
    return touched


@inlined
def _weigh(question: int, asked: Flat, wanted: Wanted, senses: Senses, room: _Room) -> None:
    """Fills in how good each concept looks; without branches where it is done for all of them."""
    looks, best, pools, whole = room.looks, room.best, room.pools, asked.norms[question] * WHOLE * WHOLE
    if senses.is_known[question]:
        for concept in range(len(best)):
            looks[concept] = best[concept] + SENSE * max(senses.cosines[question, concept], np.float32(0))
            looks[concept] += POOL * np.float32(min(pools[concept] / whole, 1.0))
    elif not asked.is_sentence[question]:
        is_masked = len(wanted.labels) > 0
        for concept in range(len(best)):
            if is_masked or best[concept] > 0:
                looks[concept] = best[concept] + POOL * np.float32(min(pools[concept] / whole, 1.0))
    for concept in range(len(wanted.concepts)):
        looks[concept] = looks[concept] if wanted.concepts[concept] else np.float32(0)


@inlined
def _choose(room: _Room) -> int:
    """Heaps up the likeliest concepts; how many."""
    n, least, looks = 0, np.float32(0), room.looks
    for concept in range(len(looks)):
        if looks[concept] > least:
            # positive floats sort as their bits do; of equal ones the smaller number is the better
            bits = np.uint64(np.float32(looks[concept]).view(np.uint32))
            n = _offer(room.heap, n, (bits << _SHIFT) | (_LOW - np.uint64(concept)))
            if n == len(room.heap):
                least = np.uint32(room.heap[0] >> _SHIFT).view(np.float32)
    return n


@inlined
def _take(question: int, n: int, asked: Flat, senses: Senses, room: _Room, seen: Seen) -> None:
    """Empties the heap into the ranking, the likeliest first."""
    whole = asked.norms[question] * WHOLE * WHOLE
    seen.counts[question] = n
    for place in range(n - 1, -1, -1):
        key = room.heap[0]
        _sink(room.heap, place, room.heap[place])
        concept = np.int64(_LOW - (key & _LOW))
        seen.concepts[question, place] = concept
        seen.sight[question, place] = np.uint32(key >> _SHIFT).view(np.float32)
        seen.label[question, place] = room.best[concept]
        seen.pooled[question, place] = np.float32(min(room.pools[concept] / whole, 1.0))
        if senses.is_known[question]:
            seen.sense[question, place] = senses.cosines[question, concept]


@inlined
def _best_labels(question: int, n: int, shelf: Shelved, room: _Room, seen: Seen) -> None:
    """Of each concept the row of the best label, of equal ones the first, and what its other labels say."""
    most = np.float32(0)
    for place in range(n):
        most = max(most, seen.label[question, place])
    for place in range(n):
        concept = seen.concepts[question, place]
        low, high = shelf.named_bounds[concept], shelf.named_bounds[concept + 1]
        first, second, third, main = np.float32(-1), np.float32(0), np.float32(0), np.float32(0)
        best, near = 0, 0
        for at in range(low, high):
            score = room.scores[shelf.named[at]]
            near += score >= HALF * most
            if shelf.is_main[shelf.named[at]]:
                main = max(main, score)
            if score > first:
                first, second, third = score, max(first, np.float32(0)), second
                best = shelf.named[at]
            elif score > second:
                second, third = score, second
            elif score > third:
                third = score
        seen.rows[question, place] = best
        seen.main[question, place] = main
        seen.second[question, place] = second
        seen.three[question, place] = (first + second + third) / np.float32(3)
        seen.near[question, place] = np.float32(near / (high - low))


@compiled
def _see_all(asked: Flat, shelf: Shelved, wanted: Wanted, senses: Senses, seen: Seen, room: _Room) -> None:
    """Question by question; what one leaves in the room is cleared before the next."""
    concepts = shelf.concept_bounds, shelf.concept_columns, shelf.concept_weights
    for question in range(len(asked.norms)):
        touched = _label_scores(question, asked, shelf, wanted, room)
        if asked.is_sentence[question]:
            _in_sentence(question, asked, shelf, room, touched)
        pooled = _add_up(question, asked, concepts[0], concepts[1], concepts[2], room.pools, room.pooled)
        _weigh(question, asked, wanted, senses, room)
        n = _choose(room)
        _take(question, n, asked, senses, room, seen)
        _best_labels(question, n, shelf, room, seen)
        for at in range(touched):
            row = room.touched[at]
            room.scores[row] = np.float32(0)
            room.best[shelf.concept_of[row]] = np.float32(0)
        for at in range(pooled):
            room.pools[room.pooled[at]] = 0
        room.looks[:] = np.float32(0)
