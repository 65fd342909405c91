"""Reading many receipts, one after the other: what they hold, as bytes."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from backend.matches.models import Receipt
from backend.matches.packing import Damaged, unpack

AT_ONCE = 200  # receipts that are read together


def contents_of(db: Session, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The receipts of these ids, some at a time; those whose bytes can no longer be read are passed over."""
    whole = (undefer(Receipt.content), joinedload(Receipt.base).undefer(Receipt.content))
    for start in range(0, len(ids), AT_ONCE):
        chosen = select(Receipt).where(Receipt.id.in_(ids[start : start + AT_ONCE])).options(*whole)
        for receipt in db.scalars(chosen.order_by(Receipt.id)).all():
            base = receipt.base
            try:
                content = unpack(receipt.content, unpack(base.content) if base else None)
            except Damaged:
                continue
            yield receipt.id, content
        db.expunge_all()
