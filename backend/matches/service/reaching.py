"""What each demand of a posting would cost in people, before it is published. Nothing is kept."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core import limits
from backend.core.access import Viewer, require
from backend.core.db import reading
from backend.core.problems import Invalid
from backend.core.references import pointers, unknown
from backend.matches import queries, rules
from backend.matches.census import counts
from backend.matches.configuring import live
from backend.matches.crowd import crowds
from backend.matches.day import Day
from backend.matches.feeding.opportunities import hours_of
from backend.matches.feeding.thing import TOWN, place_of
from backend.matches.schemas.reach import ReachDraft, ReachRead
from backend.matches.telling.reach import reach_of
from backend.organisations import queries as organisations
from backend.taxonomy import queries as taxonomy
from backend.taxonomy.models import Concept
from backend.territories.models import Municipality
from matching.explain.reach import reach
from matching.scene import Scene
from matching.types import EducationRequirement, Importance, Item, LanguageRequirement, Market, Place, Requirement

AN_HOUR = 1200  # looks of one account: one every three seconds of typing
HOUR = 60 * 60


def preview_reach(db: Session, viewer: Viewer, draft: ReachDraft, day: Day) -> ReachRead:
    """Counts only, of people who agreed to be seen by the organisation, by what their pages show.

    Raises `Invalid` for ids that lead nowhere. What people keep to themselves (how far they would travel, what they
    want to earn) is not counted with: many drafts would tell it piece by piece.
    """
    limits.hit(db, f"reach:{viewer.id}", limit=AN_HOUR, seconds=HOUR)
    with reading(db.get_bind().engine) as look:  # counting is no reason to hold the write lock
        organisation = organisations.get_organisation(look, viewer, draft.organisation_id)
        require(viewer, rules.preview_reach, organisation)
        item = _item(look, draft)
        consent = queries.consent_to(look, viewer, organisation)
        graph, config = taxonomy.graph(look), live(look)
        parts = counts.get(crowds.get(look, day), graph).agreed(consent)
    people = [(part.census, mask) for part, mask in parts]
    return reach_of(reach(item, people, Scene(graph, config, day.start)))


def _item(db: Session, draft: ReachDraft) -> Item:
    _check_references(db, draft)
    return Item(
        id="draft",
        market=Market.OPPORTUNITIES,
        occupation=str(draft.occupation_id) if draft.occupation_id else None,
        requirements=tuple(
            Requirement(str(line.concept_id), Importance(line.importance), line.level, line.is_essential)
            for line in draft.requirements
        ),
        languages=tuple(
            LanguageRequirement(str(line.concept_id), line.level, Importance(line.importance))
            for line in draft.languages
        ),
        education=EducationRequirement(draft.education_level) if draft.education_level else None,
        place=_place(db, draft.municipality_id),
        remote_share=draft.remote_share,
        hours=hours_of(draft.hours_min, draft.hours_max),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
    )


def _place(db: Session, municipality_id: UUID | None) -> Place | None:
    row = db.execute(select(*TOWN).where(Municipality.id == municipality_id)).one_or_none()
    return None if row is None else place_of(tuple(row))


def _check_references(db: Session, draft: ReachDraft) -> None:
    concepts: dict[str, UUID | None] = {
        **pointers("requirements", (line.concept_id for line in draft.requirements), "concept_id"),
        **pointers("languages", (line.concept_id for line in draft.languages), "concept_id"),
        "/occupation_id": draft.occupation_id,
    }
    mistakes = unknown(db, Concept, concepts)
    mistakes += unknown(db, Municipality, {"/municipality_id": draft.municipality_id})
    if mistakes:
        raise Invalid(mistakes)
