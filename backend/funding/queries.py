"""Reading funding calls. Every read starts at `visible`, so what you may not see is not there."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, false, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from backend.core.access import Viewer
from backend.core.model import now
from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.core.text import has_words
from backend.funding.models import SOON, FundingCall, FundingCallSector, FundingStatus, FundingTerm, Standing
from backend.funding.rules import PUBLIC
from backend.funding.schemas import FundingCallSearch
from backend.organisations.models import Organisation
from backend.organisations.queries import PUBLIC as PUBLIC_ORGANISATIONS
from backend.taxonomy.queries import at_or_below
from backend.territories.models import Municipality

ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "closing": (FundingCall.deadline_at.asc().nulls_last(), FundingCall.id.asc()),
    "newest": (FundingCall.created_at.desc(), FundingCall.id.desc()),
}
APPLICABLE = (Standing.OPEN, Standing.CLOSING_SOON, Standing.ANNOUNCED)


def visible(viewer: Viewer) -> Select[FundingCall]:
    """What was announced by a public organisation or the staff, and one's own; everything to the staff."""
    everything = (
        select(FundingCall).outerjoin(FundingCall.organisation).options(contains_eager(FundingCall.organisation))
    )
    if viewer.is_staff:
        return everything
    by_whom = or_(FundingCall.organisation_id.is_(None), Organisation.status.in_(PUBLIC_ORGANISATIONS))
    is_public = and_(FundingCall.status.in_(PUBLIC), by_whom)
    return everything.where(or_(is_public, FundingCall.organisation_id.in_(viewer.member_of)))


def has_standing(standing: Standing, moment: datetime) -> ColumnElement[bool]:
    """The same as `FundingCall.standing_at`, as a condition."""
    running = FundingCall.status.in_((FundingStatus.ANNOUNCED, FundingStatus.OPEN))
    is_over = and_(FundingCall.deadline_at.is_not(None), FundingCall.deadline_at <= moment)
    has_begun = and_(FundingCall.opens_at.is_not(None), FundingCall.opens_at <= moment)
    ends_soon = and_(FundingCall.deadline_at.is_not(None), FundingCall.deadline_at <= moment + SOON)
    if standing == Standing.CLOSED:
        return or_(FundingCall.status == FundingStatus.CLOSED, and_(running, is_over))
    if standing == Standing.ANNOUNCED:
        return and_(running, ~is_over, ~has_begun)
    if standing == Standing.CLOSING_SOON:
        return and_(running, ~is_over, has_begun, ends_soon)
    if standing == Standing.OPEN:
        return and_(running, ~is_over, has_begun, ~ends_soon)
    return FundingCall.status == FundingStatus(standing)


def _order(search: FundingCallSearch) -> tuple[ColumnElement[Any], ...]:
    """By amount: the asked currency first, for amounts of different currencies have no order; unstated ones last."""
    if search.sort != "amount":
        return ORDERS[search.sort]
    amount, currency = FundingCall.amount_max, FundingCall.currency
    rank = case((amount.is_(None), 2), (currency == search.currency, 0), else_=1)
    return rank, case((rank == 1, currency)), amount.desc(), FundingCall.id.asc()


def list_funding_calls(db: Session, viewer: Viewer, search: FundingCallSearch) -> Slice[FundingCall]:
    """A page of funding calls."""
    found = searched(db, viewer, search).order_by(*_order(search))
    return paginate(db, found.options(selectinload(FundingCall.sectors)), search)


def searched(db: Session, viewer: Viewer, search: FundingCallSearch) -> Select[FundingCall]:
    """All that the filters find, in no order."""
    return visible(viewer).where(*_filters(db, viewer, search))


def _filters(db: Session, viewer: Viewer, search: FundingCallSearch) -> Iterator[ColumnElement[bool]]:
    yield has_words(search.q, FundingCall.folded, Organisation.folded)
    for asked, column in ((search.organisation, FundingCall.organisation_id), (search.lang, FundingCall.lang)):
        if asked:
            yield column.in_(asked)
    if search.sector:
        yield FundingCall.sectors.any(FundingCallSector.concept_id.in_(at_or_below(search.sector)))
    if search.applicant:
        yield _admits("organisation_kind", [kind.value for kind in search.applicant])
    if search.municipality is not None:
        yield _admits_place(db, search.municipality)
    if search.mine:
        yield FundingCall.organisation_id.in_(viewer.member_of)
    if search.standing or not search.mine:
        yield or_(*(has_standing(standing, now()) for standing in search.standing or APPLICABLE))
    yield from _bounds(search)


def _bounds(search: FundingCallSearch) -> Iterator[ColumnElement[bool]]:
    """Filters by size. What is not stated reaches no bound."""
    if search.amount_at_least is not None:
        yield and_(FundingCall.currency == search.currency, FundingCall.amount_max >= search.amount_at_least)
    if search.co_financing_at_least is not None:
        yield FundingCall.co_financing_percent >= search.co_financing_at_least
    if search.closing_within_days is not None:
        moment = now()
        yield FundingCall.deadline_at.between(moment, moment + timedelta(days=search.closing_within_days))


def _admits(topic: str, values: list[str]) -> ColumnElement[bool]:
    """No rule on the topic, or one that allows one of the values."""
    on_topic = FundingTerm.topic == topic
    return or_(~FundingCall.terms.any(on_topic), FundingCall.terms.any(and_(on_topic, FundingTerm.value.in_(values))))


def _admits_place(db: Session, municipality_id: UUID) -> ColumnElement[bool]:
    """A municipality lies in its part, its region, its larger region and its country."""
    municipality = db.get(Municipality, municipality_id)
    if municipality is None:
        return false()
    around = [municipality.nuts3[:length] for length in range(2, len(municipality.nuts3) + 1)]
    return _admits("region", [str(municipality.id), *around])


def get_funding_call(db: Session, viewer: Viewer, call_id: UUID, *, lock: bool = False) -> FundingCall:
    """With `lock`, nobody else changes this call until the transaction ends."""
    wanted = visible(viewer).where(FundingCall.id == call_id)
    wanted = wanted.options(selectinload(FundingCall.sectors), selectinload(FundingCall.terms))
    if lock:
        wanted = wanted.with_for_update(of=FundingCall)
    call = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if call is None:
        raise NotFound
    return call


def due(db: Session, moment: datetime) -> list[FundingCall]:
    """Calls whose hour to open or to close has come, for the worker alone."""
    to_open = and_(FundingCall.status == FundingStatus.ANNOUNCED, FundingCall.opens_at <= moment)
    running = FundingCall.status.in_((FundingStatus.ANNOUNCED, FundingStatus.OPEN))
    to_close = and_(running, FundingCall.deadline_at <= moment)
    calls = select(FundingCall).where(or_(to_open, to_close)).order_by(FundingCall.id)
    return list(db.scalars(calls.with_for_update(skip_locked=True)))
