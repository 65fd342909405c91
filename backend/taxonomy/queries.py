"""Reading the vocabulary. It is public: everybody sees all of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session, selectinload

from backend.core.problems import NotFound
from backend.taxonomy import linking
from backend.taxonomy.linking import version_of
from backend.taxonomy.models import Concept, ConceptKind, ConceptLabel, ConceptRelation, LabelKind, RelationKind, State
from backend.taxonomy.schemas import (
    ConceptDetail,
    ConceptName,
    ConceptSearch,
    ConceptSuggestion,
    LabelRead,
    RelationRead,
)
from backend.taxonomy.vocabulary import fold
from matching.taxonomy.graph import Graph

__all__ = [
    "Meant",
    "Mention",
    "at_or_below",
    "attribution",
    "find_in_text",
    "get_concept",
    "graph",
    "labels_of",
    "link",
    "named",
    "names_of",
    "suggest_concepts",
    "version_of",
]

BACKWARD = {RelationKind.BROADER: "narrower", RelationKind.ESSENTIAL: "needed_by"}
NEAR = 60  # relations of one kind that are shown: "teamwork" is needed by thousands


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named in `text[start:end]`, by which name, and how surely (0..1).

    Neither a negated one nor one that is only wished for counts.
    """

    start: int
    end: int
    concept_id: UUID
    label: str
    confidence: float
    negated: bool
    wished: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """A concept that a phrase may mean, by which of its names, and how surely (0..1)."""

    concept_id: UUID
    label: str
    lang: str
    score: float


def suggest_concepts(db: Session, search: ConceptSearch) -> list[ConceptSuggestion]:
    """What somebody may be typing, best first: names in any language, slips of the finger forgiven."""
    found = linking.linker.get(db).suggest(search.q, search.lang, search.kind or None, search.size)
    return [
        ConceptSuggestion(
            id=UUID(each.concept_id),
            kind=ConceptKind(each.concept_kind),
            label=each.label,
            lang=each.lang,
            matched=each.matched,
            matched_lang=each.matched_lang,
        )
        for each in found
    ]


def find_in_text(
    db: Session, text: str, lang: str | None, kinds: Collection[ConceptKind] | None = None
) -> list[Mention]:
    """What a running text (a CV, a description) mentions, in order."""
    spans = linking.linker.get(db).find(text, lang, kinds)
    return [Mention(s.start, s.end, UUID(s.concept_id), s.label, s.confidence, s.negated, s.wished) for s in spans]


def link(
    db: Session, text: str, lang: str | None = None, kinds: Collection[ConceptKind] | None = None, top: int = 10
) -> list[Meant]:
    """What a phrase (a job title, a course) most likely means, best first; empty when nothing is likely enough."""
    found = linking.linker.get(db).link(text, lang, kinds, top)
    return [Meant(UUID(each.concept_id), each.label, each.lang, each.score) for each in found]


def named(db: Session, names: Iterable[str], kinds: Collection[ConceptKind]) -> dict[str, UUID]:
    """Concepts of these kinds that are called exactly so in some language, by folded name. One query.

    A name that is the chief one of a concept goes before one that is a by-name of another. In a list, names that
    mean little in running text ("Unity") are meant.
    """
    called = {fold(name) for name in names}
    if not called:
        return {}
    rows = db.execute(
        select(ConceptLabel.folded, Concept.id)
        .join(Concept, Concept.id == ConceptLabel.concept_id)
        .where(ConceptLabel.folded.in_(called), Concept.kind.in_(kinds), ~Concept.is_retired)
        .order_by(case((ConceptLabel.kind == LabelKind.PREFERRED, 1), else_=0), Concept.key.desc())
    )
    return {row.folded: row.id for row in rows}


def graph(db: Session) -> Graph:
    """How all concepts hang together, by the text of their ids; the same object as long as nothing changes."""
    return linking.graph.get(db)


def labels_of(db: Session, ids: Iterable[UUID], lang: str) -> dict[UUID, str]:
    """What concepts are called in this language, else in English, else in any. One query."""
    return {one: name.label for one, name in names_of(db, ids, lang).items()}


