"""Who suits this opportunity, of those who agreed to be seen by its organisation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from backend.core.access import Viewer, require
from backend.core.problems import NotFound
from backend.matches import queries, rules
from backend.matches.census import counts
from backend.matches.configuring import live
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
from backend.profiles.queries import Consent
from backend.taxonomy import queries as taxonomy
from matching.crowd.order import Order, Placed
from matching.crowd.ranking import hidden_people, ranked_people
from matching.explain.contributions import explain, sides
from matching.explain.edits import edits_of
from matching.scene import Scene
from matching.types import Match


@dataclass(frozen=True, slots=True)
class Room:
    """An opportunity and the people before it: nobody in it but those who agreed to be seen."""

    thing: Thing
    consent: Consent
    crowd: Crowd
    scene: Scene
    order: Order


def list_candidates(
    db: Session, viewer: Viewer, opportunity_id: UUID, search: CandidateSearch, day: Day
) -> Shown[CandidatePage]:
    """One page of people. Without a ranking their order is drawn by lot, the same for one asking person all day."""
    room = _enter(db, viewer, opportunity_id, day)
    order, is_ranked = room.order, search.order == "fit"
    first, last = (search.page - 1) * search.size, search.page * search.size
    chosen = (order.best(last) if is_ranked else order.drawn(f"{day.seed} {order.item.id} {viewer.id}", last))[first:]
    shown = ranked_people(order, chosen, room.scene, max(1, len(chosen)))
    note = Note.of_people(shown, opportunity_id, search.model_dump_json())
    matches = {match.person_id: match for match in shown.matches}
    standings = [
        (matches[one.seeker.id], _standing(room, one, first + i if is_ranked else None))
        for i, one in enumerate(chosen, start=1)
    ]
    page = CandidatePage(
        items=_cards(db, room, standings, search.lang),
        total=order.eligible,
        page=search.page,
        size=search.size,
        opportunity_id=opportunity_id,
        order=search.order,
        day=day.date,
        all=order.total,
        hidden=hidden_of(hidden_people(order)),
        bands=bands_of(order.scores) if is_ranked else [],
        ties=ties_of(shown.matches, lambda match: match.person_id) if is_ranked else [],
        receipt_id=note.receipt.sha256,
        config=room.scene.config.digest,
    )
    return Shown(page, note)


def get_candidate(db: Session, viewer: Viewer, opportunity_id: UUID, profile_id: UUID, day: Day) -> CandidateDetail:
    """One person with every number, and what the posting could change; raises `NotFound` for who may not be seen."""
    room = _enter(db, viewer, opportunity_id, day)
    order, seeker = room.order, room.order.seeker(str(profile_id))
    if seeker is None:
        raise NotFound
    match = explain(seeker, order.item, room.scene, order.rank_of(seeker.id))
    forward, backward = sides(seeker, order.item, room.scene)
    cards = _cards(db, room, [(match, _standing(room, Placed(forward * backward, 0, seeker), match.rank))])
    if not cards:
        raise NotFound
    return CandidateDetail(
        card=cards[0],
        arithmetic=arithmetic_of(match, queries.evidence_of(db, [profile_id]), room.scene.config),
        edits=[edit_of(edit) for edit in edits_of(order, room.scene, person_id=seeker.id)],
    )


def rank_some(
    db: Session, viewer: Viewer, opportunity_id: UUID, ids: Sequence[UUID], day: Day, lang: str
) -> Shown[list[CandidateCard]]:
    """Those of these people whom no rule hides, best first; raises what listing them all would."""
    room = _enter(db, viewer, opportunity_id, day)
    found = sorted((one for some in ids if (one := room.order.find(str(some)))), key=lambda one: one.order)
    if not found:
        return Shown([], None)
    ranking = ranked_people(room.order, found, room.scene, len(found))
    matches = {match.person_id: match for match in ranking.matches}
    standings = [(matches[one.seeker.id], _standing(room, one, room.order.rank_of(one.seeker.id))) for one in found]
    return Shown(_cards(db, room, standings, lang), Note.of_people(ranking, opportunity_id, "digest"))


def _enter(db: Session, viewer: Viewer, opportunity_id: UUID, day: Day) -> Room:
    opportunity = opportunities.get_opportunity(db, viewer, opportunity_id)
    require(viewer, rules.list_candidates, opportunity)
    consent = queries.consent_to(db, viewer, opportunity.organisation)
    thing = feed.fetch(db, feed.ID.in_([opportunity_id]))[0]
    item = replace(thing.item, deadline=None)  # who suits it is a question also after the deadline
    crowd, graph, config = crowds.get(db, day), taxonomy.graph(db), live(db)
    order = counts.get(crowd, graph).before(item, consent, day, config)
    return Room(thing, consent, crowd, Scene(graph, config, day.start), order)


def _standing(room: Room, one: Placed, rank: int | None) -> Standing:
    return Standing(rank, room.order.is_tied(one.key))


def _cards(
    db: Session, room: Room, standings: Sequence[tuple[Match, Standing]], lang: str = "pt"
) -> list[CandidateCard]:
    """Names, headlines and the words of evidence join only here, after the ranking, where consent is read once more.

    Who withdrew it in this very moment has no card.
    """
    ids = [UUID(match.person_id) for match, _ in standings]
    wanted = select(Profile).where(Profile.id.in_(ids)).options(joinedload(Profile.municipality))
    profiles = {profile.id: profile for profile in db.scalars(wanted) if room.consent.covers(profile)}
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
        if one in profiles
    ]
