"""What speaks for each concept that a text may mean: numbers that know no language, no domain and no vocabulary."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from matching.taxonomy.postings import Floats
from matching.taxonomy.shelf import Asked, Shelf

Rows = NDArray[np.int64]
POOL = 0.3  # how much a concept's names taken together say beside the best one of them
SENSE = 0.6  # how much its meaning says
LONGEST_TITLE = 24  # distinct words
THERE = 0.8  # in a sentence, how much it says that a whole label is there
CLOSELY = 60  # concepts of a text that are looked at closely
HALF = 0.5  # a label this near to the best one speaks for its concept too
PRECISION = 4  # decimals of every feature: machines that add in another order still see the same numbers

FEATURES = (
    "label",  # soft TF-IDF cosine of the concept's best label
    "concept",  # the same of all its labels taken as one text
    "asked_in_label",  # share of what is asked, by rarity, that the best label has
    "label_in_asked",  # share of the best label, by rarity, that is asked
    "asked_in_concept",  # share of what is asked that any of its labels has
    "both_ways",  # product of the first two shares
    "words_sorted",  # RapidFuzz token_sort_ratio of stems
    "words_shared",  # token_set_ratio
    "letters",  # ratio of stems
    "letters_raw",  # ratio of the folded texts: plural and gender count
    "beginning",  # Jaro–Winkler
    "same",  # equal stems in any order
    "first_first",  # likeness of the first words
    "last_last",  # likeness of the last words
    "first_any",  # of the first word asked to any word of the label
    "last_any",
    "rarest_in_label",  # whether the word that tells most is in the best label
    "rarest_in_concept",
    "label_words",
    "length_ratio",
    "asked_words",
    "strange",  # share of what is asked that no label in this language has
    "concept_labels",  # logarithm of how many names it has
    "concept_words",
    "near_labels",  # share of its labels that are near the best label of all
    "label_to_best",  # ratios and distances to the best candidate
    "label_below_best",
    "second_to_best",
    "three_to_best",
    "concept_to_best",
    "label_rank",
    "concept_rank",
    "sense",  # cosine of what is asked and the concept in the space of meanings
    "sense_to_best",
    "sense_rank",
    "sense_known",
)
RISING = frozenset(
    {
        "label",
        "concept",
        "asked_in_label",
        "asked_in_concept",
        "words_sorted",
        "letters_raw",
        "rarest_in_concept",
        "sense",
    }
)  # more of it never speaks against a concept


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Candidates of one text in order of first sight: concepts, how good each looks and its best label's row.

    The first of them, as many as `table` has rows, were looked at closely. Columns that compare candidates with each
    other are filled by `compared`, once all shelves have been asked.
    """

    concepts: Rows
    sight: Floats
    rows: Rows
    second: Floats
    three: Floats
    table: Floats


AT = {name: place for place, name in enumerate(FEATURES)}


def gather(
    shelf: Shelf,
    asked: Asked,
    phrase: str,
    stemmed: str,
    depth: int,
    is_wanted: NDArray[np.bool_] | None,
    *,
    is_title: bool,
) -> Evidence:
    """The `depth` likeliest concepts, in order of first sight, and for the first all that speaks for them.

    `phrase` is what is asked, folded; `stemmed` its stems in order; `is_wanted` says which labels count. A title
    names one thing; another text that is longer than nearly every name is a sentence and may name several.
    """
    names = shelf.names
    scores = shelf.scores(asked)
    if is_wanted is not None:
        scores = scores * is_wanted
    pooled = shelf.concept_scores(asked)
    best = names.highest(scores)
    is_sentence = len(asked.words) > (LONGEST_TITLE if is_title else names.usual_words)
    sense = None if is_sentence else shelf.senses.near(asked.words, asked.weights)
    sight = names.highest(_in_sentence(shelf, asked, scores)) if is_sentence else best + np.float32(POOL) * pooled
    if sense is not None:
        sight += np.float32(SENSE) * np.maximum(sense, np.float32(0))
    wanted = best if is_wanted is None else names.highest(is_wanted.astype(np.float32))
    if is_wanted is not None or sense is None:
        sight[wanted <= 0] = 0
    concepts = _highest(sight, max(depth, CLOSELY))
    rows, second, three, near = _best_labels(shelf, scores, concepts)
    few = slice(0 if is_sentence else min(len(concepts), CLOSELY))
    table = np.zeros((few.stop, len(FEATURES)), dtype=np.float32)
    if few.stop:
        for name, values in _features(shelf, asked, phrase, stemmed, concepts[few], rows[few]).items():
            table[:, AT[name]] = values
        table[:, AT["label"]] = scores[rows[few]]
        table[:, AT["concept"]] = pooled[concepts[few]]
        table[:, AT["near_labels"]] = near[few]
        if sense is not None:
            table[:, AT["sense"]] = sense[concepts[few]]
            table[:, AT["sense_known"]] = 1
    return Evidence(concepts, sight[concepts], rows, second[few], three[few], table)


def _in_sentence(shelf: Shelf, asked: Asked, scores: Floats) -> Floats:
    """How good each label looks that is only a part of what is asked: whether all of it is there counts too."""
    alike = np.zeros(len(shelf.words) + 1, dtype=np.float32)
    for words, likeness in asked.meant:
        alike[words] = np.maximum(alike[words], likeness * likeness)
    table = shelf.names.label_words
    rarity = shelf.idf[table] * (table >= 0)
    there = (alike[table] * rarity).sum(axis=1) / rarity.sum(axis=1)
    looks: Floats = scores / np.float32(max(scores.max(initial=0), 1e-9)) + np.float32(THERE) * there
    looks[scores <= 0] = 0
    return looks / np.float32(1 + THERE)


