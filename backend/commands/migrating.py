"""`viveiro migrate`: the newest tables."""

import typer

from backend.commands.ground import said
from backend.core import migrate as migrations
from backend.core.db import connect
from backend.settings import settings

app = typer.Typer(add_completion=False)


@app.command("migrate")
def migrate() -> None:
    """Bring the database to the newest tables."""
    engine = connect(settings().database)
    if not migrations.is_current(engine):
        migrations.upgrade(engine)
    said.print("The database is up to date.")
