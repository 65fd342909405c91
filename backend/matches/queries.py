"""Reading receipts, what was saved, and who may be seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, undefer

from backend.core.access import Viewer
from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.matches.feeds import FEEDS
from backend.matches.models import About, Receipt, ReceiptPerson, Saved, Showing
from backend.matches.schemas.saved import SavedSearch
from backend.matches.telling.facts import Words
from backend.organisations.models import Organisation, OrganisationStatus
from backend.profiles.models import Audience, HiddenFrom, Profile, ProfileSkill
from backend.profiles.queries import audiences_with_organisation, hiding_from, is_visible, seen_by_organisation

ALONE_OR_BASE = func.coalesce(Receipt.base_id, Receipt.id)
"""The receipt that names the people."""

LOST_SOMEBODY = Receipt.people > (
    select(func.count()).where(ReceiptPerson.receipt_id == ALONE_OR_BASE).correlate(Receipt).scalar_subquery()
)
"""Whose profile is gone takes the receipt along: nobody reads it any more, and the next sweep removes it."""


def get_receipt(db: Session, viewer: Viewer, receipt_id: str) -> Receipt:
    """One that was shown to the asking person, or any for the staff, while everybody in it is there and may be seen."""
    own = exists().where(Showing.receipt_id == Receipt.id, Showing.account_id == viewer.id)
    shown = true() if viewer.is_staff else own
    found = select(Receipt).where(Receipt.id == receipt_id, shown, ~LOST_SOMEBODY, _all_may_be_seen(viewer))
    whole = (undefer(Receipt.content), joinedload(Receipt.base).undefer(Receipt.content))
    receipt = db.scalars(found.options(*whole)).one_or_none()
    if receipt is None:
        raise NotFound
    return receipt


def find_base(db: Session, viewer: Viewer, family: str, since: datetime) -> Receipt | None:
    """The latest of a family that stands alone and was shown to the asking person: whoever saw it may rely on it."""
    own = exists().where(Showing.receipt_id == Receipt.id, Showing.account_id == viewer.id)
    alone = Receipt.base_id.is_(None) & (Receipt.created_at >= since)
    found = select(Receipt).where(Receipt.family == family, alone, own).options(undefer(Receipt.content))
    return db.scalars(found.order_by(Receipt.created_at.desc(), Receipt.id).limit(1)).one_or_none()


def _all_may_be_seen(viewer: Viewer) -> ColumnElement[bool]:
    """A receipt is no way around somebody's wish not to be seen."""
    inside = ReceiptPerson.receipt_id == ALONE_OR_BASE
    hides = exists().where(inside, HiddenFrom.profile_id == ReceiptPerson.profile_id, _of(viewer))
    if viewer.is_staff:
        return or_(Receipt.about == About.ITEMS, ~hides)
    unseen = exists().where(inside).where(Profile.id == ReceiptPerson.profile_id).where(~is_visible(viewer))
    return or_(Receipt.about == About.ITEMS, ~unseen)


def _of(viewer: Viewer) -> ColumnElement[bool]:
    return HiddenFrom.organisation_id.in_(viewer.member_of)


def list_showings(db: Session, viewer: Viewer, receipt_id: str) -> Sequence[Showing]:
    """When a ranking was shown to the asking person; to the staff, when to anybody."""
    found = select(Showing).where(Showing.receipt_id == receipt_id)
    if not viewer.is_staff:
        found = found.where(Showing.account_id == viewer.id)
    return db.scalars(found.order_by(Showing.created_at, Showing.id)).all()


def candidates_of(viewer: Viewer, organisation: Organisation) -> Select[Profile]:
    """The people who agreed to be seen by this organisation, and hide from no other that the asking person is in."""
    is_verified = organisation.status == OrganisationStatus.VERIFIED
    agreed = seen_by_organisation(organisation.id, is_verified=is_verified)
    hides = exists().where(HiddenFrom.profile_id == Profile.id, _of(viewer))
    return agreed.where(~hides)


@dataclass(frozen=True, slots=True)
class Consent:
    """Whom an organisation's ranking may be made of, of everybody listed: these audiences, less who hides."""

    audiences: frozenset[Audience]
    hiding: frozenset[UUID]


def consent_to(db: Session, viewer: Viewer, organisation: Organisation) -> Consent:
    """The same as `candidates_of`, told by its exceptions: one statement, whose rows are not everybody."""
    is_verified = organisation.status == OrganisationStatus.VERIFIED
    hiding = db.scalars(hiding_from({organisation.id, *viewer.member_of}))
    return Consent(audiences_with_organisation(is_verified=is_verified), frozenset(hiding))


def saved_by(db: Session, viewer: Viewer) -> frozenset[tuple[str, UUID]]:
    """What the asking person saved, as (market, id)."""
    mine = select(Saved.market, Saved.thing_id).where(Saved.account_id == viewer.id)
    return frozenset((market, thing_id) for market, thing_id in db.execute(mine))


def list_saved(db: Session, viewer: Viewer, search: SavedSearch) -> Slice[Saved]:
    """A page of what the asking person saved and anybody may still look at, newest first."""
    mine = select(Saved).where(Saved.account_id == viewer.id, or_(*_public()))
    if search.market:
        mine = mine.where(Saved.market.in_([market.value for market in search.market]))
    return paginate(db, mine.order_by(Saved.saved_at.desc(), Saved.market, Saved.thing_id), search)


def _public() -> Iterable[ColumnElement[bool]]:
    for market, feed in FEEDS.items():
        yield (Saved.market == market.value) & Saved.thing_id.in_(feed.ids_of(feed.is_public()))


def evidence_of(db: Session, profile_ids: Iterable[UUID]) -> dict[str, Words]:
    """What these people wrote beside their skills, by the id of the evidence."""
    said = select(ProfileSkill.id, ProfileSkill.evidence, ProfileSkill.evidence_url)
    rows = db.execute(said.where(ProfileSkill.profile_id.in_(list(profile_ids))))
    return {str(row.id): Words(row.evidence, row.evidence_url) for row in rows}
