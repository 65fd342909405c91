"""Links free words to concepts: one phrase, what is being typed, or all that a running text mentions.

Facts behind the design: a phrase is matched in its own language and pooled by concept (Portuguese to English: MRR .19
directly, .55 through the concept); string similarity alone ranks badly and slowly, so it is only one feature among
many of what an index of n-grams and words has found; light stemming gains .13 to .29 MRR in Spanish, Italian and
English; what decides between the candidates is learnt from many languages at once and knows none of them.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.taxonomy.autocomplete import Autocomplete, Suggestion
from matching.taxonomy.evidence import AT, FEATURES, Evidence, compared, gather
from matching.taxonomy.labels import Labels
from matching.taxonomy.postings import Floats
from matching.taxonomy.reranker import RERANKER
from matching.taxonomy.spans import Finder, Span
from matching.text.essence import essence
from matching.text.normalise import normalise
from matching.text.words import stems

__all__ = ["Candidate", "Linker", "Span", "Suggestion"]

NEAR = 20  # so deep an exact name is looked for
ABSTAIN = 0.5  # an answer below this is no answer
ABROAD = 0.95  # a label in another language than asked counts a little less
CLOSENESS = {"label": 0.60, "words_sorted": 0.20, "beginning": 0.10, "letters": 0.10}  # additive, all rising
STEMMED = 0.99  # equal stems are not yet equal words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that a phrase may mean: how surely (0..1), and the label that said so."""

    concept_id: str
    score: float
    label: str
    lang: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A concept by its number, the row of the label that speaks for it, and how close that is to what was asked."""

    concept: int
    row: int
    closeness: float


class Linker:
    """Everything that turns words into concepts, over one fixed set of labels. Safe to share between threads."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self._autocomplete = Autocomplete(labels)
        self._finder = Finder(labels)

    def link(
        self,
        text: str,
        lang: str | None = None,
        kinds: Collection[str] | None = None,
        top: int = 10,
        abstain: float = ABSTAIN,
    ) -> list[Candidate]:
        """The concepts that a phrase most likely means, best first; empty when none reaches `abstain`.

        Looks among the labels of `lang`; in all languages when it is None, unknown, or has no answer. Who says a name
        exactly means what is called so: such concepts come first.
        """
        found = self._linked(text, lang, kinds, max(top, NEAR), abstain)
        return sorted(found, key=lambda candidate: -candidate.score)[: max(top, 0)]

    def rank(
        self, texts: Iterable[str], lang: str | None = None, kinds: Collection[str] | None = None, depth: int = 100
    ) -> Iterator[list[Candidate]]:
        """For each text the `depth` concepts that are most like it, best first: what `link` chooses from.

        Nothing is held back for being unsure, so that a whole ranking can be judged. Texts are phrases or sentences
        of one language, read as they are asked for.
        """
        for text in texts:
            yield self._linked(text, lang, kinds, depth, 0.0)

    def suggest(
        self, prefix: str, lang: str | None = None, kinds: Collection[str] | None = None, size: int = 10
    ) -> list[Suggestion]:
        """Concepts whose name in any language begins with what is typed, then those that nearly do; each once."""
        return self._autocomplete.suggest(prefix, lang, kinds, size)

    def find(self, text: str, lang: str | None = None, kinds: Collection[str] | None = None) -> list[Span]:
        """What a running text mentions, in order, with offsets into the text as given. Denied ones are marked.

        Without a language only exact names are found; with one, plurals, other word order and slips too.
        """
        return self._finder.find(text, lang, kinds)

    def evidence(self, text: str, lang: str) -> tuple[list[str], Floats]:
        """What the re-ranker sees of a text, for its training: concepts, and a row of `FEATURES` for each."""
        found = self._look(normalise(essence(text)), [lang], None, 0)
        if not found:
            return [], np.zeros((0, len(FEATURES)), dtype=np.float32)
        (table,) = compared([found[lang]])
        return [self.labels.concept_ids[one] for one in found[lang].concepts[: len(table)].tolist()], table

    def _linked(
        self, text: str, lang: str | None, kinds: Collection[str] | None, top: int, abstain: float
    ) -> list[Candidate]:
        mask = None if kinds is None else self.labels.mask(kinds)
        others = [other for other in self.labels.langs if other != lang]
        found = self._ranked(text, [lang], 1.0, mask, top, abstain) if lang in self.labels.shelves else []
        return found or self._ranked(text, others, ABROAD if lang else 1.0, mask, top, abstain)

    def _ranked(
        self, text: str, langs: Sequence[str], share: float, mask: NDArray[np.bool_] | None, top: int, abstain: float
    ) -> list[Candidate]:
        """Each concept once, best first; none but an exact name is called surer than the one before it."""
        phrase = normalise(essence(text))
        exact = self._called(normalise(text), langs, mask)
        sure, best = 1.0, dict[int, Candidate]()
        for found in self._ordered(phrase, langs, mask, top):
            if found.concept in best:
                continue
            is_exact = found.concept in exact
            closeness = round(share if is_exact else share * found.closeness, 6)
            if closeness >= abstain:
                sure = sure if is_exact else min(sure, closeness)
                label = self.labels.all[exact.get(found.concept, found.row)]
                best[found.concept] = Candidate(label.concept_id, share if is_exact else sure, label.text, label.lang)
        return list(best.values())[: max(top, 0)]

    def _ordered(
        self, phrase: str, langs: Sequence[str], mask: NDArray[np.bool_] | None, depth: int
    ) -> Iterator[_Found]:
        """All candidates: first those that were looked at closely, as the re-ranker puts them, then the others."""
        found = self._look(phrase, langs, mask, depth)
        tables = compared([*found.values()]) if found else []
        close, far = list[tuple[float, _Found]](), list[tuple[float, _Found]]()
        for (lang, each), table in zip(found.items(), tables, strict=True):
            offset = self.labels.rows(lang).start
            closeness = STEMMED * sum(weight * table[:, AT[name]] for name, weight in CLOSENESS.items())
            surely = np.minimum(np.append(closeness, each.sight[len(table) :] * CLOSENESS["label"]), 1.0)
            order = np.append(RERANKER.scores(table), each.sight[len(table) :]).tolist()
            listed = zip(order, each.concepts.tolist(), each.rows.tolist(), surely.tolist(), strict=True)
            for place, (points, concept, row, sure) in enumerate(listed):
                (close if place < len(table) else far).append((points, _Found(concept, offset + row, sure)))
        for group in (close, far):
            group.sort(key=lambda pair: (-pair[0], pair[1].row))
            yield from (one for _, one in group)

    def _look(
        self, phrase: str, langs: Sequence[str], mask: NDArray[np.bool_] | None, depth: int
    ) -> dict[str, Evidence]:
        """What each language's shelf has to say."""
        found = {}
        for lang in langs:
            shelf, rows = self.labels.shelves[lang], self.labels.rows(lang)
            words = stems(phrase, lang)
            if words:
                wanted = None if mask is None else mask[rows.start : rows.stop]
                found[lang] = gather(shelf, shelf.ask(words), phrase, " ".join(words), depth, wanted)
        return found

    def _called(self, phrase: str, langs: Sequence[str], mask: NDArray[np.bool_] | None) -> dict[int, int]:
        """The concepts that have exactly this name, and the row of it."""
        exact: dict[int, int] = {}
        for lang in langs:
            rows = self.labels.rows(lang)
            at = rows.start + bisect_left(self.labels.shelves[lang].labels, phrase)
            while at < rows.stop and self.labels.folded[at] == phrase:
                if mask is None or mask[at]:
                    exact.setdefault(int(self.labels.concept[at]), at)
                at += 1
        return exact
