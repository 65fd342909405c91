"""Reading programmes."""

from collections.abc import Iterator
from operator import ge, le
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from backend.cohorts.models import Programme, ProgrammeOffer, ProgrammeSector, ProgrammeStatus, ProgrammeTopic, Stage
from backend.cohorts.rules import PUBLIC_PROGRAMMES
from backend.cohorts.schemas import ProgrammeFilters, ProgrammeSearch
from backend.core.access import Viewer
from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.core.text import has_words
from backend.organisations.models import Organisation
from backend.organisations.queries import PUBLIC as PUBLIC_ORGANISATIONS
from backend.taxonomy.queries import at_or_below
from backend.territories.queries import within_km

ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "title": (Programme.folded.asc(), Programme.id.asc()),
    "newest": (Programme.created_at.desc(), Programme.id.desc()),
}

WHOLE = (
    joinedload(Programme.municipality),
    selectinload(Programme.sectors),
    selectinload(Programme.offered),
    selectinload(Programme.teaches),
)


def visible(viewer: Viewer) -> Select[Programme]:
    """What a public organisation has published, and what belongs to one's own; everything to the staff."""
    everything = select(Programme).join(Programme.organisation).options(contains_eager(Programme.organisation))
    return everything if viewer.is_staff else everything.where(is_visible(viewer))


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """The same as a condition, where programmes and organisations are joined."""
    is_public = and_(Programme.status.in_(PUBLIC_PROGRAMMES), Organisation.status.in_(PUBLIC_ORGANISATIONS))
    return or_(is_public, Programme.organisation_id.in_(viewer.member_of))


def list_programmes(db: Session, viewer: Viewer, search: ProgrammeSearch) -> Slice[Programme]:
    """A page of programmes."""
    found = searched(db, viewer, search)
    return paginate(db, found.options(*WHOLE).order_by(*ORDERS[search.sort]), search)


def searched(db: Session, viewer: Viewer, search: ProgrammeSearch) -> Select[Programme]:
    """All that the filters find, in no order."""
    found = visible(viewer).where(
        *filters(db, viewer, search), has_words(search.q, Programme.folded, Organisation.folded)
    )
    if search.status:
        found = found.where(Programme.status.in_(search.status))
    elif not search.mine:
        found = found.where(Programme.status == ProgrammeStatus.PUBLISHED)
    return found


def filters(db: Session, viewer: Viewer, search: ProgrammeFilters) -> Iterator[ColumnElement[bool]]:
    """What programmes and calls are both found by."""
    for asked, column in (
        (search.organisation, Programme.organisation_id),
        (search.municipality, Programme.municipality_id),
        (search.lang, Programme.lang),
    ):
        if asked:
            yield column.in_(asked)
    if search.near is not None and search.km is not None:
        yield Programme.municipality_id.in_(within_km(db, search.near, search.km))
    if search.mine:
        yield Programme.organisation_id.in_(viewer.member_of)
    yield from _contents(search)
    yield from _bounds(search)


def _contents(search: ProgrammeFilters) -> Iterator[ColumnElement[bool]]:
    """Filters by what belongs to a programme: one of those that are asked for is enough."""
    if search.stage:
        yield Programme.stage.in_([*search.stage, Stage.ANY])
    if search.offer:
        yield Programme.offered.any(ProgrammeOffer.offer.in_(search.offer))
    if search.sector:
        yield Programme.sectors.any(ProgrammeSector.concept_id.in_(at_or_below(search.sector)))
    if search.teaches:
        yield Programme.teaches.any(ProgrammeTopic.concept_id.in_(at_or_below(search.teaches)))


def _bounds(search: ProgrammeFilters) -> Iterator[ColumnElement[bool]]:
    """Filters by size. What is not stated reaches no bound."""
    for asked, column, compare in (
        (search.remote_at_least, Programme.remote_share, ge),
        (search.hours_at_most, Programme.weekly_hours, le),
        (search.equity_at_most, Programme.equity_max, le),
    ):
        if asked is not None:
            yield compare(column, asked)
    if search.fee_at_most is not None:
        is_asked = Programme.currency == search.currency
        yield or_(Programme.fee_amount == 0, and_(is_asked, Programme.fee_amount <= search.fee_at_most))


def get_programme(db: Session, viewer: Viewer, programme_id: UUID, *, lock: bool = False) -> Programme:
    """With `lock`, nobody else changes this programme until the transaction ends."""
    wanted = visible(viewer).where(Programme.id == programme_id).options(*WHOLE)
    if lock:
        wanted = wanted.with_for_update(of=Programme)
    programme = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if programme is None:
        raise NotFound
    return programme
