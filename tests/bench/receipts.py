"""`python -m tests.bench.receipts`: what the receipt of a ranking weighs, and what it takes at rest."""

import zlib
from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from uuid import UUID

from rich.console import Console
from rich.table import Table
from sqlalchemy import delete, func, select

from backend.accounts.queries import viewer_of
from backend.core.db import reading, writing
from backend.core.model import now
from backend.matches.day import Day
from backend.matches.models import Receipt
from backend.matches.schemas.people import CandidateSearch
from backend.matches.schemas.search import MatchSearch
from backend.matches.service import candidates, keeping, ranking
from matching.types import Market
from tests.bench.region import Region, region, staff_of

PEOPLE = 20
DAYS = 3


def main() -> None:
    """Twenty people look at every market on three days, the staff at twenty opportunities."""
    table = Table(title="Receipts: median kB of a view, twenty things or people", title_justify="left")
    for name in ("what", "as JSON", "deflated", "at rest, first view", "at rest, asked again on another day"):
        table.add_column(name, justify="left" if name == "what" else "right")
    with region() as here:
        with writing(here.client.app.state.engine) as db:
            db.execute(delete(Receipt))
        for market in Market:
            table.add_row(market.value, *_row(here, _things(here, market)))
        table.add_row("candidates", *_row(here, _people(here)))
    Console().print(table)


def _row(here: Region, notes: Iterator[tuple[UUID, keeping.Note]]) -> list[str]:
    engine, sizes, deflated = here.client.app.state.engine, [], []
    rest: dict[bool, list[int]] = {True: [], False: []}
    for account_id, note in notes:
        with writing(engine) as db:
            keeping.keep(db, viewer_of(db, account_id), note)
        with reading(engine) as db:
            kept = select(func.length(Receipt.content), Receipt.base_id).where(Receipt.id == note.receipt.sha256)
            size, base_id = db.execute(kept).one()
        rest[base_id is None].append(size)
        sizes.append(len(note.receipt.content))
        deflated.append(len(zlib.compress(note.receipt.content)))
    return [f"{median(some) / 1000:.1f}" for some in (sizes, deflated, rest[True], rest[False])]


def _things(here: Region, market: Market) -> Iterator[tuple[UUID, keeping.Note]]:
    for day in _days():
        for one in here.accounts[:PEOPLE]:
            with reading(here.client.app.state.engine) as db:
                shown = ranking.list_matches(db, viewer_of(db, one.id), MatchSearch(market=market), day)
            yield one.id, shown.note


def _people(here: Region) -> Iterator[tuple[UUID, keeping.Note]]:
    with reading(here.client.app.state.engine) as db:
        staff = staff_of(db).id
    for day in _days():
        for role in here.roles[:PEOPLE]:
            with reading(here.client.app.state.engine) as db:
                shown = candidates.list_candidates(db, viewer_of(db, staff), role.id, CandidateSearch(), day)
            yield staff, shown.note


def _days() -> Iterator[Day]:
    return (Day.at(now() + timedelta(days=passed), "Europe/Lisbon") for passed in range(DAYS))


if __name__ == "__main__":
    main()
