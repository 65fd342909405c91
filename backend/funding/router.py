"""The HTTP face of funding."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from backend.accounts.deps import Asking, Member
from backend.core.access import ANYONE, Viewer, allowed, asks
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.model import now
from backend.core.page import Page, Slice
from backend.core.problems import NotFound, NotNow, Stale
from backend.funding import queries, rules, service
from backend.funding.models import FundingCall
from backend.funding.problems import NotReady
from backend.funding.schemas import (
    FundingCallChange,
    FundingCallDetail,
    FundingCallDraft,
    FundingCallRead,
    FundingCallSearch,
    FundingClosureDraft,
)
from backend.organisations.problems import OrganisationNotVerified

router = new_router("/funding-calls", "funding")


@router.get("", response_model=Page[FundingCallRead], **asks(ANYONE))
def list_funding_calls(db: Db, viewer: Asking, search: Annotated[FundingCallSearch, Query()]) -> Slice[FundingCallRead]:
    """Funding calls the asking person may see; without `standing`, those one can apply for, now or soon."""
    moment = now()
    calls = queries.list_funding_calls(db, viewer, search)
    return calls.map(lambda call: FundingCallRead.of(call, standing=call.standing_at(moment)))


@router.post("", status_code=201, **asks(rules.add_funding_call, NotFound))
def add_funding_call(db: Db, viewer: Member, draft: FundingCallDraft) -> FundingCallDetail:
    """Begin a call; it stays a draft until it is announced."""
    return _detail(viewer, service.add_funding_call(db, viewer, draft))


@router.get("/{call_id}", **asks(ANYONE, NotFound))
def get_funding_call(db: Db, viewer: Asking, call_id: UUID) -> FundingCallDetail:
    """One call, and what the asking person may do with it."""
    return _detail(viewer, queries.get_funding_call(db, viewer, call_id))


@router.patch("/{call_id}", **asks(rules.edit_funding_call, NotFound, NotNow, NotReady, Stale))
def edit_funding_call(db: Db, viewer: Member, call_id: UUID, change: FundingCallChange) -> FundingCallDetail:
    """Change text or terms."""
    return _detail(viewer, service.edit_funding_call(db, viewer, call_id, change))


@router.delete("/{call_id}", status_code=204, **asks(rules.discard_funding_call, NotFound, NotNow))
def discard_funding_call(db: Db, viewer: Member, call_id: UUID) -> None:
    """Throw away what was never announced."""
    service.discard_funding_call(db, viewer, call_id)


@router.post(
    "/{call_id}/announcement", **asks(rules.announce_funding_call, NotFound, NotNow, NotReady, OrganisationNotVerified)
)
def announce_funding_call(db: Db, viewer: Member, call_id: UUID) -> FundingCallDetail:
    """Show it to everybody; it opens and closes at its hours."""
    return _detail(viewer, service.announce_funding_call(db, viewer, call_id))


@router.post("/{call_id}/closure", **asks(rules.close_funding_call, NotFound, NotNow))
def close_funding_call(db: Db, viewer: Member, call_id: UUID, draft: FundingClosureDraft) -> FundingCallDetail:
    """End it before its deadline, with a reason that everybody can read."""
    return _detail(viewer, service.close_funding_call(db, viewer, call_id, draft))


@router.post("/{call_id}/award", **asks(rules.award_funding_call, NotFound, NotNow))
def award_funding_call(db: Db, viewer: Member, call_id: UUID) -> FundingCallDetail:
    """It is decided who gets the money."""
    return _detail(viewer, service.award_funding_call(db, viewer, call_id))


def _detail(viewer: Viewer, call: FundingCall) -> FundingCallDetail:
    can = allowed(viewer, call, rules.OF_A_FUNDING_CALL)
    return FundingCallDetail.of(call, standing=call.standing_at(now()), can=can)