def names_of(db: Session, ids: Iterable[UUID], lang: str) -> dict[UUID, ConceptName]:
    """Concepts as one mentions them, by id. One query; unknown ids are left out."""
    wanted = set(ids)
    if not wanted:
        return {}
    columns = (Concept.id, Concept.kind, ConceptLabel.lang, ConceptLabel.text)
    is_shown = (ConceptLabel.concept_id == Concept.id) & (ConceptLabel.kind == LabelKind.PREFERRED)
    rows = db.execute(select(*columns).join(ConceptLabel, is_shown).where(Concept.id.in_(wanted)))
    best: dict[UUID, tuple[tuple[bool, bool, str], ConceptName]] = {}
    for one, kind, spoken, text in rows:
        rank = (spoken != lang, spoken != "en", spoken)
        if one not in best or rank < best[one][0]:
            best[one] = rank, ConceptName(id=one, kind=kind, label=text)
    return {one: name for one, (_, name) in best.items()}


def at_or_below(ids: Iterable[UUID]) -> Select[UUID]:
    """These concepts and everything narrower, for `column.in_(…)`: who asks for games means video games too."""
    found = select(Concept.id).where(Concept.id.in_(ids)).cte(recursive=True)
    is_narrower = (ConceptRelation.to_id == found.c.id) & (ConceptRelation.kind == RelationKind.BROADER)
    narrower = select(ConceptRelation.from_id).join(found, is_narrower)
    return select(found.union(narrower).c.id)


def get_concept(db: Session, concept_id: UUID, lang: str) -> ConceptDetail:
    """One concept with its names and neighbours; raises `NotFound`."""
    statement = select(Concept).where(Concept.id == concept_id).options(selectinload(Concept.labels))
    concept = db.scalars(statement).one_or_none()
    if concept is None:
        raise NotFound
    around = list(_around(db, concept_id))
    names = names_of(db, [concept_id, *(other for _, other in around)], lang)
    labels = sorted(concept.labels, key=lambda label: (label.lang, list(LabelKind).index(label.kind), label.text))
    return ConceptDetail(
        id=concept.id,
        key=concept.key,
        kind=concept.kind,
        label=names[concept.id].label,
        code=concept.code,
        source=concept.source,
        esco_uri=concept.esco_uri,
        is_group=concept.is_group,
        is_retired=concept.is_retired,
        labels=[LabelRead.model_validate(label) for label in labels if label.kind != LabelKind.HIDDEN],
        relations=_neighbours(around, names),
        created_at=concept.created_at,
        updated_at=concept.updated_at,
    )


def attribution(db: Session) -> State:
    """Whom to thank, and since when."""
    return db.scalars(select(State)).one_or_none() or State(version="")


def _around(db: Session, concept_id: UUID) -> Iterator[tuple[str, UUID]]:
    """How one leaves this concept, and to where; being related goes both ways."""
    either = (ConceptRelation.from_id == concept_id) | (ConceptRelation.to_id == concept_id)
    for relation in db.scalars(select(ConceptRelation).where(either)):
        if relation.from_id == concept_id:
            yield relation.kind, relation.to_id
        elif relation.kind == RelationKind.RELATED:
            yield relation.kind, relation.from_id
        elif relation.kind in BACKWARD:
            yield BACKWARD[relation.kind], relation.from_id


def _neighbours(around: Iterable[tuple[str, UUID]], names: dict[UUID, ConceptName]) -> list[RelationRead]:
    """By kind, then by name; of each kind as many as one can take in."""
    order = [*RelationKind, "narrower", "needed_by"]
    known = sorted(
        {(order.index(kind), names[other].label, other) for kind, other in around if other in names},
    )
    shown: dict[int, list[RelationRead]] = {}
    for place, _, other in known:
        shown.setdefault(place, []).append(RelationRead.model_validate({"kind": order[place], "concept": names[other]}))
    return [relation for place in sorted(shown) for relation in shown[place][:NEAR]]
