"""Counting over all domains. Everything starts at what a guest may see."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from backend.core.access import GUEST
from backend.core.model import now
from backend.funding.models import FundingCall, Standing
from backend.funding.queries import has_standing
from backend.funding.queries import visible as visible_calls
from backend.insights.schemas import FrontFigures, WallTile
from backend.mentoring.models import Mentor, MentorStatus
from backend.mentoring.queries import visible as visible_mentors
from backend.opportunities.models import Opportunity
from backend.opportunities.queries import is_open
from backend.opportunities.queries import visible as visible_opportunities
from backend.organisations.models import Organisation
from backend.organisations.queries import visible as visible_organisations
from backend.spaces.models import Space, SpaceStatus
from backend.spaces.queries import visible as visible_spaces
from backend.territories.models import BELOW, Municipality, SizeClass

SMALL = BELOW[SizeClass.SMALL]
WALL = 64


def front_figures(db: Session) -> FrontFigures:
    """One statement a figure, however large the region."""
    moment = now()
    offered = visible_opportunities(GUEST).where(is_open(moment))
    everything = _count(db, offered, Opportunity.id)
    towns = select(Municipality.id).where(Municipality.population < SMALL)
    small = _count(db, offered.where(Opportunity.municipality_id.in_(towns)), Opportunity.id)
    callable_now = has_standing(Standing.OPEN, moment) | has_standing(Standing.CLOSING_SOON, moment)
    mentors = visible_mentors(GUEST).where(Mentor.status == MentorStatus.OPEN, Mentor.free_hours > 0)
    return FrontFigures(
        open_opportunities=everything,
        small_town_share=small / everything if everything else None,
        small_town_below=SMALL,
        organisations=_count(db, visible_organisations(GUEST), Organisation.id),
        free_mentors=_count(db, mentors, Mentor.id),
        open_calls=_count(db, visible_calls(GUEST).where(callable_now), FundingCall.id),
        open_spaces=_count(db, visible_spaces(GUEST).where(Space.status == SpaceStatus.OPEN), Space.id),
        wall=_wall(db),
    )


def _count(db: Session, found: Select[Any], column: Any) -> int:
    ids = found.with_only_columns(column, maintain_column_froms=True).order_by(None).subquery()
    return db.scalar(select(func.count()).select_from(ids)) or 0


def _wall(db: Session) -> list[WallTile]:
    newest = visible_organisations(GUEST).order_by(Organisation.created_at.desc(), Organisation.id.desc())
    rows = db.execute(newest.with_only_columns(Organisation.id, Organisation.name).limit(WALL))
    return [WallTile(id=organisation_id, name=name) for organisation_id, name in rows]
