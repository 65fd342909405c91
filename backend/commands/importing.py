"""`viveiro import`: take in what others publish."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.markup import escape
from sqlalchemy import Engine, select

from backend.commands.ground import current, refusing, said
from backend.core.access import SYSTEM
from backend.core.db import reading, writing
from backend.core.text import fold
from backend.opportunities.schemas import (
    AddressDraft,
    ImportDraft,
    ImportItem,
    ImportReading,
    ImportState,
    OpportunityDraft,
    PostingDraft,
)
from backend.opportunities.service import imports
from backend.organisations.models import Organisation
from backend.settings import Settings, settings

app = typer.Typer(help="Take in what others publish.", no_args_is_help=True, add_completion=False)

WIDE = 70  # characters of a value that a line shows


@app.callback()
def _group() -> None:
    """Keeps the name of its one command."""


@app.command("opportunities")
def import_opportunities(
    source: Annotated[
        str, typer.Argument(help="A table (CSV), a JSON feed, a page with JSON-LD: a file or its address.")
    ],
    organisation: Annotated[str, typer.Option(help="Whose they are: its id, or its whole name.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")] = False,
) -> None:
    """Show what postings would add or change, line by line, and take it over: new ones as drafts. All or nothing."""
    config = settings()
    engine = current(config)
    whose = _organisation(engine, organisation)
    with refusing():
        found = _read(engine, whose, source, config)
        for item in found.items:
            _tell(item, found.names)
        if found.left_out:
            said.print(f"{found.left_out} more wait for another time.")
        wanted = [_wanted(item) for item in found.items if item.lines]
        if dry_run or not wanted:
            said.print("Nothing was written." if dry_run else "Nothing has changed.")
            return
        with writing(engine) as db:
            draft = ImportDraft(organisation_id=whose, source=found.source, items=wanted)
            done = imports.import_opportunities(db, SYSTEM, draft)
    said.print(f"{len(done.items)} written.")


def _organisation(engine: Engine, asked: str) -> UUID:
    """By its id, or by a name that only one has."""
    with reading(engine) as db:
        rows = db.execute(select(Organisation.id, Organisation.name)).all()
    found = [row.id for row in rows if str(row.id) == asked.lower() or fold(row.name) == fold(asked)]
    if len(found) != 1:
        said.print(f"{len(found) or 'No'} organisations are called {escape(asked)}. Give the id of one.")
        raise typer.Exit(1)
    return UUID(str(found[0]))


def _read(engine: Engine, organisation_id: UUID, source: str, config: Settings) -> ImportReading:
    with reading(engine) as db:
        if source.startswith(("https://", "http://")):
            draft = AddressDraft(organisation_id=organisation_id, url=source)
            return imports.read_address(db, SYSTEM, draft, config)
        try:
            content = Path(source).read_bytes()
        except OSError as error:
            said.print(f"Cannot read {escape(source)}: {error.strerror}")
            raise typer.Exit(1) from None
        return imports.read_file(db, SYSTEM, organisation_id, content, Path(source).name, config)


def _wanted(item: ImportItem) -> PostingDraft:
    fields = [line.field for line in item.lines]
    if item.draft is None:
        raise ValueError("a posting without a draft has no lines")
    return PostingDraft(
        external_id=item.external_id,
        draft=OpportunityDraft(**item.draft.model_dump()),
        said=fields,
        take=fields,
        updated_at=item.updated_at,
    )


def _tell(item: ImportItem, names: dict[UUID, str]) -> None:
    """One posting: its state, each line that is new or differs, and what could not be read."""
    towns = {str(one): name for one, name in names.items()}
    typer.echo(f"{item.state:8} {item.external_id}  {item.title}")
    for line in item.lines:
        before = "" if item.state == ImportState.NEW else f"{_short(line.before, towns)} → "
        typer.echo(f"    {line.field}: {before}{_short(line.after, towns)}")
    for left in item.left_out:
        typer.echo(f"    ! {left.field}: {left.code} {left.words}".rstrip())
    for finding in item.findings:
        typer.echo(f"    {'!' if finding.refuses else '?'} {finding.pointer}: {finding.code}")


def _short(value: object, towns: dict[str, str]) -> str:
    text = " ".join(towns.get(str(value), str(value)).split())
    return text if len(text) <= WIDE else text[: WIDE - 1] + "…"