def compared(gathered: Sequence[Evidence]) -> list[Floats]:
    """The features of each shelf's candidates, with those filled in that compare all of them; rounded."""
    label = np.concatenate([each.table[:, AT["label"]] for each in gathered])
    if not len(label):
        return [each.table for each in gathered]
    pooled = np.concatenate([each.table[:, AT["concept"]] for each in gathered])
    sense = np.concatenate([each.table[:, AT["sense"]] for each in gathered])
    top, most = np.float32(max(label.max(), 1e-9)), np.float32(max(pooled.max(), 1e-9))
    comparisons = {
        "label_to_best": label / top,
        "label_below_best": top - label,
        "second_to_best": np.concatenate([each.second for each in gathered]) / top,
        "three_to_best": np.concatenate([each.three for each in gathered]) / top,
        "concept_to_best": pooled / most,
        "label_rank": _ranks(label),
        "concept_rank": _ranks(pooled),
        "sense_to_best": sense - sense.max(),
        "sense_rank": _ranks(sense),
    }
    table = np.concatenate([each.table for each in gathered])
    for name, values in comparisons.items():
        table[:, AT[name]] = values
    table = np.round(table, PRECISION)
    bounds = np.cumsum([len(each.table) for each in gathered])[:-1]
    return list(np.split(table, bounds))


def _highest(values: Floats, size: int) -> Rows:
    """Places of the highest values above zero, highest first, ties by place."""
    found = np.flatnonzero(values)
    if len(found) > size:
        floor = np.partition(values[found], len(found) - size)[len(found) - size]
        found = found[values[found] >= floor]
    return found[np.lexsort((found, -values[found]))][:size]


def _best_labels(shelf: Shelf, scores: Floats, concepts: Rows) -> tuple[Rows, Floats, Floats, Floats]:
    """Per concept the row of its best label, the score of its second, the mean of its first three, the share near.

    Near are labels whose score is at least half of the best of all.
    """
    names = shelf.names
    rows, _ = names.labels.take(concepts, np.ones(len(concepts), np.float32))
    counts = names.label_count[concepts]
    segments = np.repeat(np.arange(len(concepts)), counts)
    values = scores[rows]
    order = np.lexsort((rows, -values, segments))
    starts = np.cumsum(counts) - counts
    ranked = np.append(values[order], np.float32(0))
    second = np.where(counts > 1, ranked[np.minimum(starts + 1, len(values))], 0)
    third = np.where(counts > 2, ranked[np.minimum(starts + 2, len(values))], 0)
    first = ranked[starts]
    near = np.bincount(segments[values >= HALF * values.max(initial=0)], minlength=len(concepts)) / counts
    return rows[order][starts].astype(np.int64), second, (first + second + third) / 3, near.astype(np.float32)


def _features(
    shelf: Shelf, asked: Asked, phrase: str, stemmed: str, concepts: Rows, rows: Rows
) -> dict[str, NDArray[np.floating] | float]:
    names = shelf.names
    likeness = np.zeros((len(asked.words), len(shelf.words) + 1), dtype=np.float32)  # the last column: no word
    for place, (words, alike) in enumerate(asked.meant):
        likeness[place, words] = alike
    table = names.label_words[rows]
    pairs = likeness[:, table]  # asked × candidate × word of its label
    rarity = shelf.idf[table] * (table >= 0)
    in_label = pairs.max(axis=2)
    of_label = (rarity * pairs.max(axis=0)).sum(axis=1) / rarity.sum(axis=1)
    total = asked.weights.sum()
    asked_in_label = asked.weights @ in_label / total
    flat, _ = names.concept_words.take(concepts, np.ones(len(concepts), np.float32))
    counts = names.word_count[concepts]
    in_concept = np.maximum.reduceat(likeness[:, flat], np.cumsum(counts) - counts, axis=1)
    rarest = int(np.argmax(asked.weights))
    last = names.label_sizes[rows] - 1
    labels = [shelf.stemmed[row] for row in rows.tolist()]
    words_sorted = _ratios(fuzz.token_sort_ratio, stemmed, labels)
    return {
        "asked_in_label": asked_in_label,
        "label_in_asked": of_label,
        "asked_in_concept": asked.weights @ in_concept / total,
        "both_ways": asked_in_label * of_label,
        "words_sorted": words_sorted / 100,
        "words_shared": _ratios(fuzz.token_set_ratio, stemmed, labels) / 100,
        "letters": _ratios(fuzz.ratio, stemmed, labels) / 100,
        "letters_raw": _ratios(fuzz.ratio, phrase, [shelf.labels[row] for row in rows.tolist()]) / 100,
        "beginning": _ratios(JaroWinkler.similarity, stemmed, labels),
        "same": words_sorted >= 100,
        "first_first": pairs[0, :, 0],
        "last_last": pairs[-1, np.arange(len(rows)), last],
        "first_any": in_label[0],
        "last_any": in_label[-1],
        "rarest_in_label": in_label[rarest],
        "rarest_in_concept": in_concept[rarest],
        "label_words": names.label_sizes[rows],
        "length_ratio": np.asarray([len(label) for label in labels]) / len(stemmed),
        "asked_words": float(len(asked.words)),
        "strange": asked.strange,
        "concept_labels": np.log1p(names.label_count[concepts]),
        "concept_words": np.log(counts),
    }


def _ratios(scorer: Callable[..., float], said: str, labels: Sequence[str]) -> Floats:
    return np.asarray(process.cdist([said], labels, scorer=scorer)[0], dtype=np.float32)


def _ranks(values: Floats) -> NDArray[np.int64]:
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return ranks
