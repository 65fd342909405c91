"""From rows to pages that can be learned from: what was shown where, and what was done with it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.matches.models import About, Reaction, Receipt, Showing
from backend.matches.reading import contents_of
from matching.errors import BrokenReceipt
from matching.learn import feedback
from matching.learn.feedback import GAIN, Event
from matching.learn.log import events_of
from matching.retrieve.select import id_hash
from matching.types import Market

MOST = 20_000  # pages that are read; of more, so many are drawn

Page: TypeAlias = tuple[str, UUID, int]
"""A receipt, who it was shown to, and the place of its first thing."""
Done: TypeAlias = Mapping[str, feedback.Reaction]
"""What was done most with each thing of a page."""


@dataclass(frozen=True, slots=True)
class Log:
    """Pages of half of the people to learn from, those of the others to judge by; nobody is in both.

    `pages` were shown to `people`; on `reacted` of them `reactor`s did something.
    """

    train: tuple[Event, ...]
    test: tuple[Event, ...]
    pages: int
    people: int
    reacted: int
    reactors: int


def read_log(db: Session, market: Market, since: datetime, show: Callable[[int, int], object]) -> Log:
    """Everything that was shown of a market since then, and in its order, as the library takes it.

    Who looked is forgotten here: an event knows its page, which is a receipt.
    """
    pages = _pages(db, market, since)
    done = _done(db, market, since)
    halves: tuple[list[Event], list[Event]] = ([], [])
    reacted: set[Page] = set()
    by_receipt: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        by_receipt[page[0]].append(page)
    for number, (receipt_id, content) in enumerate(contents_of(db, sorted(by_receipt)), start=1):
        for page in by_receipt[receipt_id]:
            events = _events(content, page, done.get(page[:2], {}), market)
            halves[int(id_hash(str(page[1])) & 1)].extend(events)
            if any(GAIN[event.reaction] for event in events):
                reacted.add(page)
        show(number, len(by_receipt))
    people, reactors = ({page[1] for page in some} for some in (pages, reacted))
    return Log(tuple(halves[0]), tuple(halves[1]), len(pages), len(people), len(reacted), len(reactors))


def _pages(db: Session, market: Market, since: datetime) -> list[Page]:
    """Each page once for each person, however often they looked; the same ones are drawn again."""
    shown = (
        select(Showing.receipt_id, Showing.account_id, Showing.position)
        .join(Receipt, Receipt.id == Showing.receipt_id)
        .where(Receipt.about == About.ITEMS, Showing.market == market.value, Showing.created_at >= since)
        .where(Showing.position.is_not(None))
        .distinct()
    )
    pages = [(row[0], row[1], row[2]) for row in db.execute(shown) if row[2]]
    return sorted(sorted(pages, key=lambda page: (int(id_hash(page[0])), *map(str, page)))[:MOST])


def _done(db: Session, market: Market, since: datetime) -> dict[tuple[str, UUID], Done]:
    """By receipt and person: the deed that says most about each thing."""
    rows = db.execute(
        select(Reaction.receipt_id, Reaction.account_id, Reaction.thing_id, Reaction.deed).where(
            Reaction.market == market.value, Reaction.created_at >= since
        )
    )
    found: dict[tuple[str, UUID], dict[str, feedback.Reaction]] = defaultdict(dict)
    for receipt_id, account_id, thing_id, deed in rows:
        known, new = found[receipt_id, account_id], feedback.Reaction(deed.value)
        known[str(thing_id)] = max(known.get(str(thing_id), feedback.Reaction.SEEN), new, key=lambda one: GAIN[one])
    return dict(found)


def _events(content: bytes, page: Page, done: Done, market: Market) -> Iterable[Event]:
    receipt_id, _, first = page
    try:
        return events_of(content, f"{receipt_id}@{first}", done, market, first=first)
    except BrokenReceipt:
        return ()
