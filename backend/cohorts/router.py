"""The HTTP face of programmes and calls."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from backend.accounts.deps import Asking, Member
from backend.cohorts import rules
from backend.cohorts.models import Call, Programme
from backend.cohorts.problems import CallsRunning, NotReady, ProgrammeNotPublished, Promised
from backend.cohorts.queries import calls as find_calls
from backend.cohorts.queries import programmes as find_programmes
from backend.cohorts.schemas import (
    CallBrief,
    CallChange,
    CallClosureDraft,
    CallDetail,
    CallDraft,
    CallRead,
    CallSearch,
    ProgrammeChange,
    ProgrammeDetail,
    ProgrammeDraft,
    ProgrammeRead,
    ProgrammeSearch,
)
from backend.cohorts.service import calls, programmes
from backend.core.access import ANYONE, Viewer, allowed, asks
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.page import Page, Slice
from backend.core.problems import NotFound, NotNow, Stale
from backend.organisations.problems import OrganisationNotVerified

router = new_router("", "cohorts")


@router.get("/programmes", response_model=Page[ProgrammeRead], **asks(ANYONE))
def list_programmes(db: Db, viewer: Asking, search: Annotated[ProgrammeSearch, Query()]) -> Slice[Programme]:
    """Programmes the asking person may see; without `status`, those that are published."""
    return find_programmes.list_programmes(db, viewer, search)


@router.post("/programmes", status_code=201, **asks(rules.add_programme, NotFound))
def add_programme(db: Db, viewer: Member, draft: ProgrammeDraft) -> ProgrammeDetail:
    """Begin a programme; it stays a draft of the organisation until it is published."""
    return _programme(db, viewer, programmes.add_programme(db, viewer, draft))


@router.get("/programmes/{programme_id}", **asks(ANYONE, NotFound))
def get_programme(db: Db, viewer: Asking, programme_id: UUID) -> ProgrammeDetail:
    """One programme with its calls, and what the asking person may do with it."""
    return _programme(db, viewer, find_programmes.get_programme(db, viewer, programme_id))


@router.patch("/programmes/{programme_id}", **asks(rules.edit_programme, NotFound, NotNow, NotReady, Stale))
def edit_programme(db: Db, viewer: Member, programme_id: UUID, change: ProgrammeChange) -> ProgrammeDetail:
    """Change the description."""
    return _programme(db, viewer, programmes.edit_programme(db, viewer, programme_id, change))


@router.delete("/programmes/{programme_id}", status_code=204, **asks(rules.discard_programme, NotFound, NotNow))
def discard_programme(db: Db, viewer: Member, programme_id: UUID) -> None:
    """Throw away what was never published, with its calls."""
    programmes.discard_programme(db, viewer, programme_id)


@router.post(
    "/programmes/{programme_id}/publication",
    **asks(rules.publish_programme, NotFound, NotNow, NotReady, OrganisationNotVerified),
)
def publish_programme(db: Db, viewer: Member, programme_id: UUID) -> ProgrammeDetail:
    """Show it to everybody."""
    return _programme(db, viewer, programmes.publish_programme(db, viewer, programme_id))


@router.post("/programmes/{programme_id}/archiving", **asks(rules.archive_programme, CallsRunning, NotFound, NotNow))
def archive_programme(db: Db, viewer: Member, programme_id: UUID) -> ProgrammeDetail:
    """It opens no more calls; those that run are ended first."""
    return _programme(db, viewer, programmes.archive_programme(db, viewer, programme_id))


@router.post("/programmes/{programme_id}/calls", status_code=201, **asks(rules.add_call, NotFound, NotNow))
def add_call(db: Db, viewer: Member, programme_id: UUID, draft: CallDraft) -> CallDetail:
    """Begin a call; it stays a draft until it is scheduled."""
    return _call(viewer, calls.add_call(db, viewer, programme_id, draft))


@router.get("/calls", response_model=Page[CallRead], **asks(ANYONE))
def list_calls(db: Db, viewer: Asking, search: Annotated[CallSearch, Query()]) -> Slice[Call]:
    """Calls the asking person may see; without `status`, those one can apply for now or soon."""
    return find_calls.list_calls(db, viewer, search)


@router.get("/calls/{call_id}", **asks(ANYONE, NotFound))
def get_call(db: Db, viewer: Asking, call_id: UUID) -> CallDetail:
    """One call, and what the asking person may do with it."""
    return _call(viewer, find_calls.get_call(db, viewer, call_id))


@router.patch("/calls/{call_id}", **asks(rules.edit_call, NotFound, NotNow, NotReady, Promised, Stale))
def edit_call(db: Db, viewer: Member, call_id: UUID, change: CallChange) -> CallDetail:
    """Change text or terms; what an open call has promised can only become better."""
    return _call(viewer, calls.edit_call(db, viewer, call_id, change))


@router.delete("/calls/{call_id}", status_code=204, **asks(rules.discard_call, NotFound, NotNow))
def discard_call(db: Db, viewer: Member, call_id: UUID) -> None:
    """Throw away what was never announced."""
    calls.discard_call(db, viewer, call_id)


@router.post(
    "/calls/{call_id}/scheduling",
    **asks(rules.schedule_call, NotFound, NotNow, NotReady, OrganisationNotVerified, ProgrammeNotPublished),
)
def schedule_call(db: Db, viewer: Member, call_id: UUID) -> CallDetail:
    """Show it to everybody; it opens at its hour."""
    return _call(viewer, calls.schedule_call(db, viewer, call_id))


@router.post("/calls/{call_id}/closure", **asks(rules.close_call, NotFound, NotNow))
def close_call(db: Db, viewer: Member, call_id: UUID, draft: CallClosureDraft) -> CallDetail:
    """End it before its deadline, with a reason."""
    return _call(viewer, calls.close_call(db, viewer, call_id, draft))


def _programme(db: Db, viewer: Viewer, programme: Programme) -> ProgrammeDetail:
    briefs = [CallBrief.of(call) for call in find_calls.of_programme(db, viewer, programme)]
    return ProgrammeDetail.of(programme, calls=briefs, can=allowed(viewer, programme, rules.OF_A_PROGRAMME))


def _call(viewer: Viewer, call: Call) -> CallDetail:
    return CallDetail.of(call, can=allowed(viewer, call, rules.OF_A_CALL))
