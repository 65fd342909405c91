"""The HTTP face of organisations."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from backend.accounts.deps import Asking, Config, Member
from backend.accounts.models import Account, Grant
from backend.accounts.queries import members_of
from backend.core.access import ANYONE, Viewer, allowed, asks, require, signed_in
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.page import Page, Slice, Window
from backend.core.problems import NotFound, NotNow, ReadAgain, Stale
from backend.organisations import dns, queries, rules
from backend.organisations.models import Invitation, Organisation
from backend.organisations.problems import (
    AlreadyInvited,
    AlreadyMember,
    DomainDiffers,
    InvitationOver,
    InvitationRefused,
    LastOwner,
    RecordMissing,
)
from backend.organisations.schemas import (
    DnsRecord,
    InvitationReceived,
    InvitationSent,
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
from backend.organisations.service import invitations, members, organisations

router = new_router("", "organisations")


@router.get("/organisations", response_model=Page[OrganisationRead], **asks(ANYONE))
def list_organisations(db: Db, viewer: Asking, search: Annotated[OrganisationSearch, Query()]) -> Slice[Organisation]:
    """Organisations the asking person may see."""
    return queries.list_organisations(db, viewer, search)


@router.post("/organisations", status_code=201, response_model=OrganisationRead, **asks(rules.add_organisation))
def add_organisation(db: Db, viewer: Member, draft: OrganisationDraft) -> Organisation:
    """Describe an organisation; it starts as a draft that only its members see."""
    return organisations.add_organisation(db, viewer, draft)


@router.get("/organisations/{organisation_id}", **asks(ANYONE, NotFound))
def get_organisation(db: Db, viewer: Asking, organisation_id: UUID) -> OrganisationDetail:
    """One organisation, and what the asking person may do with it."""
    return _detail(viewer, queries.get_organisation(db, viewer, organisation_id))


@router.patch("/organisations/{organisation_id}", **asks(rules.edit_organisation, NotFound, NotNow, Stale))
def edit_organisation(db: Db, viewer: Member, organisation_id: UUID, change: OrganisationChange) -> OrganisationDetail:
    """Change the description; another name, kind or website ends a verification."""
    return _detail(viewer, organisations.edit_organisation(db, viewer, organisation_id, change))


@router.post("/organisations/{organisation_id}/claim", **asks(rules.claim_organisation, NotFound, NotNow))
def claim_organisation(db: Db, viewer: Member, organisation_id: UUID) -> OrganisationDetail:
    """Stand for it in public."""
    return _detail(viewer, organisations.claim_organisation(db, viewer, organisation_id))


@router.post(
    "/organisations/{organisation_id}/verification", **asks(rules.verify_organisation, NotFound, NotNow, ReadAgain)
)
def verify_organisation(db: Db, viewer: Member, organisation_id: UUID, draft: VerificationDraft) -> OrganisationDetail:
    """The staff vouch for it, for a time."""
    return _detail(viewer, organisations.verify_organisation(db, viewer, organisation_id, draft))


@router.get(
    "/organisations/{organisation_id}/proof",
    response_model=DnsRecord,
    **asks(rules.prove_organisation, NotFound, NotNow),
)
def get_proof(db: Db, viewer: Member, config: Config, organisation_id: UUID) -> dns.Record:
    """The DNS record an owner may publish to prove the domain."""
    organisation = queries.get_organisation(db, viewer, organisation_id)
    require(viewer, rules.prove_organisation, organisation)
    return dns.record_for(organisation, config)


@router.post(
    "/organisations/{organisation_id}/proof",
    **asks(rules.prove_organisation, NotFound, NotNow, DomainDiffers, RecordMissing, Stale),
)
def prove_organisation(
    db: Db, viewer: Member, config: Config, organisation_id: UUID, draft: ProofDraft
) -> OrganisationDetail:
    """An owner shows that the website's domain is theirs, which verifies the organisation for a year."""
    return _detail(viewer, organisations.prove_organisation(db, viewer, organisation_id, draft, config))


@router.post("/organisations/{organisation_id}/suspension", **asks(rules.suspend_organisation, NotFound, NotNow))
def suspend_organisation(db: Db, viewer: Member, organisation_id: UUID, draft: SuspensionDraft) -> OrganisationDetail:
    """Take it off the stage, with all it offers."""
    return _detail(viewer, organisations.suspend_organisation(db, viewer, organisation_id, draft))


@router.delete("/organisations/{organisation_id}/suspension", **asks(rules.restore_organisation, NotFound, NotNow))
def restore_organisation(db: Db, viewer: Member, organisation_id: UUID) -> OrganisationDetail:
    """End a suspension."""
    return _detail(viewer, organisations.restore_organisation(db, viewer, organisation_id))


