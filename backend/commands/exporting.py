"""`viveiro export`: open data, and proof that the event log was not touched."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from sqlalchemy import Engine

from backend.commands.ground import bar, current, said
from backend.core.db import reading, snapshot
from backend.core.events import first_broken
from backend.exports.folder import FolderTakenError, export_to
from backend.settings import settings

app = typer.Typer(add_completion=False)


@app.command("export")
def export(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to write; it must not be there yet, or be empty.")
    ] = None,
    events: Annotated[
        bool, typer.Option("--events", help="The event log too: ids and facts, with their seals.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="First follow the event log's chain from its start.")
    ] = False,
) -> None:
    """Write what everybody may see as JSON Lines, one file a noun, with a manifest. Nothing about people."""
    if folder is None and not verify:
        raise typer.BadParameter("say where to write, or --verify", param_hint="FOLDER")
    engine = current(settings())
    if verify:
        _verify(engine)
    if folder is not None:
        _write(engine, folder, with_events=events)


def _verify(engine: Engine) -> None:
    with reading(engine) as db:
        broken = first_broken(db)
    if broken is not None:
        said.print(f"The event log is broken at position {broken}: that event, or one before it, was touched.")
        raise typer.Exit(1)
    said.print("The event log is whole.")


def _write(engine: Engine, folder: Path, *, with_events: bool) -> None:
    try:
        with bar() as shown, snapshot(engine) as db:
            manifest = export_to(db, folder, with_events=with_events, progress=shown.show)
    except FolderTakenError:
        said.print(f"{escape(str(folder))} is not empty. Choose another folder, such as one named after the day.")
        raise typer.Exit(1) from None
    except OSError as error:
        said.print(f"Cannot write to {escape(str(folder))}: {error.strerror}")
        raise typer.Exit(1) from None
    for file in manifest.files:
        said.print(f"{file.records:8} {file.name}", highlight=False)
