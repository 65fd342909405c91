"""Who suits this opportunity, of those who agreed to be seen by its organisation."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from backend.core.access import Viewer, require
from backend.core.problems import NotFound
from backend.matches import queries, rules
from backend.matches.crowd import Crowd, crowds
from backend.matches.day import Day
from backend.matches.feeding import opportunities as feed
from backend.matches.feeding.thing import Thing
from backend.matches.schemas.people import CandidateCard, CandidateDetail, CandidatePage, CandidateSearch
from backend.matches.service.keeping import Note, Shown
from backend.matches.telling.arithmetic import arithmetic_of
from backend.matches.telling.hidden import hidden_of
from backend.matches.telling.people import Standing, bands_of, candidate_of, edit_of, shown_skills
from backend.matches.telling.ties import ties_of
from backend.opportunities import queries as opportunities
from backend.profiles.models import Profile
from backend.taxonomy import queries as taxonomy
from matching import DEFAULT, Graph, item_counterfactuals, rank_people
from matching.eligibility import RULES, judge
from matching.explain.contributions import explain, sides
from matching.rank import Hidden
from matching.retrieve.select import tie_break
from matching.scene import Scene
from matching.scoring import mutual
from matching.types import Item, Match, Outcome, Seeker


@dataclass(frozen=True, slots=True)
class Placed:
    """One person whom no rule hides, and what orders them."""

    seeker: Seeker
    key: int
    tie: int

    @property
    def score(self) -> float:
        """0 to 100."""
        return mutual.score(self.key, 1)


@dataclass(frozen=True, slots=True)
class Order:
    """Everybody who may be seen, those whom no rule hides in the order of their scores, and what hides the others."""

    seen: Sequence[Seeker]
    placed: Sequence[Placed]
    hidden: Sequence[Hidden]
    twins: frozenset[int]

    def rank_of(self, person_id: str) -> int | None:
        """The place by score; None where a rule hides the person."""
        return next((rank for rank, one in enumerate(self.placed, start=1) if one.seeker.id == person_id), None)

    def standing(self, one: Placed, rank: int | None) -> Standing:
        """For the card."""
        return Standing(rank, one.key in self.twins)


@dataclass(frozen=True, slots=True)
class Room:
    """An opportunity and the people before it."""

    thing: Thing
    item: Item
    crowd: Crowd
    graph: Graph
    order: Order


def list_candidates(
    db: Session, viewer: Viewer, opportunity_id: UUID, search: CandidateSearch, day: Day
) -> Shown[CandidatePage]:
    """One page of people. Without a ranking their order is drawn by lot, the same for one asking person all day."""
    room = _enter(db, viewer, opportunity_id, day)
    is_ranked = search.order == "fit"
    order = list(room.order.placed) if is_ranked else _by_lot(room, viewer, day)
    first = (search.page - 1) * search.size
    chosen = order[first : first + search.size]
    found = rank_people(
        room.item,
        [one.seeker for one in chosen],
        room.graph,
        now=day.start,
        day_seed=day.seed,
        top=max(1, len(chosen)),
    )
    shown = replace(found, total=len(room.order.seen), eligible=len(room.order.placed), hidden=tuple(room.order.hidden))
    note = Note.of_people(shown, opportunity_id, search.model_dump_json())
    matches = {match.person_id: match for match in shown.matches}
    standings = [
        (matches[one.seeker.id], room.order.standing(one, first + i if is_ranked else None))
        for i, one in enumerate(chosen, start=1)
    ]
    page = CandidatePage(
        items=_cards(db, room, standings, search.lang),
        total=len(order),
        page=search.page,
        size=search.size,
        opportunity_id=opportunity_id,
        order=search.order,
        day=day.date,
        all=len(room.order.seen),
        hidden=hidden_of(room.order.hidden),
        bands=bands_of([one.score for one in room.order.placed]) if is_ranked else [],
        ties=ties_of(shown.matches, lambda match: match.person_id) if is_ranked else [],
        receipt_id=note.receipt.sha256,
        config=DEFAULT.digest,
    )
    return Shown(page, note)


def get_candidate(db: Session, viewer: Viewer, opportunity_id: UUID, profile_id: UUID, day: Day) -> CandidateDetail:
    """One person with every number, and what the posting could change; raises `NotFound` for who may not be seen."""
    room = _enter(db, viewer, opportunity_id, day)
    seeker = next((one for one in room.order.seen if one.id == str(profile_id)), None)
    if seeker is None:
        raise NotFound
    scene = Scene(room.graph, DEFAULT, day.start)
    match = explain(seeker, room.item, scene, room.order.rank_of(seeker.id))
    one = Placed(seeker, _key(seeker, room.item, scene), 0)
    found = item_counterfactuals(
        room.item, room.order.seen, room.graph, now=day.start, day_seed=day.seed, person_id=seeker.id
    )
    return CandidateDetail(
        card=_cards(db, room, [(match, room.order.standing(one, match.rank))])[0],
        arithmetic=arithmetic_of(match, queries.evidence_of(db, [profile_id]), DEFAULT),
        edits=[edit_of(edit) for edit in found],
    )


def _enter(db: Session, viewer: Viewer, opportunity_id: UUID, day: Day) -> Room:
    opportunity = opportunities.get_opportunity(db, viewer, opportunity_id)
    require(viewer, rules.list_candidates, opportunity)
    thing = feed.fetch(db, feed.ID.in_([opportunity_id]))[0]
    item = replace(thing.item, deadline=None)  # who suits it is a question also after the deadline
    crowd, graph = crowds.get(db, day), taxonomy.graph(db)
    agreed = queries.candidates_of(viewer, opportunity.organisation)
    ids = db.scalars(agreed.with_only_columns(Profile.id).order_by(Profile.id))
    return Room(thing, item, crowd, graph, _order(item, crowd, graph, tuple(ids), day.start))


@lru_cache(maxsize=16)
def _order(item: Item, crowd: Crowd, graph: Graph, ids: tuple[UUID, ...], start: datetime) -> Order:
    """The same for every page of the same people."""
    scene, seed = Scene(graph, DEFAULT, start), start.date().isoformat()
    seen = [crowd.people[one].public for one in ids if one in crowd.people]
    failures = [_failures(person, item, scene) for person in seen]
    placed = [
        Placed(person, _key(person, item, scene), tie_break(person.id, seed))
        for person, failed in zip(seen, failures, strict=True)
        if not failed
    ]
    keys = Counter(one.key for one in placed)
    return Order(
        seen=seen,
        placed=sorted(placed, key=lambda one: (-one.key, one.tie, one.seeker.id)),
        hidden=_hidden(failures),
        twins=frozenset(key for key, count in keys.items() if count > 1),
    )


def _failures(person: Seeker, item: Item, scene: Scene) -> tuple[str, ...]:
    return tuple(verdict.rule for verdict in judge(person, item, scene) if verdict.outcome is Outcome.FAIL)


def _hidden(failures: Sequence[tuple[str, ...]]) -> list[Hidden]:
    """Counts only: what a person's own limits are is theirs."""
    counts = Counter(rule for failed in failures for rule in failed)
    alone = Counter(failed[0] for failed in failures if len(failed) == 1)
    return [Hidden(rule.name, counts[rule.name], alone[rule.name]) for rule in RULES if counts[rule.name]]


