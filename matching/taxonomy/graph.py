"""The web of concepts: what is broader, related or essential, how telling a concept is, and what counts for what."""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from matching.errors import BadInput, CyclicTaxonomy

FULL = 255  # similarity of a concept with itself, and the weight of the most telling concept
LEAST = 24  # the weight of the least telling one: nothing that is asked for weighs nothing

CLOSENESS = {"broader": 128, "narrower": 102, "related": 102, "sibling": 77}
KINDS_OF_LINK = frozenset({"broader", "related", "essential", "optional"})


class Concept(NamedTuple):
    """A concept: its id and what kind of thing it is."""

    id: str
    kind: str


class Relation(NamedTuple):
    """`source` has `target` as its broader, related, essential or optional concept."""

    source: str
    kind: str
    target: str


class Taxonomy(Protocol):
    """All that ranking asks of a taxonomy; a whole graph or the excerpt in a receipt."""

    @property
    def digest(self) -> str:
        """SHA-256 of what it says."""

    def expand(self, concept: str) -> Mapping[str, int]:
        """What a claim of `concept` counts for: concept → similarity 1..255."""

    def weight(self, concept: str) -> int:
        """How telling a demand for `concept` is: 24..255."""

    def above(self, concept: str) -> frozenset[str]:
        """`concept` and everything broader than it."""


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """A taxonomy built from concepts and relations; the same in any order of its input.

    Similarity of a claim with (Lin 1998, coarsened to bytes): itself 255; one step broader 128, two steps 64; narrower
    and related 102; a sibling 77, dampened by how telling the shared parent is. A concept nobody has heard of is like
    itself only. Weight is intrinsic information content (Seco et al. 2004): the fewer concepts lie below, and the fewer
    occupations call for it, the more it tells.
    """

    kinds: Mapping[str, str]
    broader: Mapping[str, tuple[str, ...]]
    narrower: Mapping[str, tuple[str, ...]]
    related: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, int]
    digest: str
    _seen: dict[str, dict[str, int]] = field(default_factory=dict)
    _above: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def build(cls, concepts: Iterable[tuple[str, str]], relations: Iterable[tuple[str, str, str]] = ()) -> "Graph":
        """Makes the graph from (id, kind) and (source, link, target).

        Raises BadInput when a concept is given twice as two kinds, a link is of no known kind or ends nowhere, and
        CyclicTaxonomy when a concept is broader than itself.
        """
        kinds = _kinds(concepts)
        links = _links(kinds, relations)
        broader = links["broader"]
        _refuse_cycles(broader)
        related = _both_ways(links["related"])
        needs = {source: tuple(sorted(links["essential"].get(source, ()))) for source in sorted(links["essential"])}
        calls = Counter(target for kind in ("essential", "optional") for ts in links[kind].values() for target in ts)
        return cls(
            kinds=kinds,
            broader={source: tuple(sorted(targets)) for source, targets in sorted(broader.items())},
            narrower=_turned(broader),
            related=related,
            needs=needs,
            weights=_weights(kinds, broader, calls),
            digest=_digest(kinds, links),
        )

    def expand(self, concept: str) -> Mapping[str, int]:
        """What a claim of `concept` counts for: concept → similarity 1..255; itself is always in it."""
        near = self._seen.get(concept)
        if near is None:
            near = self._expand(concept)
            if concept in self.kinds:  # any word may be asked about: only ours are worth remembering
                self._seen[concept] = near
        return near

    def weight(self, concept: str) -> int:
        """How telling a demand for `concept` is, 24..255; 255 for one the graph does not know."""
        return self.weights.get(concept, FULL)

    def above(self, concept: str) -> frozenset[str]:
        """`concept` and everything broader than it: who claims it has these too."""
        above = self._above.get(concept)
        if above is None:
            above = frozenset({concept, *_ancestors(concept, self.broader)})
            if concept in self.kinds:
                self._above[concept] = above
        return above

    def _expand(self, concept: str) -> dict[str, int]:
        near = {concept: FULL}

        def meet(other: str, similarity: int) -> None:
            if similarity > near.get(other, 0):
                near[other] = similarity

        for parent in self.broader.get(concept, ()):
            meet(parent, CLOSENESS["broader"])
            for grandparent in self.broader.get(parent, ()):
                meet(grandparent, CLOSENESS["broader"] // 2)
            for sibling in self.narrower.get(parent, ()):
                meet(sibling, CLOSENESS["sibling"] * self.weight(parent) // FULL)
        for child in self.narrower.get(concept, ()):
            meet(child, CLOSENESS["narrower"])
        for other in self.related.get(concept, ()):
            meet(other, CLOSENESS["related"])
        return near


def _kinds(concepts: Iterable[tuple[str, str]]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for concept, kind in sorted(set(map(tuple, concepts))):
        if concept in kinds:
            raise BadInput("taxonomy.two-kinds", concept=concept, kinds=(kinds[concept], kind))
        kinds[concept] = kind
    return kinds


def _links(kinds: Mapping[str, str], relations: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, set[str]]]:
    links: dict[str, dict[str, set[str]]] = {kind: defaultdict(set) for kind in sorted(KINDS_OF_LINK)}
    for source, kind, target in relations:
        if kind not in KINDS_OF_LINK:
            raise BadInput("taxonomy.unknown-link", kind=kind, one_of=tuple(sorted(KINDS_OF_LINK)))
        for end in (source, target):
            if end not in kinds:
                raise BadInput("taxonomy.loose-end", source=source, kind=kind, target=target, missing=end)
        if source == target:
            raise CyclicTaxonomy("taxonomy.cycle", path=(source, target))
        links[kind][source].add(target)
    return links


def _refuse_cycles(broader: Mapping[str, set[str]]) -> None:
    done: set[str] = set()
    for start in sorted(broader):
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            concept, is_left = stack.pop()
            if is_left:
                on_path.discard(path.pop())
                done.add(concept)
            elif concept in on_path:
                raise CyclicTaxonomy("taxonomy.cycle", path=(*path[path.index(concept) :], concept))
            elif concept not in done:
                path.append(concept)
                on_path.add(concept)
                stack.append((concept, True))
                stack.extend((parent, False) for parent in sorted(broader.get(concept, ()), reverse=True))


def _turned(links: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    back: dict[str, list[str]] = defaultdict(list)
    for source in sorted(links):
        for target in links[source]:
            back[target].append(source)
    return {target: tuple(back[target]) for target in sorted(back)}


def _both_ways(links: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    pairs: dict[str, set[str]] = defaultdict(set)
    for source, targets in links.items():
        for target in targets:
            pairs[source].add(target)
            pairs[target].add(source)
    return {source: tuple(sorted(pairs[source])) for source in sorted(pairs)}


def _weights(kinds: Mapping[str, str], broader: Mapping[str, set[str]], calls: Counter[str]) -> dict[str, int]:
    below: Counter[str] = Counter()
    for concept in kinds:
        below.update(_ancestors(concept, broader))
    whole = math.log(len(kinds) + 1)
    return {
        concept: max(LEAST, round(FULL * (1 - math.log(1 + below[concept] + calls[concept]) / whole)))
        if below[concept] + calls[concept]
        else FULL
        for concept in kinds
    }


def _ancestors(concept: str, broader: Mapping[str, Iterable[str]]) -> set[str]:
    seen: set[str] = set()
    ahead = [concept]
    while ahead:
        for parent in broader.get(ahead.pop(), ()):
            if parent not in seen:
                seen.add(parent)
                ahead.append(parent)
    return seen


def _digest(kinds: Mapping[str, str], links: Mapping[str, Mapping[str, set[str]]]) -> str:
    told = hashlib.sha256(repr((sorted(CLOSENESS.items()), LEAST)).encode())
    for concept, kind in kinds.items():
        told.update(f"{concept}\t{kind}\n".encode())
    for kind, sources in sorted(links.items()):
        for source, targets in sorted(sources.items()):
            told.update(f"{source}\t{kind}\t{' '.join(sorted(targets))}\n".encode())
    return told.hexdigest()
