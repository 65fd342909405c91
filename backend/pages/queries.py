"""What is public, for feeds and the sitemap."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from pydantic import Field
from sqlalchemy import Select, and_, or_
from sqlalchemy.orm import Session

from backend.cohorts.models import Call, Programme, ProgrammeStatus
from backend.cohorts.queries import calls, programmes
from backend.cohorts.rules import RUNNING
from backend.core.access import GUEST
from backend.core.model import now
from backend.funding import queries as funding
from backend.funding.models import FundingCall
from backend.mentoring import queries as mentors
from backend.mentoring.models import Mentor, MentorStatus
from backend.opportunities import queries as opportunities
from backend.opportunities.models import Opportunity, OpportunityStatus
from backend.opportunities.schemas import OpportunitySearch
from backend.organisations import queries as organisations
from backend.organisations.models import Organisation
from backend.pages.heads.mentors import SHOWS_THEMSELVES
from backend.pages.places import OPEN_TO_ALL
from backend.spaces import queries as spaces
from backend.spaces.models import Space, SpaceStatus

Listed: TypeAlias = tuple[str, UUID | None, datetime | None]

IN_A_SITEMAP = 50_000  # sitemaps.org allows no more in one file


class FeedSearch(OpportunitySearch):
    """The filters of the list, of which a feed is what is new: it has one page, one order, and nobody's own things."""

    page: Literal[1] = 1
    size: Annotated[int, Field(ge=1, le=50)] = 50
    sort: Literal["newest"] = "newest"
    status: Annotated[list[OpportunityStatus], Field(max_length=0)] = []
    mine: Literal[False] = False


def newest(db: Session, search: FeedSearch) -> Sequence[Opportunity]:
    """The newest open opportunities that the filters let through, as a stranger sees them."""
    return opportunities.list_opportunities(db, GUEST, search).items


def public_pages(db: Session) -> Iterator[Listed]:
    """Lists, then each public thing with the moment it changed."""
    return islice(_pages(db), IN_A_SITEMAP)


def _pages(db: Session) -> Iterator[Listed]:
    for noun in OPEN_TO_ALL:
        yield noun, None, None
    for noun, model, current in _current():
        rows = current.with_only_columns(model.id, model.updated_at).order_by(model.id).limit(IN_A_SITEMAP)
        for thing_id, changed_at in db.execute(rows):
            yield noun, thing_id, changed_at


def _current() -> Iterator[tuple[str, type[Any], Select[Any]]]:
    """What search engines may show: the same things whose heads ask to be indexed."""
    moment = now()
    yield "opportunities", Opportunity, opportunities.visible(GUEST).where(opportunities.is_open(moment))
    yield "organisations", Organisation, organisations.visible(GUEST)
    running = or_(*(funding.has_standing(standing, moment) for standing in funding.APPLICABLE))
    yield "funding-calls", FundingCall, funding.visible(GUEST).where(running)
    yield "spaces", Space, spaces.visible(GUEST).where(Space.status == SpaceStatus.OPEN)
    told = and_(Mentor.status == MentorStatus.OPEN, SHOWS_THEMSELVES)
    yield "mentors", Mentor, mentors.visible(GUEST).where(told)
    yield "programmes", Programme, programmes.visible(GUEST).where(Programme.status == ProgrammeStatus.PUBLISHED)
    yield "calls", Call, calls.visible(GUEST).where(Call.status.in_(RUNNING), Call.deadline_at > moment)
