"""What is public, for feeds and the sitemap."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.access import GUEST
from backend.opportunities.models import Opportunity, OpportunityStatus
from backend.opportunities.queries import list_opportunities
from backend.opportunities.queries import visible as visible_opportunities
from backend.opportunities.schemas import OpportunitySearch
from backend.organisations.models import Organisation
from backend.organisations.queries import visible as visible_organisations
from backend.pages.places import OPEN_TO_ALL

IN_A_FEED = 50
IN_A_SITEMAP = 50_000  # sitemaps.org allows no more in one file


def newest(db: Session) -> Sequence[Opportunity]:
    """The newest open opportunities."""
    return list_opportunities(db, GUEST, OpportunitySearch(size=IN_A_FEED, sort="newest")).items


def public_pages(db: Session) -> Iterator[tuple[str, UUID | None, datetime | None]]:
    """Lists, then each public thing with the moment it changed."""
    for noun in OPEN_TO_ALL:
        yield noun, None, None
    for noun, model, seen in (
        (
            "opportunities",
            Opportunity,
            visible_opportunities(GUEST).where(Opportunity.status == OpportunityStatus.OPEN),
        ),
        ("organisations", Organisation, visible_organisations(GUEST)),
    ):
        ids = seen.with_only_columns(model.id).order_by(model.id).limit(IN_A_SITEMAP)
        rows = select(model.id, model.updated_at).where(model.id.in_(ids)).order_by(model.id)
        for thing_id, changed_at in db.execute(rows):
            yield noun, thing_id, changed_at
