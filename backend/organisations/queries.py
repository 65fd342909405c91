"""Reading organisations. Every read starts at `visible`, so what you may not see is not there."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from backend.accounts.models import Account, Grant
from backend.accounts.queries import members_of
from backend.core.access import SYSTEM, Role, Viewer
from backend.core.model import now
from backend.core.page import Slice, Window, paginate
from backend.core.problems import NotFound
from backend.core.text import has_words
from backend.organisations.models import (
    Invitation,
    InvitationStatus,
    Organisation,
    OrganisationSector,
    OrganisationStatus,
)
from backend.organisations.rules import Seat
from backend.organisations.schemas import OrganisationSearch
from backend.taxonomy.queries import at_or_below
from backend.territories.queries import within_km

PUBLIC = (OrganisationStatus.CLAIMED, OrganisationStatus.VERIFIED)
ORDERS = {
    "name": (Organisation.folded, Organisation.id),
    "newest": (Organisation.created_at.desc(), Organisation.id.desc()),
    "waiting": (Organisation.status_at.asc(), Organisation.id.asc()),
}
WHOLE = (joinedload(Invitation.organisation), joinedload(Invitation.invited_by))
OPEN = Invitation.status == InvitationStatus.PENDING
SHOWN = (InvitationStatus.PENDING, InvitationStatus.DECLINED, InvitationStatus.EXPIRED)
MAILS_A_DAY = 5  # to one address, of all organisations; further invitations wait on the page


def visible(viewer: Viewer) -> Select[Organisation]:
    """What is public, and one's own; everything to the staff."""
    return select(Organisation).where(is_visible(viewer))


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """The same as a condition, for the domains that join organisations."""
    if viewer.is_staff:
        return Organisation.id.is_not(None)
    return or_(Organisation.status.in_(PUBLIC), Organisation.id.in_(viewer.member_of))


def list_organisations(db: Session, viewer: Viewer, search: OrganisationSearch) -> Slice[Organisation]:
    """A page of organisations."""
    found = searched(db, viewer, search).order_by(*ORDERS[search.sort])
    return paginate(
        db, found.options(joinedload(Organisation.municipality), selectinload(Organisation.sectors)), search
    )


def searched(db: Session, viewer: Viewer, search: OrganisationSearch) -> Select[Organisation]:
    """All that the filters find, in no order."""
    return visible(viewer).where(*_filters(db, viewer, search))


def _filters(db: Session, viewer: Viewer, search: OrganisationSearch) -> Iterable[ColumnElement[bool]]:
    yield has_words(search.q, Organisation.folded)
    for asked, column in (
        (search.kind, Organisation.kind),
        (search.municipality, Organisation.municipality_id),
        (search.headcount, Organisation.headcount),
        (search.status, Organisation.status),
    ):
        if asked:
            yield column.in_(asked)
    if search.sector:
        yield Organisation.sectors.any(OrganisationSector.concept_id.in_(at_or_below(search.sector)))
    if search.near is not None and search.km is not None:
        yield Organisation.municipality_id.in_(within_km(db, search.near, search.km))
    if search.founded_since is not None:
        yield Organisation.founded_year >= search.founded_since
    if search.mine:
        yield Organisation.id.in_(viewer.member_of)


def get_organisation(db: Session, viewer: Viewer, organisation_id: UUID, *, lock: bool = False) -> Organisation:
    """With `lock`, nobody else changes this organisation or its members until the transaction ends."""
    wanted = visible(viewer).where(Organisation.id == organisation_id)
    wanted = wanted.options(selectinload(Organisation.municipality), selectinload(Organisation.sectors))
    if lock:
        wanted = wanted.with_for_update(of=Organisation)
    organisation = db.scalars(wanted).one_or_none()
    if organisation is None:
        raise NotFound
    return organisation


def lock_all(db: Session, ids: Iterable[UUID]) -> list[Organisation]:
    """Several at once, in one order, so that two who lock the same do not wait for each other in a ring."""
    wanted = select(Organisation).where(Organisation.id.in_(list(ids))).order_by(Organisation.id)
    return list(db.scalars(wanted.with_for_update(of=Organisation)))


def get_seat(db: Session, organisation: Organisation, account_id: UUID) -> tuple[Grant, Seat]:
    """One member's grant, and what the rules need to know about it; raises `NotFound`."""
    members = members_of(db, organisation.id)
    grant = next((member for member in members if member.account_id == account_id), None)
    if grant is None:
        raise NotFound
    return grant, seat_of(organisation, grant, members)


