"""Reading organisations. Every read starts at `visible`, so what you may not see is not there."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from backend.accounts.models import Grant
from backend.accounts.queries import members_of
from backend.core.access import Role, Viewer
from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.core.text import has_words
from backend.organisations.models import Organisation, OrganisationSector, OrganisationStatus
from backend.organisations.rules import Seat
from backend.organisations.schemas import OrganisationSearch
from backend.taxonomy.queries import at_or_below
from backend.territories.queries import within_km

PUBLIC = (OrganisationStatus.CLAIMED, OrganisationStatus.VERIFIED)
ORDERS = {
    "name": (Organisation.folded, Organisation.id),
    "newest": (Organisation.created_at.desc(), Organisation.id.desc()),
}


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
    found = visible(viewer).where(*_filters(db, viewer, search)).order_by(*ORDERS[search.sort])
    return paginate(
        db, found.options(joinedload(Organisation.municipality), selectinload(Organisation.sectors)), search
    )


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
    return Seat(organisation, grant.account_id, grant.role, owners)


def lapsed(db: Session, moment: datetime) -> list[Organisation]:
    """Organisations whose verification ran out."""
    over = select(Organisation).where(
        Organisation.status == OrganisationStatus.VERIFIED, Organisation.verified_until <= moment
    )
    return list(db.scalars(over.order_by(Organisation.id).with_for_update(skip_locked=True)))
