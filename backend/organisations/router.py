"""The HTTP face of organisations."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from backend.accounts.deps import Asking, Config, Member
from backend.accounts.models import Grant
from backend.accounts.queries import members_of
from backend.core.access import ANYONE, Viewer, allowed, asks, require
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.page import Page, Slice
from backend.core.problems import NotFound, NotNow, ReadAgain, Stale
from backend.organisations import dns, queries, rules, service
from backend.organisations.models import Organisation
from backend.organisations.problems import AlreadyMember, DomainDiffers, LastOwner, RecordMissing, UnknownAccount
from backend.organisations.schemas import (
    DnsRecord,
    MemberChange,
    MemberDetail,
    MemberDraft,
    MemberRead,
    OrganisationChange,
    OrganisationDetail,
    OrganisationDraft,
    OrganisationRead,
    OrganisationSearch,
    ProofDraft,
    SuspensionDraft,
    VerificationDraft,
)

router = new_router("/organisations", "organisations")


@router.get("", response_model=Page[OrganisationRead], **asks(ANYONE))
def list_organisations(db: Db, viewer: Asking, search: Annotated[OrganisationSearch, Query()]) -> Slice[Organisation]:
    """Organisations the asking person may see."""
    return queries.list_organisations(db, viewer, search)


@router.post("", status_code=201, response_model=OrganisationRead, **asks(rules.add_organisation))
def add_organisation(db: Db, viewer: Member, draft: OrganisationDraft) -> Organisation:
    """Describe an organisation; it starts as a draft that only its members see."""
    return service.add_organisation(db, viewer, draft)


@router.get("/{organisation_id}", **asks(ANYONE, NotFound))
def get_organisation(db: Db, viewer: Asking, organisation_id: UUID) -> OrganisationDetail:
    """One organisation, and what the asking person may do with it."""
    return _detail(viewer, queries.get_organisation(db, viewer, organisation_id))


@router.patch("/{organisation_id}", **asks(rules.edit_organisation, NotFound, NotNow, Stale))
def edit_organisation(db: Db, viewer: Member, organisation_id: UUID, change: OrganisationChange) -> OrganisationDetail:
    """Change the description; another name, kind or website ends a verification."""
    return _detail(viewer, service.edit_organisation(db, viewer, organisation_id, change))


@router.post("/{organisation_id}/claim", **asks(rules.claim_organisation, NotFound, NotNow))
def claim_organisation(db: Db, viewer: Member, organisation_id: UUID) -> OrganisationDetail:
    """Stand for it in public."""
    return _detail(viewer, service.claim_organisation(db, viewer, organisation_id))


@router.post("/{organisation_id}/verification", **asks(rules.verify_organisation, NotFound, NotNow, ReadAgain))
def verify_organisation(db: Db, viewer: Member, organisation_id: UUID, draft: VerificationDraft) -> OrganisationDetail:
    """The staff vouch for it, for a time."""
    return _detail(viewer, service.verify_organisation(db, viewer, organisation_id, draft))


@router.get("/{organisation_id}/proof", response_model=DnsRecord, **asks(rules.prove_organisation, NotFound, NotNow))
def get_proof(db: Db, viewer: Member, config: Config, organisation_id: UUID) -> dns.Record:
    """The DNS record an owner may publish to prove the domain."""
    organisation = queries.get_organisation(db, viewer, organisation_id)
    require(viewer, rules.prove_organisation, organisation)
    return dns.record_for(organisation, config)


@router.post(
    "/{organisation_id}/proof",
    **asks(rules.prove_organisation, NotFound, NotNow, DomainDiffers, RecordMissing, Stale),
)
def prove_organisation(
    db: Db, viewer: Member, config: Config, organisation_id: UUID, draft: ProofDraft
) -> OrganisationDetail:
    """An owner shows that the website's domain is theirs, which verifies the organisation for a year."""
    return _detail(viewer, service.prove_organisation(db, viewer, organisation_id, draft, config))


@router.post("/{organisation_id}/suspension", **asks(rules.suspend_organisation, NotFound, NotNow))
def suspend_organisation(db: Db, viewer: Member, organisation_id: UUID, draft: SuspensionDraft) -> OrganisationDetail:
    """Take it off the stage, with all it offers."""
    return _detail(viewer, service.suspend_organisation(db, viewer, organisation_id, draft))


@router.delete("/{organisation_id}/suspension", **asks(rules.restore_organisation, NotFound, NotNow))
def restore_organisation(db: Db, viewer: Member, organisation_id: UUID) -> OrganisationDetail:
    """End a suspension."""
    return _detail(viewer, service.restore_organisation(db, viewer, organisation_id))


@router.get("/{organisation_id}/members", **asks(rules.list_members, NotFound))
def list_members(db: Db, viewer: Member, organisation_id: UUID) -> list[MemberDetail]:
    """Who speaks for it, owners first."""
    organisation = queries.get_organisation(db, viewer, organisation_id)
    require(viewer, rules.list_members, organisation)
    members = members_of(db, organisation.id)
    seats = [queries.seat_of(organisation, grant, members) for grant in members]
    return [
        MemberDetail(**_member(grant), can=allowed(viewer, seat, rules.OF_A_SEAT))
        for grant, seat in zip(members, seats, strict=True)
    ]


@router.post(
    "/{organisation_id}/members",
    status_code=201,
    **asks(rules.invite_member, NotFound, AlreadyMember, UnknownAccount),
)
def invite_member(db: Db, viewer: Member, organisation_id: UUID, draft: MemberDraft) -> MemberRead:
    """Give somebody who has an account here a role."""
    return MemberRead(**_member(service.invite_member(db, viewer, organisation_id, draft)))


@router.patch("/{organisation_id}/members/{account_id}", **asks(rules.change_member, NotFound, LastOwner))
def change_member(db: Db, viewer: Member, organisation_id: UUID, account_id: UUID, change: MemberChange) -> MemberRead:
    """Give a member another role."""
    return MemberRead(**_member(service.change_member(db, viewer, organisation_id, account_id, change)))


@router.delete(
    "/{organisation_id}/members/{account_id}", status_code=204, **asks(rules.remove_member, NotFound, LastOwner)
)
def remove_member(db: Db, viewer: Member, organisation_id: UUID, account_id: UUID) -> None:
    """Remove a member, or leave."""
    service.remove_member(db, viewer, organisation_id, account_id)


def _detail(viewer: Viewer, organisation: Organisation) -> OrganisationDetail:
    return OrganisationDetail.of(organisation, can=allowed(viewer, organisation, rules.OF_AN_ORGANISATION))


def _member(grant: Grant) -> dict[str, Any]:
    person = grant.account
    return {
        "account_id": person.id,
        "name": person.name,
        "email": person.email,
        "role": grant.role,
        "since": grant.starts_at,
    }
