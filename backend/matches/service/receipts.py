"""Every ranking that is shown leaves a receipt, and a receipt can be checked."""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import delete, exists
from sqlalchemy.orm import Session

import matching
from backend.core.access import Viewer, require
from backend.core.db import reading
from backend.core.model import now
from backend.core.work import every
from backend.matches import queries, rules
from backend.matches.models import About, Receipt, ReceiptPerson, Showing
from backend.matches.problems import NotReplayable
from backend.matches.schemas.receipts import ReceiptRead, ReplayRead, ShowingRead
from backend.matches.writing import add_missing
from matching.rank import PeopleRanking, Ranking
from matching.types import Market

KEPT = timedelta(days=2 * 365)  # longer than the six months that the AI Act asks of logs (article 26)
LEVEL = 6

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Note:
    """What is kept about a ranking that is being shown."""

    receipt: matching.Receipt
    about: About
    market: Market
    people: tuple[UUID, ...]
    opportunity_id: UUID | None = None

    @classmethod
    def of_items(cls, ranking: Ranking, market: Market, profile_id: UUID) -> "Note":
        """Things for one person."""
        return cls(matching.receipt(ranking), About.ITEMS, market, (profile_id,))

    @classmethod
    def of_people(cls, ranking: PeopleRanking, opportunity_id: UUID) -> "Note":
        """People for one opportunity."""
        people = tuple(UUID(person.id) for person in ranking.people)
        return cls(matching.receipt(ranking), About.PEOPLE, Market.OPPORTUNITIES, people, opportunity_id)


@dataclass(frozen=True, slots=True)
class Shown(Generic[Answer]):
    """An answer, and the note to leave about it."""

    answer: Answer
    note: Note | None


def keep(db: Session, viewer: Viewer, note: Note) -> None:
    """Keep the receipt unless it is there already, and that it was shown once more."""
    receipt = note.receipt
    kept = add_missing(
        db,
        Receipt,
        {
            "id": receipt.sha256,
            "about": note.about,
            "config": receipt.config,
            "content": zlib.compress(receipt.content, LEVEL),
            "size": len(receipt.content),
            "people": len(note.people),
            "created_at": now(),
        },
    )
    if kept and note.people:
        add_missing(db, ReceiptPerson, *({"receipt_id": receipt.sha256, "profile_id": one} for one in note.people))
    db.add(
        Showing(
            receipt_id=receipt.sha256,
            account_id=viewer.id,
            market=note.market.value,
            opportunity_id=note.opportunity_id,
        )
    )
    db.flush()


def get_receipt(db: Session, viewer: Viewer, receipt_id: str) -> ReceiptRead:
    """A receipt as it can be checked; raises `NotFound`."""
    receipt = queries.get_receipt(db, viewer, receipt_id)
    showings = queries.list_showings(db, viewer, receipt_id)
    require(viewer, rules.read_receipt, next(iter(showings), None))
    content = zlib.decompress(receipt.content)
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
        content = zlib.decompress(queries.get_receipt(look, viewer, receipt_id).content)
    try:
        again = matching.replay(content)
    except matching.BrokenReceipt as trouble:
        raise NotReplayable(reason=trouble.code) from trouble
    return ReplayRead(identical=again == content, sha256=hashlib.sha256(again).hexdigest())


@every(minutes=24 * 60)
def forget_receipts(db: Session) -> None:
    """Receipts go with the people in them, with those who were shown them, and with time."""
    nobody_saw = ~exists().where(Showing.receipt_id == Receipt.id)
    db.execute(
        delete(Receipt)
        .where(queries.LOST_SOMEBODY | nobody_saw | (Receipt.created_at < now() - KEPT))
        .execution_options(synchronize_session=False)
    )
