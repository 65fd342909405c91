"""Before a ranking is shown its receipt is written down: once, small, and within what an account may use in a day."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

import matching
from backend.core import limits
from backend.core.access import Viewer
from backend.core.model import now
from backend.core.problems import TooMany
from backend.matches import queries
from backend.matches.models import About, Receipt, ReceiptPerson, Showing
from backend.matches.packing import Damaged, pack, pack_beside, unpack
from backend.matches.problems import TooManyRankings
from backend.matches.writing import add_missing
from matching import PeopleRanking, Ranking
from matching.types import Market

RELIED_ON = timedelta(days=30)  # how long others are written as the difference to one
ROW = 512  # bytes, roughly: a row that says who was shown what, with its indexes
DAY = 86_400
DAILY = 4 * 1024 * 1024  # bytes at rest that one account's rankings may add in a day

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Note:
    """What is kept about a ranking that is being shown. `view` is what was asked: asked again, little will differ.

    `position` is the place of its first thing in the whole list, where it stands in the order of the receipt.
    """

    receipt: matching.Receipt
    about: About
    market: Market
    people: tuple[UUID, ...]
    view: str
    opportunity_id: UUID | None = None
    position: int | None = None

    @classmethod
    def of_items(
        cls, ranking: Ranking, market: Market, profile_id: UUID, view: str, position: int | None = None
    ) -> "Note":
        """Things for one person."""
        return cls(matching.receipt(ranking), About.ITEMS, market, (profile_id,), view, position=position)

    @classmethod
    def of_people(cls, ranking: PeopleRanking, opportunity_id: UUID, view: str) -> "Note":
        """People for one opportunity."""
        people = tuple(UUID(person.id) for person in ranking.people)
        return cls(matching.receipt(ranking), About.PEOPLE, Market.OPPORTUNITIES, people, view, opportunity_id)

    @property
    def family(self) -> str:
        """Receipts of one family answer the same question about the same people."""
        said = (self.about, self.market, self.opportunity_id, self.view, *sorted(map(str, self.people)))
        return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Shown(Generic[Answer]):
    """An answer, and the note to leave about it."""

    answer: Answer
    note: Note | None


_THERE = select(Receipt.id).where(Receipt.id == bindparam("receipt_id"))
_SHOWN = insert(Showing.__table__)  # type: ignore[arg-type]  # a row that no session has to remember


def keep(db: Session, viewer: Viewer, note: Note) -> None:
    """Keep the receipt unless it is there already, and that it was shown once more; raises `TooManyRankings`."""
    receipt_id = note.receipt.sha256
    is_there = db.scalar(_THERE, {"receipt_id": receipt_id}) is not None
    cost = ROW + (0 if is_there else _add(db, viewer, note))
    shown = {
        "receipt_id": receipt_id,
        "account_id": viewer.id,
        "market": note.market.value,
        "opportunity_id": note.opportunity_id,
        "position": note.position,
    }
    db.execute(_SHOWN, shown)
    try:
        limits.spend(db, f"receipts:{viewer.id}", cost, limit=DAILY, seconds=DAY)
    except TooMany as refused:
        raise TooManyRankings(**refused.params) from refused


def _add(db: Session, viewer: Viewer, note: Note) -> int:
    """Returns how many bytes it takes."""
    receipt, family = note.receipt, note.family
    base = queries.find_base(db, viewer, family, now() - RELIED_ON)
    beside = None if base is None else _beside(receipt.content, base)
    packed = beside or pack(receipt.content)
    row = {
        "id": receipt.sha256,
        "about": note.about,
        "config": receipt.config,
        "content": packed,
        "size": len(receipt.content),
        "people": len(note.people),
        "created_at": now(),
        "family": family,
        "base_id": base.id if base and beside else None,
    }
    if not add_missing(db, Receipt, row):
        return 0
    named = [] if beside else [{"receipt_id": receipt.sha256, "profile_id": one} for one in note.people]
    if named:
        add_missing(db, ReceiptPerson, *named)
    return len(packed) + ROW * (1 + len(named))


def _beside(content: bytes, base: Receipt) -> bytes | None:
    try:
        return pack_beside(content, unpack(base.content))
    except Damaged:
        return None
