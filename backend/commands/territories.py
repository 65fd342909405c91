"""`viveiro territories`: take in the municipalities of a region."""

from pathlib import Path
from typing import Annotated

import typer

from backend.commands.ground import bar, current, refusing, said
from backend.core.db import writing
from backend.settings import settings
from backend.territories import service
from backend.territories.service import Imported

app = typer.Typer(help="Regions and their municipalities.", no_args_is_help=True, add_completion=False)
SOURCES = "Where the data that ship with this version come from: backend/territories/data/README.md"


@app.command("load")
def load_starter() -> None:
    """Bring the municipalities that ship with this version into the database."""
    with refusing(), writing(current(settings())) as db:
        imported = service.load_starter(db)
    _tell(imported)
    said.print(SOURCES)


@app.command("import")
def import_municipalities(
    path: Annotated[
        Path,
        typer.Argument(help="A table of municipalities (CSV, UTF-8); its columns: data/README.md", exists=True),
    ],
) -> None:
    """Take in a table of municipalities. All of it or nothing; twice changes nothing, and none is ever removed."""
    engine = current(settings())
    with refusing(), bar() as shown, writing(engine) as db:
        imported = service.import_municipalities(db, path, lambda done, every: shown.show("store", done, every))
    _tell(imported)


def _tell(imported: Imported) -> None:
    said.print(f"{imported.added} added, {imported.changed} changed, {imported.unchanged} as they were.")
