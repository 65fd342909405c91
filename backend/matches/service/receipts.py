"""A receipt of a ranking can be read, checked, and computed again, until it is time to forget it."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete, exists
from sqlalchemy.orm import Session, aliased

import matching
from backend.core.access import Viewer, require
from backend.core.db import reading
from backend.core.model import now
from backend.core.work import every
from backend.matches import queries, rules
from backend.matches.models import Receipt, Showing
from backend.matches.packing import Damaged, unpack
from backend.matches.problems import NotReplayable
from backend.matches.schemas.receipts import ReceiptRead, ReplayRead, ShowingRead

KEPT = timedelta(days=2 * 365)  # longer than the six months that the AI Act asks of logs (article 26)


def get_receipt(db: Session, viewer: Viewer, receipt_id: str) -> ReceiptRead:
    """A receipt as it can be checked; raises `NotFound` and `NotReplayable`."""
    receipt = queries.get_receipt(db, viewer, receipt_id)
    showings = queries.list_showings(db, viewer, receipt_id)
    require(viewer, rules.read_receipt, next(iter(showings), None))
    content = _content_of(receipt)
    return ReceiptRead(
        id=receipt.id,
        sha256=hashlib.sha256(content).hexdigest(),
        config=receipt.config,
        bytes=receipt.size,
        created_at=receipt.created_at,
        canonical=content.decode(),
        showings=[
            ShowingRead(
                shown_at=showing.created_at,
                market=showing.market,
                about=receipt.about.value,
                opportunity_id=showing.opportunity_id,
            )
            for showing in showings
        ],
    )


def replay_receipt(db: Session, viewer: Viewer, receipt_id: str) -> ReplayRead:
    """Rank again from the receipt alone and compare every byte."""
    with reading(db.get_bind().engine) as look:  # nothing is written, so nobody has to wait for the write lock
        content = _content_of(queries.get_receipt(look, viewer, receipt_id))
    try:
        again = matching.replay(content)
    except matching.BrokenReceipt as trouble:
        raise NotReplayable(reason=trouble.code) from trouble
    return ReplayRead(identical=again == content, sha256=hashlib.sha256(again).hexdigest())


def _content_of(receipt: Receipt) -> bytes:
    try:
        return unpack(receipt.content, unpack(receipt.base.content) if receipt.base else None)
    except Damaged as trouble:
        raise NotReplayable(reason="receipt.damaged") from trouble


@every(minutes=24 * 60)
def forget_receipts(db: Session) -> None:
    """Receipts go with the people in them, with those who were shown them, and with time, the base with its others."""
    other = aliased(Receipt)
    nobody_saw = ~exists().where(Showing.receipt_id == Receipt.id) & ~exists().where(other.base_id == Receipt.id)
    db.execute(
        delete(Receipt)
        .where(queries.LOST_SOMEBODY | nobody_saw | (Receipt.created_at < now() - KEPT))
        .execution_options(synchronize_session=False)
    )
