"""`viveiro warm`: machine code for this processor, kept on disk, before anybody waits for it."""

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import typer

from backend.commands.ground import said
from matching.config import DEFAULT
from matching.evaluate.market import Market, item_query
from matching.evaluate.offers import NOW, Offers
from matching.rank import EVERYTHING
from matching.retrieve.again import again
from matching.retrieve.index.index import BACKEND, Index
from matching.retrieve.index.live import Live
from matching.retrieve.index.merging import merge
from matching.retrieve.index.rows import taken
from matching.retrieve.index.together import search_for_all
from matching.retrieve.segment import Segment
from matching.retrieve.wide import Wide
from matching.scene import Scene
from matching.types import Market as Markets
from matching.types import SkillClaim

app = typer.Typer(add_completion=False)


@app.command("warm")
def warm() -> None:
    """Compile the inner loops now, so that no first request waits for it."""
    market = Market()
    items, people = market.items(300), market.people(20)
    rows = items.rows()
    Index.build(market.people_rows(people), few=0).search(item_query(items, 0), 5)
    search_for_all(Index.build(rows, few=0), market.askers(people), 5, np.uint64(0))
    with tempfile.TemporaryDirectory() as folder:
        live = Live.make(Path(folder), taken(rows, np.arange(200)))
        live.add(taken(rows, np.arange(200, 300)))
        for query in market.queries(people):
            live.search(query, 5)
            Index.build(rows, few=0).search(query, 5)
        merge(Path(folder))
    _look()
    said.print(f"The index searches by {BACKEND}.")


def _look() -> None:
    """A small market as if it were a large one: every loop of looking, and of looking again, runs once."""
    offers = Offers()
    scene = Scene(offers.graph, DEFAULT, NOW)
    segment = Segment.of(Markets.OPPORTUNITIES, offers.items(60), scene)
    for seeker in offers.people(5):
        person = replace(seeker, travel_limit_km=1)
        view = Wide.of(segment, person, scene, EVERYTHING, "")
        view.tally()
        claim = SkillClaim("c1", 4)
        list(again(view, replace(person, skills=(*person.skills, claim)), claim).best(5))
