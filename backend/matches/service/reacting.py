"""What people do with what they were shown is noted where it stood, and forgotten after some months."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.core import limits
from backend.core.access import Viewer, require, signed_in
from backend.core.ids import new_id
from backend.core.model import now
from backend.core.problems import NotFound
from backend.core.work import every
from backend.matches import queries
from backend.matches.models import About, Reaction, Receipt, Showing
from backend.matches.packing import Damaged, unpack
from backend.matches.schemas.reactions import ReactionDraft
from backend.matches.writing import add_missing
from matching.errors import BrokenReceipt
from matching.learn.feedback import Event
from matching.learn.log import events_of

KEPT = timedelta(days=180)  # nobody learns from what is older
AN_HOUR, HOUR = 600, 60 * 60  # deeds of one account


def note_reaction(db: Session, viewer: Viewer, draft: ReactionDraft) -> None:
    """Once for each deed and thing of a showing of one's own; raises `NotFound` for what one was never shown.

    The place and how likely one looks there are the receipt's word, not the sender's. Nothing is noted of a page from
    which nothing can be learned: in another order than that of its receipt, or of somebody who weighs for themselves.
    """
    require(viewer, signed_in, None)
    limits.hit(db, f"reactions:{viewer.id}", limit=AN_HOUR, seconds=HOUR)
    receipt, position = _shown(db, viewer, draft.receipt_id)
    event = _place(receipt, position, draft) if position else None
    if event is None:
        return
    row: dict[str, object] = {
        "id": new_id(),
        "created_at": now(),
        "updated_at": now(),
        "account_id": viewer.id,
        "receipt_id": receipt.id,
        "market": draft.market.value,
        "thing_id": draft.thing_id,
        "deed": draft.deed,
        "position": event.position,
        "propensity": event.propensity,
    }
    add_missing(db, Reaction, row)


def _shown(db: Session, viewer: Viewer, receipt_id: str) -> tuple[Receipt, int | None]:
    """A receipt that was shown to oneself, and the place of its first thing; not even the staff act for others."""
    positions = db.scalars(
        select(Showing.position)
        .where(Showing.receipt_id == receipt_id, Showing.account_id == viewer.id)
        .order_by(Showing.created_at.desc(), Showing.id)
    ).all()
    if not positions:
        raise NotFound
    return queries.get_receipt(db, viewer, receipt_id), positions[0]


def _place(receipt: Receipt, position: int, draft: ReactionDraft) -> Event | None:
    """Where the thing stood on that page."""
    if receipt.about != About.ITEMS:
        return None
    try:
        content = unpack(receipt.content, unpack(receipt.base.content) if receipt.base else None)
        events = events_of(content, receipt.id, {}, draft.market, first=position)
    except (Damaged, BrokenReceipt):
        return None
    return next((event for event in events if UUID(event.item) == draft.thing_id), None)


@every(minutes=24 * 60)
def forget_reactions(db: Session) -> None:
    """What is too old to learn from."""
    old = delete(Reaction).where(Reaction.created_at < now() - KEPT)
    db.execute(old.execution_options(synchronize_session=False))
