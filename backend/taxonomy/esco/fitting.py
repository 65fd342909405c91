"""Fits what an ESCO bundle tells to the concepts we have already: same ids, no name taken away, no circle."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from backend.taxonomy.esco.merging import FAMILY, Called, called, same_concepts, without_cycles
from backend.taxonomy.esco.reading import Reading
from backend.taxonomy.models import ConceptSource, LabelKind, RelationKind
from backend.taxonomy.storing import RelationKey, Row, Telling, names_of
from backend.taxonomy.vocabulary import Entry, Name, Vocabulary, fold, id_of

OFFICIAL = {LabelKind.PREFERRED, LabelKind.MASCULINE, LabelKind.FEMININE}


@dataclass(frozen=True, slots=True)
class Fitted:
    """What to store, how many of our concepts ESCO knows too, and what was left out for which reason."""

    telling: Telling
    merged: int
    skipped: Counter[str]


def fit(reading: Reading, starter: Vocabulary, known: Mapping[str, Row]) -> Fitted:
    """`known` holds the rows of concepts that have an ESCO URI already; they keep what they are."""
    return _Fit(reading, starter, known).fitted()


class _Fit:
    def __init__(self, reading: Reading, starter: Vocabulary, known: Mapping[str, Row]) -> None:
        self.reading, self.starter, self.known = reading, starter, known
        self.skipped = reading.skipped.copy()
        self.entries = reading.vocabulary.entries
        self.ours = self._ours()
        self.ids = {uri: id_of(self.ours.get(uri) or self._key(uri)) for uri in self.entries}

    def fitted(self) -> Fitted:
        """Everything put together."""
        told_names = {(self.ids[e.key], name.lang) for e in self.entries.values() for name in e.names}
        told_links = {(self.ids[uri], kind) for uri, kind in self.reading.told_links}
        telling = Telling(
            source=ConceptSource.ESCO,
            concepts={self.ids[uri]: self._row(entry) for uri, entry in self.entries.items()},
            labels=names_of(self._names()),
            relations=self._links(),
            tells_name=lambda key: key[:2] in told_names,
            tells_link=lambda key: key[:2] in told_links,
        )
        return Fitted(telling, len(self.ours), +self.skipped)

    def _ours(self) -> dict[str, str]:
        """URI → key of the starter concept that is the same; once found it stays so."""
        entries = self.starter.entries
        before = {uri: row["key"] for uri, row in self.known.items() if row["key"] in entries}
        free = [entry for key, entry in entries.items() if key not in set(before.values())]
        new = [entry for uri, entry in self.entries.items() if uri not in self.known]
        return {uri: key for uri, key in before.items() if uri in self.entries} | same_concepts(free, new)

    def _key(self, uri: str) -> str:
        row = self.known.get(uri)
        return row["key"] if row else uri

    def _row(self, entry: Entry) -> Row:
        """A concept that people may have claimed does not change its kind."""
        uri, key = entry.key, self.ours.get(entry.key)
        if key:
            ours = self.starter.entries[key]
            return _row(ours, key, ConceptSource.STARTER, uri)
        row = _row(entry, self._key(uri), ConceptSource.ESCO, uri)
        return row | {"kind": self.known[uri]["kind"]} if uri in self.known else row

    def _names(self) -> Iterator[tuple[UUID, Name]]:
        """Names of ours stay ours: ESCO's other names must not lead away from the starter concept they belong to."""
        owners = {name: key for key, entry in self.starter.entries.items() for name in called(entry)}
        named = {(key, name.lang) for key, entry in self.starter.entries.items() for name in entry.names}
        for uri, entry in self.entries.items():
            key = self.ours.get(uri)
            for name in entry.names:
                owner = owners.get(_called(entry, name))
                if owner and (owner == key or name.kind not in OFFICIAL):
                    self.skipped["names-of-ours"] += owner != key
                elif name.kind == LabelKind.PREFERRED and (key, name.lang) in named:
                    yield self.ids[uri], replace(name, kind=LabelKind.ALTERNATIVE)
                else:
                    yield self.ids[uri], name

    def _links(self) -> set[RelationKey]:
        links = {
            (self.ids[uri], kind, self.ids[other])
            for uri, entry in self.entries.items()
            for kind, other in entry.links
            if self.ids[uri] != self.ids[other]
        }
        ours = self.starter.entries.items()
        firm = {
            (id_of(key), id_of(other)) for key, e in ours for kind, other in e.links if kind == RelationKind.BROADER
        }
        upward = {(one, other) for one, kind, other in links if kind == RelationKind.BROADER}
        circular = upward - without_cycles(firm, upward)
        self.skipped["circular-links"] += len(circular)
        return links - {(one, RelationKind.BROADER, other) for one, other in circular}


def _row(entry: Entry, key: str, source: ConceptSource, uri: str) -> Row:
    return {
        "key": key,
        "kind": entry.kind,
        "source": source,
        "code": entry.code,
        "esco_uri": uri,
        "is_group": entry.is_group,
        "is_retired": False,
    }


def _called(entry: Entry, name: Name) -> Called:
    return FAMILY[entry.kind], name.lang, fold(name.text)
