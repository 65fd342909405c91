"""Reading calls. A call is seen where its programme is."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from operator import ge, lt
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, contains_eager

from backend.cohorts.models import Call, CallStatus, Programme
from backend.cohorts.queries import programmes
from backend.cohorts.rules import PUBLIC_CALLS, RUNNING
from backend.cohorts.schemas import CallSearch
from backend.core.access import Viewer
from backend.core.model import now
from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.core.text import has_words
from backend.organisations.models import Organisation

ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "closing": (Call.deadline_at.asc().nulls_last(), Call.id.asc()),
    "newest": (Call.created_at.desc(), Call.id.desc()),
    "starts": (Call.starts_on.asc().nulls_last(), Call.id.asc()),
}


def visible(viewer: Viewer) -> Select[Call]:
    """What a visible programme has announced, and what belongs to one's own; everything to the staff."""
    programme = contains_eager(Call.programme)
    everything = (
        select(Call)
        .join(Call.programme)
        .join(Programme.organisation)
        .options(programme.contains_eager(Programme.organisation), programme.options(*programmes.WHOLE))
    )
    if viewer.is_staff:
        return everything
    is_announced = or_(Call.status.in_(PUBLIC_CALLS), Programme.organisation_id.in_(viewer.member_of))
    return everything.where(is_announced, programmes.is_visible(viewer))


def is_open(moment: datetime) -> ColumnElement[bool]:
    """People may apply at that moment, whether or not the worker has noticed the hour yet."""
    return and_(Call.status.in_(RUNNING), Call.opens_at <= moment, Call.deadline_at > moment)


def list_calls(db: Session, viewer: Viewer, search: CallSearch) -> Slice[Call]:
    """A page of calls."""
    return paginate(db, searched(db, viewer, search).order_by(*ORDERS[search.sort]), search)


def searched(db: Session, viewer: Viewer, search: CallSearch) -> Select[Call]:
    """All that the filters find, in no order."""
    return visible(viewer).where(*programmes.filters(db, viewer, search), *_filters(search))


def _filters(search: CallSearch) -> Iterator[ColumnElement[bool]]:
    yield has_words(search.q, Call.folded, Programme.folded, Organisation.folded)
    if search.programme:
        yield Call.programme_id.in_(search.programme)
    if search.status:
        yield Call.status.in_(search.status)
    elif not search.mine:
        yield and_(Call.status.in_(RUNNING), Call.deadline_at > now())
    if search.places_at_least is not None:
        yield ge(Call.places, search.places_at_least)
    if search.starts_before is not None:
        yield lt(Call.starts_on, search.starts_before)
    if search.closing_within_days is not None:
        moment = now()
        yield Call.deadline_at.between(moment, moment + timedelta(days=search.closing_within_days))


def get_call(db: Session, viewer: Viewer, call_id: UUID, *, lock: bool = False) -> Call:
    """With `lock`, nobody else changes this call or archives its programme until the transaction ends."""
    wanted = visible(viewer).where(Call.id == call_id)
    if lock:
        wanted = wanted.with_for_update(of=(Call, Programme))
    call = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if call is None:
        raise NotFound
    return call


def of_programme(db: Session, viewer: Viewer, programme: Programme) -> Sequence[Call]:
    """The calls of a programme on its page, the latest deadline first."""
    calls = select(Call).where(Call.programme_id == programme.id)
    if not viewer.is_staff and not viewer.belongs_to(programme.organisation_id):
        calls = calls.where(Call.status.in_(PUBLIC_CALLS))
    return db.scalars(calls.order_by(Call.deadline_at.desc().nulls_first(), Call.id.desc())).all()


def has_running(db: Session, programme: Programme) -> bool:
    """A call of this programme is announced or open, and its deadline is still to come."""
    running = select(Call.id).where(
        Call.programme_id == programme.id, Call.status.in_(RUNNING), Call.deadline_at > now()
    )
    return db.scalar(running.limit(1)) is not None


def due(db: Session, moment: datetime) -> list[Call]:
    """Calls whose hour to open or to close has come, for the worker alone."""
    to_open = and_(Call.status == CallStatus.SCHEDULED, Call.opens_at <= moment)
    to_close = and_(Call.status.in_(RUNNING), Call.deadline_at <= moment)
    calls = select(Call).where(or_(to_open, to_close)).order_by(Call.id)
    return list(db.scalars(calls.with_for_update(skip_locked=True)))
