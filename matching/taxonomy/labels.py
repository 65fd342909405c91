"""What concepts are called, in every language, kept so that names can be found by sight and by sound."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, TypeAlias

import numpy as np

from matching.taxonomy.shelf import Shelf
from matching.text.normalise import normalise
from matching.text.stemming import stem

LabelKind: TypeAlias = Literal["preferred", "alternative", "hidden", "feminine", "masculine"]
_ORDER: Mapping[str, int] = {"preferred": 0, "masculine": 1, "feminine": 2, "alternative": 3, "hidden": 4}


@dataclass(frozen=True, slots=True)
class Label:
    """One name of one concept. A gendered name is a name of the same concept.

    `lang` is an ISO 639-1 code, `concept_kind` a word of the vocabulary (skill, tool, craft, occupation …). A weak
    name (react, stage, cut) is also an ordinary word: in running text it counts only in company.
    """

    concept_id: str
    lang: str
    text: str
    kind: LabelKind = "alternative"
    concept_kind: str = "skill"
    is_weak: bool = False


class Labels:
    """All labels, sorted, folded and indexed per language. Equal for equal labels in any order.

    Labels that fold to nothing (only signs) are left out; of two that fold alike for one concept and language the
    more official stays. "Designer gráfico/Designer gráfica" is known by each half too: both are the same words in
    two genders.
    """

    def __init__(self, labels: Sequence[Label], folded: Sequence[str]) -> None:
        self.all = tuple(labels)
        self.folded = tuple(folded)
        self.concept_ids = sorted({label.concept_id for label in labels})
        number = {concept_id: i for i, concept_id in enumerate(self.concept_ids)}
        self.concept = np.asarray([number[label.concept_id] for label in labels], dtype=np.int32)
        self.kinds = sorted({label.concept_kind for label in labels})
        kind_number = {kind: i for i, kind in enumerate(self.kinds)}
        self.kind = np.asarray([kind_number[label.concept_kind] for label in labels], dtype=np.int16)
        self.first: dict[str, int] = {}
        for row, label in enumerate(labels):
            self.first.setdefault(label.lang, row)
        self.shelves = {lang: self._shelf(lang) for lang in self.first}
        self._names = self._best_names()

    @classmethod
    def build(cls, labels: Iterable[Label]) -> "Labels":
        """Sorts, folds and indexes: some two seconds per hundred thousand labels."""
        best: dict[tuple[str, str, str], Label] = {}
        for label in chain.from_iterable(map(_with_halves, labels)):
            key = (label.lang, normalise(label.text), label.concept_id)
            if key[1] and (key not in best or _rank(label) < _rank(best[key])):
                best[key] = label
        keys = sorted(best)
        return cls([best[key] for key in keys], [key[1] for key in keys])

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages there are, sorted."""
        return tuple(self.shelves)

    def rows(self, lang: str) -> range:
        """The rows of `all` that hold this language; they are the rows of its shelf, moved."""
        return range(*self._bounds(lang))

    def mask(self, kinds: Iterable[str] | None) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Which rows are of these kinds of concept; None means any."""
        if kinds is None:
            return np.ones(len(self.all), dtype=np.bool_)
        wanted = [i for i, kind in enumerate(self.kinds) if kind in set(kinds)]
        return np.isin(self.kind, wanted)

    def name(self, concept_id: str, lang: str | None) -> Label | None:
        """The concept's name in this language, else in English, else in the first language that has one."""
        names = self._names.get(concept_id, {})
        for wanted in (lang, "en"):
            if wanted in names:
                return self.all[names[wanted]]
        return self.all[next(iter(names.values()))] if names else None

    def _shelf(self, lang: str) -> Shelf:
        rows = slice(*self._bounds(lang))
        is_main = np.asarray([label.kind == "preferred" for label in self.all[rows]], dtype=np.bool_)
        return Shelf(lang, self.folded[rows], self.concept[rows], is_main, rows.start)

    def _bounds(self, lang: str) -> tuple[int, int]:
        langs = list(self.first)
        following = langs.index(lang) + 1
        return self.first[lang], self.first[langs[following]] if following < len(langs) else len(self.all)

    def _best_names(self) -> dict[str, dict[str | None, int]]:
        names: dict[str, dict[str | None, int]] = {}
        for row, label in enumerate(self.all):
            known = names.setdefault(label.concept_id, {})
            if label.lang not in known or _rank(label) < _rank(self.all[known[label.lang]]):
                known[label.lang] = row
        return names


def _with_halves(label: Label) -> Iterator[Label]:
    """The label, and both of its halves if a slash parts two genders of the same words."""
    yield label
    masculine, slash, feminine = label.text.partition("/")
    if slash and _stems(masculine, label.lang) == _stems(feminine, label.lang):
        yield replace(label, text=masculine.strip(), kind="masculine")
        yield replace(label, text=feminine.strip(), kind="feminine")


def _stems(text: str, lang: str) -> list[str]:
    return [stem(word, lang) for word in normalise(text).split()]


def _rank(label: Label) -> tuple[int, int, str, str, bool]:
    """More official first, then shorter, then by letter; complete, so that input order never matters."""
    return _ORDER.get(label.kind, len(_ORDER)), len(label.text), label.text, label.concept_kind, label.is_weak
