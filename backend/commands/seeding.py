"""`viveiro seed`: put an invented region into an empty database."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from backend.commands.ground import bar, current, said
from backend.seed import load
from backend.seed.problems import NotEmptyError
from backend.seed.world.world import Size
from backend.settings import settings

app = typer.Typer(add_completion=False)
Day = Annotated[
    datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="The day for which everything is invented.")
]


@app.command("seed")
def seed(
    size: Annotated[Size, typer.Option(help="How many people and things.")] = Size.FULL,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing where there is somebody already.")] = False,
    today: Day = None,
) -> None:
    """Fill an empty database with a believable region: all people and organisations are invented."""
    engine = current(settings())
    if if_empty and not load.is_empty(engine):
        return
    day = today.date() if today else datetime.now(UTC).date()
    try:
        with bar() as shown:
            rows = load.seed(engine, day, lambda _, done, every: shown.show("inventing", done, every), size)
    except NotEmptyError:
        said.print("There are people or organisations already; an invented region never mixes with a real one.")
        raise typer.Exit(1) from None
    said.print(f"{load.NAME}: {rows} rows, as of {day}.")
