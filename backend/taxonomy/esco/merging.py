"""Fits two vocabularies into one: which of their concepts are ours, and which of their links would run in circles."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from graphlib import CycleError, TopologicalSorter
from itertools import chain, pairwise
from typing import TypeAlias
from uuid import UUID

from backend.taxonomy.vocabulary import ConceptKind, Entry, LabelKind, Name, fold

Link: TypeAlias = tuple[UUID, UUID]  # narrower, broader
Called: TypeAlias = tuple[str, str, str]  # family, language, folded name
Chooser: TypeAlias = Callable[[Name], bool]

# ESCO knows no tools and crafts: all that people can do are skills.
FAMILY = {kind: "ability" if kind in {"skill", "tool", "craft"} else str(kind) for kind in ConceptKind}


def is_main(name: Name) -> bool:
    """The names that a concept goes by."""
    return name.kind in {LabelKind.PREFERRED, LabelKind.MASCULINE, LabelKind.FEMININE}


def is_open(name: Name) -> bool:
    """All names that are shown."""
    return name.kind != LabelKind.HIDDEN


# (our names, their names, how many must be shared). ESCO's other names are often wider or narrower than the concept (a
# packaging designer is filed under industrial designer), so one of them alone proves nothing.
PASSES: tuple[tuple[Chooser, Chooser, int], ...] = ((is_main, is_main, 1), (is_open, is_main, 1), (is_open, is_open, 2))


def same_concepts(ours: Iterable[Entry], theirs: Iterable[Entry]) -> dict[str, str]:
    """Their key → our key, where names (or the code of a field of study) say that two concepts are one.

    Only where it is certain: in each pass names must lead to one concept on either side, and nobody is taken twice.
    """
    free = {entry.key: entry for entry in ours if not entry.is_group}
    wanted = {entry.key: entry for entry in theirs if not entry.is_group}
    found = _by_code(free.values(), wanted.values())
    for our_names, their_names, least in PASSES:
        for their_key, our_key in found.items():
            wanted.pop(their_key, None)
            free.pop(our_key, None)
        found |= _by_name(free.values(), our_names, wanted.values(), their_names, least)
    return found


def called(entry: Entry, choose: Chooser = is_open) -> set[Called]:
    """What a concept is found by; "Python (computer programming)" also by what stands before the bracket."""
    texts = {(name.lang, text) for name in entry.names if choose(name) for text in (name.text, _bare(name))}
    return {(FAMILY[entry.kind], lang, folded) for lang, text in texts if (folded := fold(text))}


def _bare(name: Name) -> str:
    return name.text.partition(" (")[0] if name.kind == LabelKind.PREFERRED else name.text


def _by_code(ours: Iterable[Entry], theirs: Iterable[Entry]) -> dict[str, str]:
    fields = {entry.code: entry.key for entry in ours if entry.kind == ConceptKind.FIELD and entry.code}
    coded = ((entry.key, entry.code) for entry in theirs if entry.kind == ConceptKind.FIELD and entry.code)
    return {key: fields[code] for key, code in coded if code in fields}


def _by_name(
    ours: Iterable[Entry], our_names: Chooser, theirs: Iterable[Entry], their_names: Chooser, least: int
) -> dict[str, str]:
    owners: dict[Called, set[str]] = defaultdict(set)
    for entry in theirs:
        for name in called(entry, their_names):
            owners[name].add(entry.key)
    proposals: dict[str, str] = {}
    for entry in ours:
        shared = Counter(chain.from_iterable(owners.get(name, ()) for name in called(entry, our_names)))
        candidates = [key for key, times in shared.items() if times >= least]
        if len(candidates) == 1:
            proposals[entry.key] = candidates[0]
    times = Counter(proposals.values())
    return {their_key: our_key for our_key, their_key in proposals.items() if times[their_key] == 1}


def without_cycles(firm: Iterable[Link], proposed: Iterable[Link]) -> set[Link]:
    """Those of the proposed links (narrower, broader) that, added to the firm ones, let nothing be broader than itself.

    Raises ValueError where the firm ones alone run in a circle.
    """
    firm, kept = set(firm), set(proposed)
    while cycle := _cycle(firm | kept):
        guilty = kept & cycle - firm
        if not guilty:
            raise ValueError(f"these are broader than themselves: {sorted(cycle)}")
        kept -= guilty
    return kept


def _cycle(links: Iterable[Link]) -> set[Link]:
    above: dict[UUID, list[UUID]] = defaultdict(list)
    for narrower, broader in sorted(links):
        above[narrower].append(broader)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        broader_first: list[UUID] = error.args[1]  # each is broader than the next; the last is the first again
        return {(narrower, broader) for broader, narrower in pairwise(broader_first)}
    return set()
