"""`viveiro warm`: machine code for this processor, kept on disk, before anybody waits for it."""

import tempfile
from pathlib import Path

import numpy as np
import typer

from backend.commands.ground import said
from matching.evaluate.market import Market, item_query
from matching.retrieve.index.index import BACKEND, Index
from matching.retrieve.index.live import Live
from matching.retrieve.index.merging import merge
from matching.retrieve.index.rows import taken

app = typer.Typer(add_completion=False)


@app.command("warm")
def warm() -> None:
    """Compile the inner loops now, so that no first request waits for it."""
    market = Market()
    items, people = market.items(300), market.people(20)
    rows = items.rows()
    Index.build(market.people_rows(people), few=0).search(item_query(items, 0), 5)
    with tempfile.TemporaryDirectory() as folder:
        live = Live.make(Path(folder), taken(rows, np.arange(200)))
        live.add(taken(rows, np.arange(200, 300)))
        for query in market.queries(people):
            live.search(query, 5)
            Index.build(rows, few=0).search(query, 5)
        merge(Path(folder))
    said.print(f"The index searches by {BACKEND}.")