def _key(person: Seeker, item: Item, scene: Scene) -> int:
    forward, backward = sides(person, item, scene)
    return forward * backward


def _by_lot(room: Room, viewer: Viewer, day: Day) -> list[Placed]:
    seed = f"{day.seed} {room.item.id} {viewer.id}"
    return sorted(room.order.placed, key=lambda one: (tie_break(one.seeker.id, seed), one.seeker.id))


def _cards(
    db: Session, room: Room, standings: Sequence[tuple[Match, Standing]], lang: str = "pt"
) -> list[CandidateCard]:
    """Names, headlines and the words of evidence join only here, after the ranking."""
    ids = [UUID(match.person_id) for match, _ in standings]
    wanted = select(Profile).where(Profile.id.in_(ids)).options(joinedload(Profile.municipality))
    profiles = {profile.id: profile for profile in db.scalars(wanted)}
    concepts = {concept for one in ids for concept in shown_skills(room.crowd.people[one].seeker)}
    names, evidence = taxonomy.names_of(db, concepts, lang), queries.evidence_of(db, ids)
    return [
        candidate_of(
            match,
            profiles[one],
            room.crowd.people[one],
            room.thing,
            standing,
            names=names,
            evidence=evidence,
        )
        for one, (match, standing) in zip(ids, standings, strict=True)
    ]
