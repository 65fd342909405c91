"""The linker's kernels in plain numpy and RapidFuzz: they serve where there is no numba, and tests hold both together.

What is asked for and what comes back stand with the kernels: `sight`, `overlap`, `letters`, `contest`.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from matching.taxonomy import contest, letters, overlap
from matching.taxonomy.questions import Flat, Longs
from matching.taxonomy.sight import HALF, LEAST, POOL, SENSE, THERE, WHOLE, Seen, Senses, Shelved, Wanted

Floats = NDArray[np.float32]


def see(questions: Flat, shelf: Shelved, wanted: Wanted, senses: Senses, depth: int) -> Seen:
    """As `sight.see`."""
    seen = Seen.empty(len(questions.norms), min(depth, len(shelf.named_bounds) - 1))
    for question in range(len(questions.norms)):
        _see(question, questions, shelf, wanted, senses, seen)
    return seen


def _see(question: int, asked: Flat, shelf: Shelved, wanted: Wanted, senses: Senses, seen: Seen) -> None:
    words = range(asked.firsts[question], asked.firsts[question + 1])
    norm, size = asked.norms[question] * WHOLE * WHOLE, len(shelf.named_bounds) - 1
    labels = shelf.label_bounds, shelf.label_columns, shelf.label_weights
    concepts = shelf.concept_bounds, shelf.concept_columns, shelf.concept_weights
    scores = np.minimum(_added(words, asked, *labels, len(shelf.concept_of)) / norm, 1.0).astype(np.float32)
    if len(wanted.labels):
        scores *= wanted.labels
    pooled = np.minimum(_added(words, asked, *concepts, size) / norm, 1.0).astype(np.float32)
    best = np.zeros(size, np.float32)
    np.maximum.at(best, shelf.concept_of, scores)
    cosines = senses.cosines[question] if senses.is_known[question] else None
    if asked.is_sentence[question]:
        sight = np.zeros_like(best)
        np.maximum.at(sight, shelf.concept_of, _in_sentence(words, asked, shelf, scores))
    else:
        sight = best.copy()
        if cosines is not None:
            sight += SENSE * np.maximum(cosines, np.float32(0))
        sight += POOL * pooled
    if len(wanted.labels):
        sight[~wanted.concepts] = 0
    elif cosines is None:
        sight[best <= 0] = 0
    found = np.flatnonzero(sight > 0)
    found = found[np.lexsort((found, -sight[found]))][: seen.sight.shape[1]]
    n = len(found)
    seen.counts[question] = n
    seen.concepts[question, :n], seen.sight[question, :n] = found, sight[found]
    seen.label[question, :n], seen.pooled[question, :n] = best[found], pooled[found]
    if cosines is not None:
        seen.sense[question, :n] = cosines[found]
    most = best[found].max(initial=0)
    for place, concept in enumerate(found.tolist()):
        rows = shelf.named[shelf.named_bounds[concept] : shelf.named_bounds[concept + 1]]
        values = scores[rows]
        seen.main[question, place] = values[shelf.is_main[rows]].max(initial=0)
        order = np.lexsort((rows, -values))
        ranked = np.append(values[order], np.zeros(2, np.float32))
        seen.rows[question, place], seen.second[question, place] = rows[order[0]], ranked[1]
        seen.three[question, place] = (ranked[0] + ranked[1] + ranked[2]) / np.float32(3)
        seen.near[question, place] = np.count_nonzero(values >= HALF * most) / len(rows)


def _added(
    words: range, asked: Flat, bounds: Longs, columns: NDArray[np.int32], weights: Floats, size: int
) -> NDArray[np.float64]:
    totals = np.zeros(size)
    for word in words:
        if asked.leads[word]:
            at = slice(asked.spread[word], asked.spread[word + 1])
            factors = np.rint(asked.likeness[at].astype(np.float64) ** 2 * asked.weights[word] * WHOLE)
            for companion, factor in zip(asked.companions[at].tolist(), factors.tolist(), strict=True):
                places = slice(bounds[companion], bounds[companion + 1])
                totals[columns[places]] += weights[places].astype(np.float64) * factor
    return totals


def _in_sentence(words: range, asked: Flat, shelf: Shelved, scores: Floats) -> Floats:
    alike = np.zeros(len(shelf.rarity) + 1, np.int64)
    at = slice(asked.spread[words.start], asked.spread[words.stop])
    squares = np.rint(asked.likeness[at].astype(np.float64) ** 2 * WHOLE).astype(np.int64)
    np.maximum.at(alike, asked.companions[at], squares)
    rarity = np.append(shelf.rarity, 0)[shelf.words]  # −1 is the last: no word
    there = (alike[shelf.words] * rarity).sum(axis=1) / (rarity.sum(axis=1) * WHOLE)
    looks: Floats = (scores / np.maximum(scores.max(initial=0), LEAST) + THERE * there.astype(np.float32)) / (
        np.float32(1) + THERE
    )
    looks[scores <= 0] = 0
    return looks


def overlaps(
    asked: Flat, held: overlap.Held, counts: Longs, concepts: NDArray[np.int32], rows: NDArray[np.int32]
) -> Floats:
    """As `overlap.overlaps`."""
    tables = [np.zeros((0, len(overlap.COLUMNS)), np.float32)]
    for question, count in enumerate(counts.tolist()):
        words = range(asked.firsts[question], asked.firsts[question + 1])
        likeness = np.zeros((len(words), len(held.rarity) + 1), np.int64)  # the last column: no word
        for place, word in enumerate(words):
            at = slice(asked.spread[word], asked.spread[word + 1])
            whole = np.rint(asked.likeness[at].astype(np.float64) * overlap.WHOLE)
            likeness[place, asked.companions[at]] = whole.astype(np.int64)
        tells = asked.tells[words.start : words.stop]
        table = np.zeros((count, len(overlap.COLUMNS)), np.float32)
        for to, (concept, row) in enumerate(
            zip(concepts[question, :count].tolist(), rows[question, :count].tolist(), strict=True)
        ):
            table[to] = _overlap(tells, likeness, held, concept, held.words[row])
        tables.append(table)
    return np.concatenate(tables)


def _overlap(
    tells: Longs, likeness: Longs, held: overlap.Held, concept: int, label: NDArray[np.int32]
) -> tuple[np.float32, ...]:
    words = label[label >= 0]
    pairs = likeness[:, words]
    others = held.concept_words[held.concept_bounds[concept] : held.concept_bounds[concept + 1]]
    in_label, in_concept = pairs.max(axis=1), likeness[:, others].max(axis=1)
    rarity, rarest = held.rarity[words], int(np.argmax(tells))
    asked = tells.sum() * overlap.WHOLE
    of_asked = np.float32((tells * in_label).sum() / asked)
    of_label = np.float32((rarity * pairs.max(axis=0)).sum() / (rarity.sum() * overlap.WHOLE))
    shares = (pairs[0, 0], pairs[-1, -1], in_label[0], in_label[-1], in_label[rarest], in_concept[rarest])
    return (
        of_asked,
        of_label,
        np.float32((tells * in_concept).sum() / asked),
        of_asked * of_label,
        *(np.float32(share / overlap.WHOLE) for share in shares),
    )


def ratios(
    ordered: Sequence[str], stemmed: Sequence[str], raw: Sequence[str], labels: Sequence[tuple[str, str]], counts: Longs
) -> Floats:
    """As `letters.ratios`, of texts; `labels` are stemmed and raw, one after the other for each question."""
    tables, low = [np.zeros((0, len(letters.COLUMNS)), np.float32)], 0
    for question, count in enumerate(counts.tolist()):
        stems, texts = [one for one, _ in labels[low : low + count]], [one for _, one in labels[low : low + count]]
        low += count
        begin = [stem[: letters.BEGINNING] for stem in stems]
        hundred = np.float32(100)
        columns = (
            _ratios(fuzz.token_sort_ratio, ordered[question], stems) / hundred,
            _ratios(fuzz.token_set_ratio, ordered[question], stems) / hundred,
            _ratios(fuzz.ratio, stemmed[question], stems) / hundred,
            _ratios(fuzz.ratio, raw[question], texts) / hundred,
            _ratios(JaroWinkler.similarity, stemmed[question][: letters.BEGINNING], begin),
        )
        tables.append(np.stack(columns, axis=1))
    return np.concatenate(tables)


def _ratios(scorer: Callable[..., float], said: str, labels: Sequence[str]) -> Floats:
    return np.asarray(process.cdist([said], labels, scorer=scorer)[0], dtype=np.float32)


def compared(given: Floats, bounds: Longs) -> Floats:
    """As `contest.compared`."""
    table = np.zeros((len(given), len(contest.COLUMNS)), np.float32)
    for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if low < high:
            label, pooled, sense, second, three, main = given[low:high].T
            top, most = np.maximum(label.max(), contest.LEAST), np.maximum(pooled.max(), contest.LEAST)
            columns = (
                *(label / top, top - label, second / top, three / top, pooled / most, _ranks(label), _ranks(pooled)),
                *(sense - sense.max(), _ranks(sense), main / top, _ranks(main)),
            )
            table[low:high] = np.stack([column.astype(np.float32) for column in columns], axis=1)
    return table


def _ranks(values: Floats) -> NDArray[np.int64]:
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return ranks
