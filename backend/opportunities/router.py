"""The HTTP face of opportunities."""

from typing import Annotated
from uuid import UUID

from fastapi import Form, Query, UploadFile
from pydantic import BaseModel, ConfigDict

from backend.accounts.deps import Asking, Config, Member
from backend.core.access import ANYONE, Viewer, allowed, asks, signed_in
from backend.core.db import Db
from backend.core.fetch import UNFETCHED
from backend.core.http import router as new_router
from backend.core.page import Page, Slice
from backend.core.problems import NotFound, NotNow, ReadAgain, Stale, TooLarge
from backend.core.schema import NUL, Decision
from backend.opportunities import queries, rules
from backend.opportunities.models import Opportunity
from backend.opportunities.problems import NOT_POSTINGS, NotReady, Refused, Unread
from backend.opportunities.schemas import (
    AddressDraft,
    ClosureDraft,
    Findings,
    ImportDraft,
    ImportReading,
    ImportResult,
    OpportunityChange,
    OpportunityCheck,
    OpportunityDetail,
    OpportunityDraft,
    OpportunityRead,
    OpportunitySearch,
    RefusalDraft,
    ReturnDraft,
)
from backend.opportunities.service import imports
from backend.opportunities.service import opportunities as service
from backend.organisations.problems import OrganisationNotPublic

router = new_router("/opportunities", "opportunities")


class PostingsForm(BaseModel):
    """A multipart form with one file and nothing else."""

    model_config = ConfigDict(extra="forbid")

    file: UploadFile


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


@router.post(
    "/imports/file-readings",
    **asks(rules.add_opportunity, NotFound, OrganisationNotPublic, TooLarge, *NOT_POSTINGS, keeps=False),
)
def read_postings(
    db: Db,
    config: Config,
    viewer: Member,
    organisation_id: UUID,
    form: Annotated[PostingsForm, Form(media_type="multipart/form-data")],
) -> ImportReading:
    """What a table (CSV), a JSON feed or a saved page with JSON-LD would add or change. Nothing is kept."""
    content = form.file.file.read(imports.MOST_BYTES + 1)
    return imports.read_file(db, viewer, organisation_id, content, _name(form.file), config)


@router.post(
    "/imports/address-readings",
    **asks(rules.add_opportunity, NotFound, OrganisationNotPublic, *NOT_POSTINGS, *UNFETCHED, keeps=False),
)
def read_postings_at(db: Db, config: Config, viewer: Member, draft: AddressDraft) -> ImportReading:
    """The same of what lies at a public address. Nothing is kept."""
    return imports.read_address(db, viewer, draft, config)


@router.post("/imports", **asks(rules.add_opportunity, NotFound, NotReady, Stale, OrganisationNotPublic))
def import_opportunities(db: Db, viewer: Member, draft: ImportDraft) -> ImportResult:
    """Take postings over, all or none: new ones as drafts, of known ones the lines that are wanted."""
    return imports.import_opportunities(db, viewer, draft)


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
    "/{opportunity_id}/opening",
    **asks(rules.open_opportunity, NotFound, NotNow, NotReady, Refused, OrganisationNotPublic),
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


@router.post("/{opportunity_id}/refusal", **asks(rules.refuse_opportunity, NotFound, NotNow, ReadAgain))
def refuse_opportunity(db: Db, viewer: Member, opportunity_id: UUID, draft: RefusalDraft) -> OpportunityDetail:
    """The staff will not have it published, with a reason."""
    return _detail(viewer, service.refuse_opportunity(db, viewer, opportunity_id, draft))


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


def _name(file: UploadFile) -> str:
    return (file.filename or "").replace(NUL, "")


def _detail(viewer: Viewer, opportunity: Opportunity) -> OpportunityDetail:
    return OpportunityDetail.of(opportunity, can=allowed(viewer, opportunity, rules.OF_AN_OPPORTUNITY))
