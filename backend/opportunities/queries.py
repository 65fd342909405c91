"""Reading opportunities. Every read starts at `visible`, so what you may not see is not there."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import ge, le, lt
from typing import Any
from uuid import UUID

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from backend.core.access import Viewer
from backend.core.model import now
from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.core.text import fold, has_words
from backend.opportunities.models import (
    Opportunity,
    OpportunityOrigin,
    OpportunityRequirement,
    OpportunityStatus,
)
from backend.opportunities.rules import OVER, PUBLIC
from backend.opportunities.schemas import OpportunityDraft, OpportunitySearch
from backend.organisations.models import Organisation
from backend.organisations.queries import PUBLIC as PUBLIC_ORGANISATIONS
from backend.taxonomy.queries import at_or_below
from backend.territories.queries import within_km

ALIKE = 90  # of 100: from here on two titles are taken for the same offer
ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "newest": (Opportunity.opened_at.desc().nulls_first(), Opportunity.id.desc()),
    "waiting": (Opportunity.status_at.asc(), Opportunity.id.asc()),
    "closing": (Opportunity.deadline_at.asc().nulls_last(), Opportunity.id.asc()),
}


def visible(viewer: Viewer) -> Select[Opportunity]:
    """What was published by a public organisation, and what belongs to one's own; everything to the staff."""
    everything = select(Opportunity).join(Opportunity.organisation).options(contains_eager(Opportunity.organisation))
    if viewer.is_staff:
        return everything
    is_public = and_(Opportunity.status.in_(PUBLIC), Organisation.status.in_(PUBLIC_ORGANISATIONS))
    return everything.where(or_(is_public, Opportunity.organisation_id.in_(viewer.member_of)))


def is_open(moment: datetime) -> ColumnElement[bool]:
    """People may apply at that moment, whether or not the worker has noticed the deadline yet."""
    return and_(Opportunity.status == OpportunityStatus.OPEN, Opportunity.deadline_at > moment)


def _order(search: OpportunitySearch) -> tuple[ColumnElement[Any], ...]:
    """By pay: the asked currency first, for amounts of different currencies have no order; unstated pay last."""
    if search.sort != "pay":
        return ORDERS[search.sort]
    pay, currency = Opportunity.pay_monthly, Opportunity.pay_currency
    rank = case((pay.is_(None), 2), (currency == search.currency, 0), else_=1)
    return rank, case((rank == 1, currency)), pay.desc(), Opportunity.id.asc()


def list_opportunities(db: Session, viewer: Viewer, search: OpportunitySearch) -> Slice[Opportunity]:
    """A page of opportunities."""
    found = searched(db, viewer, search).order_by(*_order(search))
    return paginate(db, found.options(joinedload(Opportunity.municipality)), search)


def searched(db: Session, viewer: Viewer, search: OpportunitySearch) -> Select[Opportunity]:
    """All that the filters find, in no order."""
    return visible(viewer).where(*_filters(db, viewer, search))


def _filters(db: Session, viewer: Viewer, search: OpportunitySearch) -> Iterator[ColumnElement[bool]]:
    yield has_words(search.q, Opportunity.folded, Organisation.folded)
    for asked, column in (
        (search.kind, Opportunity.kind),
        (search.organisation, Opportunity.organisation_id),
        (search.municipality, Opportunity.municipality_id),
        (search.lang, Opportunity.lang),
        (search.status, Opportunity.status),
    ):
        if asked:
            yield column.in_(asked)
    if search.occupation:
        yield Opportunity.occupation_id.in_(at_or_below(search.occupation))
    if search.concept:
        yield Opportunity.requirements.any(OpportunityRequirement.concept_id.in_(at_or_below(search.concept)))
    if search.near is not None and search.km is not None:
        yield Opportunity.municipality_id.in_(within_km(db, search.near, search.km))
    if search.mine:
        yield Opportunity.organisation_id.in_(viewer.member_of)
    elif not search.status:
        yield is_open(now())
    yield from _bounds(search)


