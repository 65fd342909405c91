"""`viveiro taxonomy`: take in the vocabulary that ships with the system, and ESCO."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from backend.commands.ground import bar, current, refusing, said
from backend.core.db import reading, writing
from backend.settings import settings
from backend.taxonomy import queries, service
from backend.taxonomy.storing import Stored

app = typer.Typer(
    help="The words in which skills, crafts and occupations are found.", no_args_is_help=True, add_completion=False
)


@app.command("load")
def load_starter() -> None:
    """Bring the vocabulary that ships with this version into the database; nothing typed by people changes."""
    with refusing(), writing(current(settings())) as db:
        stored = service.load_starter(db)
    _tell(stored)


@app.command("import")
def import_esco(
    path: Annotated[
        Path, typer.Argument(help="The official CSV bundle of ESCO: a folder or a ZIP archive.", exists=True)
    ],
) -> None:
    """Take in ESCO, in every language of the bundle. All of it or nothing; twice changes nothing."""
    engine = current(settings())
    with refusing(), bar() as shown, writing(engine) as db:
        imported = service.import_esco(db, path, shown.show)
    said.print(f"Languages: {', '.join(imported.langs)}. {len(imported.files)} files.")
    if imported.missing:
        said.print(f"A complete bundle would also have: {escape(', '.join(imported.missing))}")
    for why, count in sorted(imported.skipped.items()):
        said.print(f"Left out, {why}: {count}")
    _tell(imported.stored)
    with reading(engine) as db:
        said.print(queries.attribution(db).attribution or service.ATTRIBUTION)


def _tell(stored: Stored) -> None:
    """What had to be written."""
    if stored.is_unchanged:
        said.print("Everything was there already.")
        return
    table = Table("", "added", "changed", "removed", box=None)
    for name in ("concepts", "labels", "relations"):
        change = getattr(stored, name)
        table.add_row(name, str(change.added), str(change.changed), str(change.removed))
    said.print(table)
