"""The HTTP face of opportunities."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from backend.accounts.deps import Asking, Member
from backend.core.access import ANYONE, Viewer, allowed, asks, signed_in
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.page import Page, Slice
from backend.core.problems import NotFound, NotNow, ReadAgain, Stale
from backend.core.schema import Decision
from backend.opportunities import queries, rules, service
from backend.opportunities.models import Opportunity
from backend.opportunities.problems import NotReady, Unread
from backend.opportunities.schemas import (
    ClosureDraft,
    Findings,
    OpportunityChange,
    OpportunityCheck,
    OpportunityDetail,
    OpportunityDraft,
    OpportunityRead,
    OpportunitySearch,
    ReturnDraft,
)
from backend.organisations.problems import OrganisationNotPublic

router = new_router("/opportunities", "opportunities")


@router.get("", response_model=Page[OpportunityRead], **asks(ANYONE))
def list_opportunities(db: Db, viewer: Asking, search: Annotated[OpportunitySearch, Query()]) -> Slice[Opportunity]:
    """Opportunities the asking person may see; without `status`, those that are open."""
    return queries.list_opportunities(db, viewer, search)


@router.post("", status_code=201, **asks(rules.add_opportunity, NotFound, OrganisationNotPublic))
def add_opportunity(db: Db, viewer: Member, draft: OpportunityDraft) -> OpportunityDetail:
    """Begin an opportunity; it stays a draft of the organisation until it is opened."""
    return _detail(viewer, service.add_opportunity(db, viewer, draft))


@router.post("/checks", **asks(signed_in, keeps=False))
def check_opportunity(db: Db, viewer: Member, draft: OpportunityCheck) -> Findings:
    """What stands in the way of publishing a draft, and what would make it better. Nothing is kept."""
    return service.check_opportunity(db, viewer, draft)


@router.get("/{opportunity_id}", **asks(ANYONE, NotFound))
def get_opportunity(db: Db, viewer: Asking, opportunity_id: UUID) -> OpportunityDetail:
    """One opportunity, and what the asking person may do with it."""
    return _detail(viewer, queries.get_opportunity(db, viewer, opportunity_id))


@router.patch("/{opportunity_id}", **asks(rules.edit_opportunity, NotFound, NotReady, Stale))
def edit_opportunity(db: Db, viewer: Member, opportunity_id: UUID, change: OpportunityChange) -> OpportunityDetail:
    """Change text or terms; what is public has to pass the checks."""
    return _detail(viewer, service.edit_opportunity(db, viewer, opportunity_id, change))


@router.delete("/{opportunity_id}", status_code=204, **asks(rules.discard_opportunity, NotFound, NotNow))
def discard_opportunity(db: Db, viewer: Member, opportunity_id: UUID) -> None:
    """Throw away what was never published."""
    service.discard_opportunity(db, viewer, opportunity_id)


@router.post(
    "/{opportunity_id}/opening", **asks(rules.open_opportunity, NotFound, NotNow, NotReady, OrganisationNotPublic)
)
def open_opportunity(db: Db, viewer: Member, opportunity_id: UUID) -> OpportunityDetail:
    """Publish; the staff read first what comes from an organisation that is not verified."""
    return _detail(viewer, service.open_opportunity(db, viewer, opportunity_id))


@router.post("/{opportunity_id}/approval", **asks(rules.approve_opportunity, NotFound, NotNow, NotReady, ReadAgain))
def approve_opportunity(db: Db, viewer: Member, opportunity_id: UUID, decision: Decision) -> OpportunityDetail:
    """The staff let pass what they have read."""
    return _detail(viewer, service.approve_opportunity(db, viewer, opportunity_id, decision))


@router.post("/{opportunity_id}/return", **asks(rules.return_opportunity, NotFound, NotNow, ReadAgain))
def return_opportunity(db: Db, viewer: Member, opportunity_id: UUID, draft: ReturnDraft) -> OpportunityDetail:
    """The staff send it back, with a reason."""
    return _detail(viewer, service.return_opportunity(db, viewer, opportunity_id, draft))


@router.post("/{opportunity_id}/pause", **asks(rules.pause_opportunity, NotFound, NotNow))
def pause_opportunity(db: Db, viewer: Member, opportunity_id: UUID) -> OpportunityDetail:
    """Take nobody for the moment."""
    return _detail(viewer, service.pause_opportunity(db, viewer, opportunity_id))


@router.post(
    "/{opportunity_id}/reopening", **asks(rules.reopen_opportunity, NotFound, NotNow, NotReady, OrganisationNotPublic)
)
def reopen_opportunity(db: Db, viewer: Member, opportunity_id: UUID) -> OpportunityDetail:
    """Publish again; the age stays what it was."""
    return _detail(viewer, service.reopen_opportunity(db, viewer, opportunity_id))


@router.post("/{opportunity_id}/closure", **asks(rules.close_opportunity, NotFound, NotNow, Unread))
def close_opportunity(db: Db, viewer: Member, opportunity_id: UUID, draft: ClosureDraft) -> OpportunityDetail:
    """End it, with a reason that everybody can read."""
    return _detail(viewer, service.close_opportunity(db, viewer, opportunity_id, draft))


def _detail(viewer: Viewer, opportunity: Opportunity) -> OpportunityDetail:
    return OpportunityDetail.of(opportunity, can=allowed(viewer, opportunity, rules.OF_AN_OPPORTUNITY))
