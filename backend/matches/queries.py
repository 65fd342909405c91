"""Reading receipts, what was saved, who may be seen, and what the staff decide about."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, undefer

from backend.accounts.models import Account
from backend.core.access import Viewer
from backend.core.events import LoggedEvent
from backend.core.page import Slice, Window, paginate
from backend.core.problems import NotFound
from backend.matches.events import ConfigurationApproved, ConfigurationDeclined, ConfigurationProposed
from backend.matches.feeds import FEEDS
from backend.matches.models import (
    About,
    AuditReport,
    Configuration,
    ConfigurationStatus,
    Receipt,
    ReceiptPerson,
    Saved,
    Showing,
)
from backend.matches.schemas.saved import SavedSearch
from backend.matches.telling.facts import Words
from backend.mentoring.models import Mentor
from backend.organisations.models import Organisation, OrganisationStatus
from backend.profiles import queries as profiles
from backend.profiles.models import HiddenFrom, Profile, ProfileSkill
from backend.profiles.queries import Consent, is_visible

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


_BASE = (
    select(Receipt)
    .where(Receipt.family == bindparam("family"), Receipt.base_id.is_(None), Receipt.created_at >= bindparam("since"))
    .where(exists().where(Showing.receipt_id == Receipt.id, Showing.account_id == bindparam("account_id")))
    .order_by(Receipt.created_at.desc(), Receipt.id)
    .limit(1)
    .options(undefer(Receipt.content))
)


def find_base(db: Session, viewer: Viewer, family: str, since: datetime) -> Receipt | None:
    """The latest of a family that stands alone and was shown to the asking person: whoever saw it may rely on it."""
    return db.scalars(_BASE, {"family": family, "since": since, "account_id": viewer.id}).one_or_none()


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


def consent_to(db: Session, viewer: Viewer, organisation: Organisation) -> Consent:
    """Who agreed to be seen by this organisation, and hides from no other that the asking person is in."""
    is_verified = organisation.status == OrganisationStatus.VERIFIED
    return profiles.consent_to(db, organisation.id, viewer.member_of, is_verified=is_verified)


_MY_SAVED = select(Saved.market, Saved.thing_id).where(Saved.account_id == bindparam("account_id"))


def hiding_from(db: Session, viewer: Viewer) -> frozenset[str]:
    """The offers of mentors who hide from an organisation that the asking person belongs to."""
    if not viewer.member_of:
        return frozenset()
    found = db.scalars(select(Mentor.id).where(profiles.hides(viewer, Mentor.account_id)))
    return frozenset(map(str, found))


def saved_by(db: Session, viewer: Viewer) -> frozenset[tuple[str, UUID]]:
    """What the asking person saved, as (market, id)."""
    return frozenset((market, thing_id) for market, thing_id in db.execute(_MY_SAVED, {"account_id": viewer.id}))


def list_saved(db: Session, viewer: Viewer, search: SavedSearch) -> Slice[Saved]:
    """A page of what the asking person saved and anybody may still look at, newest first."""
    hiding = select(Mentor.id).where(profiles.hides(viewer, Mentor.account_id))
    mine = select(Saved).where(Saved.account_id == viewer.id, or_(*_public()), Saved.thing_id.not_in(hiding))
    if search.market:
        mine = mine.where(Saved.market.in_([market.value for market in search.market]))
    return paginate(db, mine.order_by(Saved.saved_at.desc(), Saved.market, Saved.thing_id), search)


def _public() -> Iterable[ColumnElement[bool]]:
    for market, feed in FEEDS.items():
        yield (Saved.market == market.value) & Saved.thing_id.in_(feed.ids_of(feed.is_public()))


_SAID_BESIDE = select(ProfileSkill.id, ProfileSkill.evidence, ProfileSkill.evidence_url).where(
    ProfileSkill.profile_id.in_(bindparam("profile_ids", expanding=True))
)


def evidence_of(db: Session, profile_ids: Iterable[UUID]) -> dict[str, Words]:
    """What these people wrote beside their skills, by the id of the evidence."""
    rows = db.execute(_SAID_BESIDE, {"profile_ids": list(profile_ids)})
    return {str(row.id): Words(row.evidence, row.evidence_url) for row in rows}


def list_configurations(db: Session, window: Window) -> Slice[Configuration]:
    """What ranks, then what might, then what did or was declined, newest first."""
    by_status = case(
        {ConfigurationStatus.LIVE: 0, ConfigurationStatus.CHALLENGER: 1}, value=Configuration.status, else_=2
    )
    every = select(Configuration).options(undefer(Configuration.content))
    return paginate(db, every.order_by(by_status, Configuration.created_at.desc(), Configuration.id), window)


def get_configuration(db: Session, configuration_id: UUID) -> Configuration:
    """One, while nobody else decides about any; raises `NotFound`."""
    in_play = select(Configuration.id).where(Configuration.status != ConfigurationStatus.RETIRED)
    db.execute(in_play.order_by(Configuration.id).with_for_update())
    found = select(Configuration).where(Configuration.id == configuration_id).with_for_update()
    row = db.scalars(found.options(undefer(Configuration.content)).execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound
    return row


def live_configuration(db: Session) -> Configuration | None:
    """The row of what ranks; None where it is what came with the system."""
    return db.scalars(select(Configuration).where(Configuration.status == ConfigurationStatus.LIVE)).one_or_none()


def in_play(db: Session) -> Sequence[Configuration]:
    """What ranks, and what might."""
    return db.scalars(select(Configuration).where(Configuration.status != ConfigurationStatus.RETIRED)).all()


DECISIONS = (ConfigurationProposed.name, ConfigurationApproved.name, ConfigurationDeclined.name)


def list_decisions(db: Session, window: Window) -> Slice[tuple[LoggedEvent, str | None]]:
    """What was proposed, approved and declined, by whom, newest first."""
    told = select(LoggedEvent).where(LoggedEvent.name.in_(DECISIONS))
    page = paginate(db, told.order_by(LoggedEvent.position.desc(), LoggedEvent.id), window)
    names = names_of(db, (event.actor_id for event in page.items))
    return page.map(lambda event: (event, names.get(event.actor_id)))


def names_of(db: Session, ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """The names of these accounts, of those that are still here."""
    wanted = {one for one in ids if one is not None}
    rows = db.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def list_audits(db: Session, window: Window) -> Slice[AuditReport]:
    """Newest first."""
    return paginate(db, select(AuditReport).order_by(AuditReport.created_at.desc(), AuditReport.id), window)


def get_audit(db: Session, audit_id: UUID) -> AuditReport:
    """One; raises `NotFound`."""
    row = db.get(AuditReport, audit_id)
    if row is None:
        raise NotFound
    return row