def seat_of(organisation: Organisation, grant: Grant, members: list[Grant]) -> Seat:
    """A member's place among all members."""
    owners = sum(member.role == Role.OWNER for member in members)
    return Seat(organisation, grant.account_id, grant.role, owners, others=len(members) - 1)


def lapsed(db: Session, moment: datetime) -> list[Organisation]:
    """Organisations whose verification ran out."""
    over = select(Organisation).where(
        Organisation.status == OrganisationStatus.VERIFIED, Organisation.verified_until <= moment
    )
    return list(db.scalars(over.order_by(Organisation.id).with_for_update(skip_locked=True)))


def received(viewer: Viewer) -> Select[Invitation]:
    """The invitations to the address that the asking person has confirmed; nobody else's are there."""
    confirmed = select(Account.email).where(Account.id == viewer.id, Account.confirmed_at.is_not(None))
    return select(Invitation).where(Invitation.email == confirmed.scalar_subquery()).options(*WHOLE)


def list_received(db: Session, viewer: Viewer, window: Window) -> Slice[Invitation]:
    """A page of what the asking person may answer; what is suspended invites nobody."""
    off_stage = Organisation.status == OrganisationStatus.SUSPENDED
    open_ones = received(viewer).where(OPEN, Invitation.expires_at > now(), ~Invitation.organisation.has(off_stage))
    return paginate(db, open_ones.order_by(Invitation.created_at.desc(), Invitation.id), window)


def get_invitation(db: Session, viewer: Viewer, invitation_id: UUID, *, lock: bool = False) -> Invitation:
    """One invitation to the asking person. With `lock`, neither it nor the organisation's members change meanwhile."""
    wanted = received(viewer).where(Invitation.id == invitation_id)
    invitation = db.scalars(wanted).one_or_none()
    if invitation is None:
        raise NotFound
    if lock:  # the organisation first, as everybody does who changes its members; then what it has become meanwhile
        get_organisation(db, SYSTEM, invitation.organisation_id, lock=True)
        invitation = db.scalars(wanted.execution_options(populate_existing=True)).one()
    return invitation


def list_sent(db: Session, organisation: Organisation, window: Window) -> Slice[Invitation]:
    """A page of an organisation's invitations that nobody has accepted or withdrawn: first those that wait."""
    sent = _sent(organisation).where(Invitation.status.in_(SHOWN))
    return paginate(db, sent.order_by(OPEN.desc(), Invitation.created_at.desc(), Invitation.id), window)


def get_sent(db: Session, organisation: Organisation, invitation_id: UUID) -> Invitation:
    """One invitation of an organisation; raises `NotFound`."""
    wanted = _sent(organisation).where(Invitation.id == invitation_id)
    invitation = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if invitation is None:
        raise NotFound
    return invitation


def sent_by(db: Session, account_id: UUID) -> list[Invitation]:
    """All that somebody has sent, for whatever organisation."""
    return list(db.scalars(select(Invitation).where(Invitation.invited_by_id == account_id).order_by(Invitation.id)))


def earlier(db: Session, organisation: Organisation, email: str) -> list[Invitation]:
    """What this organisation asked this address before, as far as it is remembered."""
    return list(db.scalars(_sent(organisation).where(Invitation.email == email).order_by(Invitation.id)))


def unanswered(db: Session, organisation: Organisation, *, by: UUID) -> list[Invitation]:
    """What somebody sent for an organisation and nobody has answered."""
    theirs = _sent(organisation).where(OPEN, Invitation.invited_by_id == by)
    return list(db.scalars(theirs.order_by(Invitation.id)))


def lapsed_invitations(db: Session, moment: datetime) -> list[Invitation]:
    """Invitations whose time is up."""
    over = select(Invitation).where(OPEN, Invitation.expires_at <= moment)
    return list(db.scalars(over.order_by(Invitation.id).with_for_update(skip_locked=True)))


def find_to_tell(db: Session, invitation_id: UUID) -> Invitation | None:
    """An invitation worth a mail: still open, of an organisation on the stage, to somebody who has not had enough."""
    invitation = db.scalars(select(Invitation).where(Invitation.id == invitation_id).options(*WHOLE)).one_or_none()
    if invitation is None or not invitation.is_open:
        return None
    if invitation.organisation.status == OrganisationStatus.SUSPENDED:
        return None
    since = Invitation.created_at.between(invitation.created_at - timedelta(days=1), invitation.created_at)
    asked = select(func.count()).select_from(Invitation).where(Invitation.email == invitation.email, since)
    return invitation if (db.scalar(asked) or 0) <= MAILS_A_DAY else None


def _sent(organisation: Organisation) -> Select[Invitation]:
    return select(Invitation).where(Invitation.organisation_id == organisation.id).options(*WHOLE)
