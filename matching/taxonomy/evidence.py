"""What speaks for each concept that a text may mean: numbers that know no language, no domain and no vocabulary."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.compiled import IS_COMPILED
from matching.taxonomy import contest, letters, overlap, plain, sight
from matching.taxonomy.postings import Floats
from matching.taxonomy.questions import Longs, Questions
from matching.taxonomy.shelf import Shelf
from matching.taxonomy.sight import Seen

CLOSELY = 60  # concepts of a text that are looked at closely
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
    "main",  # soft TF-IDF cosine of its preferred label
    "main_to_best",
    "main_rank",
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
        "main",
    }
)  # more of it never speaks against a concept


AT = {name: place for place, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What one shelf has to say: of each question the likeliest concepts, and the first of them looked at closely.

    Flat arrays hold those that were, question after question, `close` of each; `rows` are rows of all labels. The
    columns of `table` that compare candidates with each other are filled in once all shelves have been asked.
    """

    seen: Seen
    start: int
    close: Longs
    table: Floats
    concepts: NDArray[np.int32]
    rows: Longs
    second: Floats
    three: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The candidates of all shelves: question q has the rows `bounds[q]` to `bounds[q + 1]`, shelf after shelf."""

    bounds: Longs
    table: Floats
    concepts: NDArray[np.int32]
    rows: Longs


def gather(shelf: Shelf, asked: Questions, depth: int, is_wanted: NDArray[np.bool_] | None) -> Evidence:
    """The `depth` likeliest concepts of each question, and for the first all that speaks for them.

    `is_wanted` says which labels of the shelf count. Sentences are not looked at closely.
    """
    see = sight.see if IS_COMPILED else plain.see
    senses = shelf.meant.near(asked.flat)
    seen = see(asked.flat, shelf.shelved, shelf.wanted(is_wanted), senses, max(depth, CLOSELY))
    close = np.where(asked.flat.is_sentence, 0, np.minimum(seen.counts, CLOSELY))
    table = np.zeros((int(close.sum()), len(FEATURES)), dtype=np.float32)
    question = np.repeat(np.arange(len(close)), close)
    place = np.arange(len(table)) - np.repeat(np.cumsum(close) - close, close)
    rows, concepts = seen.rows[question, place], seen.concepts[question, place]
    overlaps = overlap.overlaps if IS_COMPILED else plain.overlaps
    table[:, _OVERLAP] = overlaps(asked.flat, shelf.held, close, seen.concepts, seen.rows)
    table[:, _LETTERS] = _ratios(shelf, asked, close, seen.rows, rows)
    sizes = np.asarray([len(text) for text in asked.stemmed], dtype=np.int64)
    bounds = shelf.spelt.stemmed.bounds
    for name, values in {
        "label": seen.label[question, place],
        "concept": seen.pooled[question, place],
        "near_labels": seen.near[question, place],
        "main": seen.main[question, place],
        "sense": seen.sense[question, place],
        "sense_known": senses.is_known[question],
        "same": table[:, AT["words_sorted"]] >= 1,
        "label_words": shelf.names.label_sizes[rows],
        "length_ratio": (bounds[rows + 1] - bounds[rows]) / sizes[question],
        "asked_words": np.diff(asked.flat.firsts)[question],
        "strange": asked.strange[question],
        "concept_labels": shelf.names.many_labels[concepts],
        "concept_words": shelf.names.many_words[concepts],
    }.items():
        table[:, AT[name]] = values
    beside = seen.second[question, place], seen.three[question, place]
    return Evidence(seen, shelf.start, close, table, concepts, rows.astype(np.int64) + shelf.start, *beside)


def compared(gathered: Sequence[Evidence]) -> Compared:
    """The candidates of all shelves that were asked the same, with all their features, rounded."""
    counts = np.stack([each.close for each in gathered])
    bounds = np.concatenate(([0], np.cumsum(counts.sum(axis=0))))
    columns = [(each.table, each.concepts, each.rows, each.second, each.three) for each in gathered]
    table, concepts, rows, second, three = (np.concatenate(column) for column in zip(*columns, strict=True))
    if len(gathered) > 1:
        question = np.concatenate([np.repeat(np.arange(counts.shape[1]), shelf) for shelf in counts])
        order = np.argsort(question, kind="stable")
        table, concepts, rows, second, three = (each[order] for each in (table, concepts, rows, second, three))
    given = np.stack([*(table[:, AT[name]] for name in contest.GIVEN[:3]), second, three, table[:, AT["main"]]], axis=1)
    table[:, _CONTEST] = (contest.compared if IS_COMPILED else plain.compared)(given, bounds)
    return Compared(bounds, np.round(table, PRECISION), concepts, rows)


def _ratios(
    shelf: Shelf, asked: Questions, close: Longs, seen_rows: NDArray[np.int32], rows: NDArray[np.int32]
) -> Floats:
    spelt, ordered = shelf.spell(asked)
    if IS_COMPILED:
        return letters.ratios(spelt, shelf.spelt, shelf.alphabet, close, seen_rows)
    stemmed = [text[: letters.LONGEST] for text in asked.stemmed]
    raw = [text[: letters.LONGEST] for text in asked.phrases]
    labels = [(shelf.stemmed[row], shelf.labels[row]) for row in rows.tolist()]
    return plain.ratios(ordered, stemmed, raw, labels, close)


_OVERLAP, _LETTERS, _CONTEST = (
    [AT[name] for name in columns] for columns in (overlap.COLUMNS, letters.COLUMNS, contest.COLUMNS)
)