def _bounds(search: OpportunitySearch) -> Iterator[ColumnElement[bool]]:
    """Filters by size. What is not stated reaches no bound."""
    for asked, column, compare in (
        (search.remote_at_least, Opportunity.remote_share, ge),
        (search.hours_at_least, Opportunity.hours_max, ge),
        (search.hours_at_most, Opportunity.hours_min, le),
        (search.starts_before, Opportunity.starts_on, lt),
    ):
        if asked is not None:
            yield compare(column, asked)
    if search.pay_at_least is not None:  # net pay counts as it stands: what it comes to gross is never less
        yield and_(Opportunity.pay_currency == search.currency, Opportunity.pay_monthly >= search.pay_at_least)
    if search.closing_within_days is not None:
        moment = now()
        yield Opportunity.deadline_at.between(moment, moment + timedelta(days=search.closing_within_days))
    if search.education_at_most is not None:
        level = Opportunity.education_level
        yield or_(level.is_(None), level <= search.education_at_most)


def get_opportunity(db: Session, viewer: Viewer, opportunity_id: UUID, *, lock: bool = False) -> Opportunity:
    """With `lock`, nobody else changes this opportunity until the transaction ends."""
    wanted = visible(viewer).where(Opportunity.id == opportunity_id)
    wanted = wanted.options(
        joinedload(Opportunity.municipality),
        selectinload(Opportunity.requirements),
        selectinload(Opportunity.languages),
    )
    if lock:
        wanted = wanted.with_for_update(of=Opportunity)
    opportunity = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if opportunity is None:
        raise NotFound
    return opportunity


def similar(
    db: Session, viewer: Viewer, draft: OpportunityDraft, *, except_id: UUID | None = None
) -> list[tuple[Opportunity, float]]:
    """What the same organisation already offers in the same place under a like title, with the likeness (0 to 100)."""
    return alike(draft, on_offer(db, viewer, draft.organisation_id), except_id=except_id)


def on_offer(db: Session, viewer: Viewer, organisation_id: UUID) -> Sequence[Opportunity]:
    """What an organisation has that is not over, drafts included."""
    theirs = visible(viewer).where(Opportunity.organisation_id == organisation_id, Opportunity.status.not_in(OVER))
    return db.scalars(theirs.order_by(Opportunity.id)).all()


def alike(
    draft: OpportunityDraft, others: Iterable[Opportunity], *, except_id: UUID | None = None
) -> list[tuple[Opportunity, float]]:
    """Those of the same kind in the same place under a like title, likest first."""
    title = fold(draft.title)
    same = (one for one in others if one.municipality_id == draft.municipality_id and one.kind == draft.kind)
    rated = [(one, fuzz.token_sort_ratio(title, fold(one.title))) for one in same if one.id != except_id]
    return sorted((pair for pair in rated if pair[1] >= ALIKE), key=lambda pair: (-pair[1], pair[0].id))


def origins(db: Session, organisation_id: UUID, external_ids: Iterable[str]) -> dict[str, OpportunityOrigin]:
    """What was imported before, by its id where it comes from."""
    known = select(OpportunityOrigin).where(
        OpportunityOrigin.organisation_id == organisation_id, OpportunityOrigin.external_id.in_(list(external_ids))
    )
    return {origin.external_id: origin for origin in db.scalars(known)}


def by_ids(db: Session, viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, Opportunity]:
    """Several at once, whole."""
    wanted = visible(viewer).where(Opportunity.id.in_(list(ids)))
    whole = wanted.options(
        joinedload(Opportunity.municipality),
        selectinload(Opportunity.requirements),
        selectinload(Opportunity.languages),
    )
    return {one.id: one for one in db.scalars(whole)}


def past_deadline(db: Session, moment: datetime) -> list[Opportunity]:
    """Published opportunities whose deadline has passed, for the worker alone."""
    over = select(Opportunity).where(
        Opportunity.status.in_([OpportunityStatus.OPEN, OpportunityStatus.PAUSED]), Opportunity.deadline_at <= moment
    )
    return list(db.scalars(over.order_by(Opportunity.id).with_for_update(skip_locked=True)))
