"""`viveiro rank`: a CV in, ranked and explained lists out. Nothing is stored."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Engine, inspect
from sqlalchemy.orm import Session

from backend.commands.ground import bar, current, refusing, said
from backend.core import migrate as migrations
from backend.core.db import connect, reading
from backend.core.model import now
from backend.matches.day import Day
from backend.matches.schemas.cards import MatchCard
from backend.matches.schemas.preview import PreviewDraft, PreviewRead
from backend.matches.service.cvs import read_claims
from backend.matches.service.preview import rank_claims
from backend.matches.telling.wording import CONCEPTS, Teller
from backend.profiles.schemas import CvReading
from backend.seed import load
from backend.settings import Settings, settings
from backend.taxonomy import queries as taxonomy
from matching.types import Market

app = typer.Typer(add_completion=False)
WIDE = 140  # columns where the output is no terminal
PATH = typer.Argument(exists=True, dir_okay=False, help="A CV as PDF, JSON Resume, Europass XML or plain text.")


class Tongue(StrEnum):
    """The languages that have sentences."""

    EN = "en"
    PT = "pt"


@app.command("rank")
def rank(
    cv: Annotated[Path, PATH],
    lang: Annotated[Tongue | None, typer.Option(help="The language of the reasons; else that of the CV.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Data instead of tables.")] = False,
    top: Annotated[int, typer.Option(min=1, max=50, help="How many of each market.")] = 20,
    market: Annotated[Market | None, typer.Option(help="One market instead of all five.")] = None,
) -> None:
    """Rank the region for a CV, with reasons. Nothing is stored, and the same CV gets the same answer all day."""
    config = settings()
    engine = _inhabited(config)
    day = Day.at(now(), config.zone)
    with refusing(), reading(engine) as db:
        read, claims = read_claims(db, cv.read_bytes(), cv.name, limit=config.upload_limit, lang=lang)
        tongue = lang or (Tongue.PT if read.lang == "pt" else Tongue.EN)
        pages = {one: _page(db, claims, one, top, day) for one in ([market] if market else Market)}
        if not any(page.all for page in pages.values()):
            said.print(
                "Nothing is on offer here yet; [b]viveiro seed[/b] fills an empty database with invented things."
            )
        if as_json:
            _print_json(read, pages)
        else:
            _print_tables(db, read, pages, tongue)


def _inhabited(config: Settings) -> Engine:
    """The database as it is; on a laptop where nobody named one and there is none yet, the invented region first."""
    is_default = "database_url" not in config.model_fields_set and config.environment == "development"
    if is_default and not _has_tables(config):
        said.print("There is no region yet. Building the invented one first.")
        engine = connect(config.database)
        migrations.upgrade(engine)
        with bar() as shown:
            load.seed(engine, datetime.now(UTC).date(), lambda _, done, every: shown.show("inventing", done, every))
        engine.dispose()
    return current(config)


def _has_tables(config: Settings) -> bool:
    engine = connect(config.database)
    try:
        return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def _page(db: Session, claims: PreviewDraft, market: Market, top: int, day: Day) -> PreviewRead:
    return rank_claims(db, claims.model_copy(update={"market": market, "size": top}), day)


def _print_json(read: CvReading, pages: dict[Market, PreviewRead]) -> None:
    told = {
        "cv": read.model_dump(mode="json", exclude={"text"}),
        "markets": {
            market.value: page.model_dump(mode="json", exclude={"counts", "kept"}) for market, page in pages.items()
        },
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def _print_tables(db: Session, read: CvReading, pages: dict[Market, PreviewRead], tongue: Tongue) -> None:
    out = Console(width=None if sys.stdout.isatty() else WIDE)
    wanted = {UUID(one) for page in pages.values() for card in page.items for one in _concepts(card)}
    labels = taxonomy.labels_of(db, wanted, tongue)
    teller = Teller(tongue, {str(one): label for one, label in labels.items()})
    found = [skill.concept.label for skill in read.skills]
    out.print(escape(f"{teller.word('profiles', 'skills')} ({len(found)}): {', '.join(found)}"), soft_wrap=True)
    for market, page in pages.items():
        title = f"{teller.word('matches', f'market.{market.value}')} ({page.total}/{page.all})"
        table = Table(title=title, title_justify="left", expand=True)
        table.add_column("#", justify="right")
        table.add_column(teller.word("sum", "label"), justify="right")
        for heading, ratio in (
            (teller.word("matches", f"market.{market.value}"), 3),
            (teller.word("matches", "why"), 4),
            (teller.word("matches", "raise"), 3),
        ):
            table.add_column(heading, ratio=ratio)
        for card in page.items:
            table.add_row(str(card.rank), teller.decimal(card.score), *(escape(cell) for cell in _cells(card, teller)))
        out.print(table)


def _cells(card: MatchCard, teller: Teller) -> Iterator[str]:
    where = [card.organisation.name if card.organisation else card.by, card.municipality and card.municipality.name]
    km = f"{card.distance_km:.0f} km" if card.distance_km is not None else None
    yield "\n".join((card.title, " · ".join(part for part in (*where, km) if part)))
    yield "\n".join(teller.sentence("reason", why.code, why.facts) for why in card.why)
    raised = (
        [teller.sentence("lever", card.lever.code, card.lever.facts) + f" +{teller.decimal(card.lever.points)}"]
        if card.lever
        else []
    )
    lacks = [teller.sentence("reason", card.lacks.code, card.lacks.facts)] if card.lacks else []
    yield "\n".join((*lacks, *raised))


def _concepts(card: MatchCard) -> Iterable[str]:
    """The ids of concepts in its facts."""
    told: list[dict[str, Any]] = [one.facts for one in (*card.why, card.lacks, card.lever) if one]
    for facts in told:
        for name in CONCEPTS & facts.keys():
            yield from [facts[name]] if isinstance(facts[name], str) else facts[name] or ()
