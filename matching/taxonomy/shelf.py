"""The labels of one language, indexed twice: n-grams lead to words, words lead to labels.

A label's n-grams never cross a word, so the product of both steps is the TF-IDF cosine over word n-grams while the
index stays as small as the vocabulary: twenty thousand words stand for a hundred thousand labels. Words that are
only alike count by their likeness ("soft TF-IDF", Cohen, Ravikumar and Fienberg, IIWeb 2003).
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from matching.taxonomy.letters import LONGEST, Alphabet, Spelt, Tokens
from matching.taxonomy.meanings import MEANINGS
from matching.taxonomy.names import Names, main_names
from matching.taxonomy.overlap import Held
from matching.taxonomy.postings import Floats, Ints, Postings, idf, lengths, whole
from matching.taxonomy.questions import TELLS, Questions, Word
from matching.taxonomy.senses import Meant
from matching.taxonomy.sight import Shelved, Wanted
from matching.taxonomy.spelling import Spelling
from matching.text.endings import Endings
from matching.text.ngrams import ngrams
from matching.text.stemming import has_rules
from matching.text.words import stems

ALIKE = 0.35  # words less alike than this say nothing about each other
COMPANY = 24  # so many lookalikes of a word are followed
MISSPELT = 0.7  # how much a word counts that is only spelt like an unknown one
STRANGE = 0.5  # how much an n-gram counts that no word has: one slip makes several of them
SURE = 0.75  # a word this much alike is taken for the word itself
LONGEST_QUERY = 64  # distinct words of a query that are looked up
COMMON = 0.05  # a word in more labels than this leads nowhere when rarer ones are there
LONGEST_TITLE = 24  # distinct words


class Shelf:
    """Finds the labels and concepts that look most like a text.

    Rows are places in `labels`, a sorted list of folded texts that begins at row `start` of all; `concepts` holds for
    each row the number of what it names, `is_main` whether it is the preferred name.
    """

    def __init__(
        self, lang: str, labels: Sequence[str], concepts: Ints, is_main: NDArray[np.bool_], start: int = 0
    ) -> None:
        self.lang, self.start = lang, start
        self.is_main = main_names(concepts, is_main)
        self.labels = labels
        split = [stems(label, lang) for label in labels]
        self.endings = None if has_rules(lang) or lang in MEANINGS.langs else Endings(split, concepts.tolist())
        split = [self.cut(words) for words in split]
        self.stemmed = [" ".join(words) for words in split]
        self.words = sorted(set(chain.from_iterable(split)))
        self.number = {word: i for i, word in enumerate(self.words)}
        self.spelling = Spelling(self.words)
        self._index_words()
        self.names = Names(concepts, split, self.number)
        self._index_labels(split)
        self.rarity = np.round(self.idf * np.float32(TELLS)).astype(np.int64)
        self.alphabet = Alphabet.of(labels)
        self.spelt = self._spelt(split)
        self.shelved, self.held = self._arrays()
        self.meant = Meant(lang, self.words, self.names.concept_words)
        self.word = lru_cache(maxsize=1 << 14)(self._word)

    def stems(self, phrase: str) -> list[str]:
        """The stems of a folded phrase, by the rules of the language or by what its names taught."""
        return self.cut(stems(phrase, self.lang))

    def cut(self, words: list[str]) -> list[str]:
        """The words without the endings that were learnt."""
        return words if self.endings is None else [self.endings.cut(word) for word in words]

    def _index_words(self) -> None:
        grams = [ngrams(word) for word in self.words]
        self.gram_number = {gram: i for i, gram in enumerate(sorted(set(chain.from_iterable(grams))))}
        rows = np.asarray([self.gram_number[gram] for gram in chain.from_iterable(grams)], dtype=np.int64)
        columns = np.repeat(np.arange(len(grams), dtype=np.int32), [len(each) for each in grams])
        frequency = np.bincount(rows, minlength=len(self.gram_number))
        self.gram_weight = idf(frequency, len(self.words))
        self.unknown_gram = STRANGE * (math.log(1 + len(self.words)) + 1)
        weights = self.gram_weight[rows]
        self.word_norm = lengths(columns, weights, len(grams))
        self.gram_words = Postings.gather(rows, columns, weights / self.word_norm[columns], len(self.gram_number))

    def _index_labels(self, split: Sequence[Sequence[str]]) -> None:
        distinct = [list(dict.fromkeys(words)) for words in split]
        rows = np.asarray([self.number[word] for word in chain.from_iterable(distinct)], dtype=np.int64)
        columns = np.repeat(np.arange(len(split), dtype=np.int32), [len(each) for each in distinct])
        self.frequency = np.bincount(rows, minlength=len(self.words))
        self.idf = self.names.rarity  # how many things a word names, not how often: a thing of forty names counts once
        self.unknown_word = math.log(1 + self.names.concepts) + 1
        weights = self.idf[rows]
        norms = lengths(columns, weights, len(split))
        self.word_labels = Postings.gather(rows, columns, whole(weights / norms[columns]), len(self.words))

    def _spelt(self, split: Sequence[Sequence[str]]) -> Spelt:
        numbers = [sorted({self.number[word] for word in words}) for words in split]
        return Spelt(
            self.alphabet.spell(self.labels),
            self.alphabet.spell(self.stemmed),
            self.alphabet.spell([" ".join(sorted(words)) for words in split]),
            Tokens(
                np.asarray([*chain.from_iterable(numbers)], dtype=np.int32),
                np.asarray([0, *accumulate(map(len, numbers))], dtype=np.int64),
            ),
            self.alphabet.spell(self.words),
        )

    def _arrays(self) -> tuple[Shelved, Held]:
        labels, concepts, names = self.word_labels, self.names.word_concepts, self.names
        words = names.label_words
        shelved = Shelved(
            *(labels.bounds, labels.columns, labels.weights, concepts.bounds, concepts.columns, concepts.weights),
            *(names.concept_of, names.labels.bounds, names.labels.columns, words, self.rarity, self.is_main),
        )
        return shelved, Held(words, names.concept_words.bounds, names.concept_words.columns, self.rarity)

    def _word(self, stem: str) -> Word:
        """What a stem of a question is to this shelf."""
        companions, likeness = self._alike(stem)
        is_known = len(companions) > 0 and bool(likeness[0] >= SURE)
        tells = int(self.rarity[companions[0]]) if is_known else round(self.unknown_word * TELLS)
        is_rare = len(companions) > 0 and bool(self.frequency[companions[0]] <= COMMON * len(self.labels))
        number = self.number.get(stem, -1)
        return Word(stem, number, companions, likeness, tells, is_known, is_rare, MEANINGS.signs_of(stem, self.lang))

    def _alike(self, word: str) -> tuple[Ints, Floats]:
        """Words like this one, most alike first, with their likeness 0..1: in n-grams, or in spelling."""
        likeness = self._share_of_grams(word)
        if word not in self.number:
            meant, alike = self.spelling.near(word)
            likeness[meant] = np.maximum(likeness[meant], MISSPELT * alike)
        found = np.flatnonzero(likeness >= ALIKE)
        best = found[np.lexsort((found, -likeness[found]))][:COMPANY]
        return best.astype(np.int32), np.minimum(likeness[best], 1.0).astype(np.float32)

    def _share_of_grams(self, word: str) -> NDArray[np.float64]:
        """Per known word the cosine of n-gram weights."""
        grams = ngrams(word)
        rows = np.asarray([one for one in map(self.gram_number.get, grams) if one is not None], dtype=np.int64)
        own = self.gram_weight[rows]
        squares = math.fsum((own.astype(np.float64) ** 2).tolist()) + (len(grams) - len(rows)) * self.unknown_gram**2
        totals = np.zeros(len(self.words))
        self.gram_words.add_to(totals, rows, own)
        totals /= math.sqrt(squares)
        return totals

    def ask(self, phrases: Sequence[str], split: Sequence[Sequence[str]], *, is_title: bool) -> Questions:
        """Looks up folded phrases by their stems, of which each has one at least.

        A title names one thing; another text that is longer than nearly every name is a sentence and may name several.
        """
        words = [[self.word(each) for each in [*dict.fromkeys(stems)][:LONGEST_QUERY]] for stems in split]
        return Questions.of(phrases, split, words, LONGEST_TITLE if is_title else self.names.usual_words)

    def spell(self, asked: Questions) -> tuple[Spelt, list[str]]:
        """The letters of questions, as the labels' are kept; and their stems in order of letters."""
        stemmed = [text[:LONGEST] for text in asked.stemmed]
        split = [text.split() for text in stemmed]
        ordered = [" ".join(sorted(words)) for words in split]
        distinct = [sorted(set(words)) for words in split]
        tokens = [*chain.from_iterable(distinct)]
        numbers = np.asarray([self.number.get(token, -1) for token in tokens], dtype=np.int32)
        bounds = np.asarray([0, *accumulate(map(len, distinct))], dtype=np.int64)
        spell = self.alphabet.spell
        raw = spell([text[:LONGEST] for text in asked.phrases])
        return Spelt(raw, spell(stemmed), spell(ordered), Tokens(numbers, bounds), spell(tokens)), ordered

    def wanted(self, labels: NDArray[np.bool_] | None) -> Wanted:
        """Which labels count, and with them which concepts."""
        if labels is None:
            return Wanted(np.zeros(0, np.bool_), np.zeros(0, np.bool_))
        concepts = np.zeros(self.names.concepts, np.bool_)
        concepts[self.names.concept_of[labels]] = True
        return Wanted(labels, concepts)