@router.get("/organisations/{organisation_id}/members", **asks(rules.list_members, NotFound))
def list_members(db: Db, viewer: Member, organisation_id: UUID) -> list[MemberDetail]:
    """Who speaks for it, owners first."""
    organisation = queries.get_organisation(db, viewer, organisation_id)
    require(viewer, rules.list_members, organisation)
    grants = members_of(db, organisation.id)
    seats = [queries.seat_of(organisation, grant, grants) for grant in grants]
    return [
        MemberDetail(**_member(grant), can=allowed(viewer, seat, rules.OF_A_SEAT))
        for grant, seat in zip(grants, seats, strict=True)
    ]


@router.patch("/organisations/{organisation_id}/members/{account_id}", **asks(rules.change_member, NotFound, LastOwner))
def change_member(db: Db, viewer: Member, organisation_id: UUID, account_id: UUID, change: MemberChange) -> MemberRead:
    """Give a member another role."""
    return MemberRead(**_member(members.change_member(db, viewer, organisation_id, account_id, change)))


@router.delete(
    "/organisations/{organisation_id}/members/{account_id}",
    status_code=204,
    **asks(rules.remove_member, NotFound, LastOwner),
)
def remove_member(db: Db, viewer: Member, organisation_id: UUID, account_id: UUID) -> None:
    """Remove a member, or leave."""
    members.remove_member(db, viewer, organisation_id, account_id)


@router.get(
    "/organisations/{organisation_id}/invitations",
    response_model=Page[InvitationSent],
    **asks(rules.list_invitations, NotFound),
)
def list_invitations(
    db: Db, viewer: Member, organisation_id: UUID, window: Annotated[Window, Query()]
) -> Slice[InvitationSent]:
    """Who was asked to join and has not, those first who may still answer."""
    organisation = queries.get_organisation(db, viewer, organisation_id)
    require(viewer, rules.list_invitations, organisation)
    return queries.list_sent(db, organisation, window).map(lambda it: _sent(viewer, it))


@router.post(
    "/organisations/{organisation_id}/invitations",
    status_code=201,
    **asks(rules.invite_member, NotFound, NotNow, AlreadyMember, AlreadyInvited, InvitationRefused),
)
def invite_member(db: Db, viewer: Member, organisation_id: UUID, draft: MemberDraft) -> InvitationSent:
    """Ask somebody to join: they belong to it once they accept, within two weeks.

    The answer is the same whether or not the address has an account.
    """
    return _sent(viewer, invitations.invite_member(db, viewer, organisation_id, draft))


@router.delete(
    "/organisations/{organisation_id}/invitations/{invitation_id}",
    status_code=204,
    **asks(rules.withdraw_invitation, NotFound, InvitationOver),
)
def withdraw_invitation(db: Db, viewer: Member, organisation_id: UUID, invitation_id: UUID) -> None:
    """Take an invitation back that nobody has answered."""
    invitations.withdraw_invitation(db, viewer, organisation_id, invitation_id)


@router.get("/invitations", response_model=Page[InvitationReceived], **asks(signed_in))
def list_my_invitations(db: Db, viewer: Member, window: Annotated[Window, Query()]) -> Slice[InvitationReceived]:
    """Which organisations have asked the asking person to join and wait for an answer."""
    return queries.list_received(db, viewer, window).map(lambda it: _received(viewer, it))


@router.post(
    "/invitations/{invitation_id}/acceptance",
    **asks(rules.accept_invitation, NotFound, NotNow, AlreadyMember, InvitationOver),
)
def accept_invitation(db: Db, viewer: Member, invitation_id: UUID) -> InvitationReceived:
    """Join."""
    return _received(viewer, invitations.accept_invitation(db, viewer, invitation_id))


@router.post("/invitations/{invitation_id}/refusal", **asks(rules.decline_invitation, NotFound, InvitationOver))
def decline_invitation(db: Db, viewer: Member, invitation_id: UUID) -> InvitationReceived:
    """Do not join; the organisation cannot ask again for a month."""
    return _received(viewer, invitations.decline_invitation(db, viewer, invitation_id))


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


def _sent(viewer: Viewer, invitation: Invitation) -> InvitationSent:
    return InvitationSent.of(
        invitation,
        invited_by=_name(invitation.invited_by),
        can=allowed(viewer, invitation, rules.OF_AN_INVITATION_SENT),
    )


def _received(viewer: Viewer, invitation: Invitation) -> InvitationReceived:
    return InvitationReceived.of(
        invitation,
        invited_by=_name(invitation.invited_by),
        can=allowed(viewer, invitation, rules.OF_AN_INVITATION_RECEIVED),
    )


def _name(person: Account | None) -> str | None:
    return person.name if person else None
