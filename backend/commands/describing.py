"""`viveiro openapi`: the contract."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from backend.app import create_app
from backend.settings import Settings

app = typer.Typer(add_completion=False)


@app.command("openapi")
def openapi(
    path: Annotated[Path | None, typer.Argument(help="Where to write; standard output if left out.")] = None,
) -> None:
    """Describe every route (OpenAPI 3.1)."""
    document = json.dumps(create_app(Settings(database_url="sqlite://")).openapi(), indent=2, ensure_ascii=False)
    if path is None:
        sys.stdout.write(document + "\n")
    else:
        path.write_text(document + "\n", "utf-8")
