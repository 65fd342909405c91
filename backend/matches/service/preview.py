"""What a visitor's claims would find. Nothing is kept, not even a receipt."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core import limits
from backend.core.access import GUEST
from backend.core.db import reading
from backend.core.problems import Invalid
from backend.core.references import pointers, unknown
from backend.matches.asking import Desk, Myself
from backend.matches.day import Day
from backend.matches.feeding.thing import TOWN, ids, place_of
from backend.matches.filtering import filters_of
from backend.matches.pricing import priced_stock
from backend.matches.schemas.preview import PreviewDraft, PreviewRead
from backend.matches.schemas.search import MatchFilters
from backend.matches.service.ranking import cards, rank_page
from backend.matches.telling.cards import Asker
from backend.matches.telling.facts import Words
from backend.matches.telling.hidden import hidden_of, questions_of
from backend.taxonomy.models import Concept
from backend.territories.models import Municipality
from matching.types import Evidence, Experience, LanguageClaim, Market, Place, Remote, Seeker, SkillClaim

PREVIEWS_AN_HOUR = 120
HOUR = 60 * 60


def preview_matches(db: Session, address: str, draft: PreviewDraft, day: Day) -> PreviewRead:
    """Ranks for somebody nobody knows; raises `Invalid` for ids that lead nowhere."""
    limits.hit(db, f"preview:{address}", limit=PREVIEWS_AN_HOUR, seconds=HOUR)
    with reading(db.get_bind().engine) as look:  # a visitor's look is no reason to hold the write lock
        return rank_claims(look, draft, day)


def rank_claims(db: Session, draft: PreviewDraft, day: Day) -> PreviewRead:
    """The best of one market for these claims, and how much there is in each."""
    me, stock = _visitor(db, draft), priced_stock(db, day.moment)
    desks = {
        market: Desk(me, stock, market, day, filters_of(MatchFilters(), market, stock, GUEST), draft.size)
        for market in Market
    }
    desk = desks[draft.market]
    found, _ = rank_page(desk, [item.id for item in desk.arranged.items[: draft.size]], is_head=True)
    return PreviewRead(
        items=cards(desk, found.matches),
        total=found.eligible,
        market=draft.market,
        day=day.date,
        all=found.total,
        hidden=hidden_of(found.hidden),
        questions=questions_of(desk.seeker, found.questions, desk.views, None),
        config=stock.snapshot.config.digest,
        counts={market: desk.eligible for market, desk in desks.items()},
    )


def _visitor(db: Session, draft: PreviewDraft) -> Myself:
    _check_references(db, draft)
    place, town = _place(db, draft.municipality_id)
    seeker = Seeker(
        id="visitor",
        skills=tuple(
            SkillClaim(str(s.concept_id), s.level, (Evidence(f"skill-{i}", s.evidence_kind.value),), s.confidence)
            for i, s in enumerate(draft.skills)
        ),
        languages=tuple(LanguageClaim(str(line.concept_id), line.cefr) for line in draft.languages),
        education_level=draft.education_level,
        fields=ids(draft.field_ids),
        experience=_experience(draft),
        occupations=ids(draft.occupation_ids),
        sectors=ids(draft.sector_ids),
        kinds=tuple(draft.kinds),
        goals=ids(draft.goal_ids),
        place=place,
        travel_limit_km=draft.travel_km,
        remote=Remote(draft.remote.value),
    )
    words = {f"skill-{i}": Words(skill.evidence) for i, skill in enumerate(draft.skills)}
    return Myself(Asker(seeker, town, words))


def _place(db: Session, municipality_id: UUID | None) -> tuple[Place | None, int | None]:
    row = db.execute(select(*TOWN).where(Municipality.id == municipality_id)).one_or_none()
    return (None, None) if row is None else (place_of(tuple(row)), row.urbanisation)


def _experience(draft: PreviewDraft) -> tuple[Experience, ...]:
    """Months of the same occupation are added up."""
    months: Mapping[str, int] = {}
    for job in draft.experience:
        one = str(job.occupation_id)
        months = {**months, one: min(1200, months.get(one, 0) + job.months)}
    return tuple(Experience(one, total) for one, total in sorted(months.items()))


def _check_references(db: Session, draft: PreviewDraft) -> None:
    concepts: dict[str, UUID | None] = {
        **pointers("skills", (line.concept_id for line in draft.skills), "concept_id"),
        **pointers("languages", (line.concept_id for line in draft.languages), "concept_id"),
        **pointers("experience", (line.occupation_id for line in draft.experience), "occupation_id"),
    }
    for name in ("field_ids", "occupation_ids", "sector_ids", "goal_ids"):
        concepts |= pointers(name, getattr(draft, name))
    mistakes = unknown(db, Concept, concepts)
    mistakes += unknown(db, Municipality, {"/municipality_id": draft.municipality_id})
    if mistakes:
        raise Invalid(mistakes)
