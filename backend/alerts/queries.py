"""Reading saved searches: nobody sees but their own."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account, DemoPerson
from backend.alerts.models import Alert, Digest, Rhythm, ToldItem
from backend.core.access import Viewer
from backend.core.problems import NotFound


def visible(viewer: Viewer) -> Select[Alert]:
    """One's own that are not thrown away."""
    return select(Alert).where(Alert.account_id == viewer.id, Alert.removed_at.is_(None))


def list_alerts(db: Session, viewer: Viewer) -> Sequence[Alert]:
    """All of them, oldest first: there are few."""
    return db.scalars(visible(viewer).order_by(Alert.created_at, Alert.id)).all()


def count_alerts(db: Session, viewer: Viewer) -> int:
    """How many one keeps."""
    return db.scalar(select(func.count()).select_from(visible(viewer).subquery())) or 0


def get_alert(db: Session, viewer: Viewer, alert_id: UUID, *, is_removed: bool = False) -> Alert:
    """One of one's own, locked; raises `NotFound`."""
    mine = select(Alert).where(Alert.account_id == viewer.id, Alert.id == alert_id)
    gone = Alert.removed_at.is_not(None) if is_removed else Alert.removed_at.is_(None)
    found = db.scalars(mine.where(gone).with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_rhythm(db: Session, account_id: UUID | None, *, lock: bool = False) -> Rhythm | None:
    """When this person's letters go out."""
    wanted = select(Rhythm).where(Rhythm.account_id == account_id).execution_options(populate_existing=True)
    return db.scalars(wanted.with_for_update() if lock else wanted).one_or_none()


def find_stoppable(db: Session, row_id: UUID) -> Alert | Rhythm | None:
    """What a link in a letter is about."""
    return db.get(Alert, row_id) or db.get(Rhythm, row_id)


def due(db: Session, moment: datetime, after: tuple[datetime, UUID] | None, limit: int) -> Sequence[Rhythm]:
    """Whose letter is due, in slices: those with a confirmed address, and no invented people, whom anybody may be."""
    confirmed = exists().where(Account.id == Rhythm.account_id, Account.confirmed_at.is_not(None))
    invented = exists().where(DemoPerson.account_id == Rhythm.account_id)
    wanted = select(Rhythm).where(Rhythm.due_at <= moment, confirmed, ~invented)
    if after is not None:
        at, row_id = after
        wanted = wanted.where((Rhythm.due_at > at) | ((Rhythm.due_at == at) & (Rhythm.id > row_id)))
    return db.scalars(wanted.order_by(Rhythm.due_at, Rhythm.id).limit(limit)).all()


def told_of(db: Session, account_id: UUID, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these things that the person was told of before."""
    mine = select(ToldItem.thing_id).where(ToldItem.account_id == account_id, ToldItem.thing_id.in_(list(ids)))
    return frozenset(db.scalars(mine))


def find_digest(db: Session, digest_id: UUID) -> Digest | None:
    """One that waits to be written; None once it is."""
    return db.scalars(select(Digest).where(Digest.id == digest_id).with_for_update()).one_or_none()


def told_to(db: Session, viewer: Viewer) -> Sequence[ToldItem]:
    """All that the asking person was told of."""
    mine = select(ToldItem).where(ToldItem.account_id == viewer.id)
    return db.scalars(mine.order_by(ToldItem.told_at, ToldItem.thing_id)).all()
