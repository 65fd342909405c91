"""`viveiro warm`: machine code for this processor, kept on disk, before anybody waits for it."""

import pkgutil
import tempfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import typer

import matching
from backend.commands.ground import said
from backend.taxonomy.starter import read_starter
from matching.allocate import Applicant, Call, Place, Seats, Wish, allocate
from matching.allocate.deferred import Solver
from matching.compiled import IS_COMPILED, KERNELS, cold
from matching.config import DEFAULT
from matching.evaluate.market import Market, item_query
from matching.evaluate.offers import NOW, Offers
from matching.flow import cheapest
from matching.market.clearing import clear
from matching.market.demand import Demand, Wanted
from matching.rank import EVERYTHING
from matching.retrieve.again import Deed, again
from matching.retrieve.index.index import BACKEND, Index
from matching.retrieve.index.live import Live
from matching.retrieve.index.merging import merge
from matching.retrieve.index.rows import taken
from matching.retrieve.index.together import search_for_all
from matching.retrieve.segment import Segment
from matching.retrieve.wide import Wide
from matching.scene import Scene
from matching.taxonomy.labels import Label, Labels
from matching.taxonomy.linker import Linker
from matching.types import Market as Markets
from matching.types import SkillClaim

app = typer.Typer(add_completion=False)


@app.command("warm")
def warm() -> None:
    """Compile the inner loops now, so that no first request waits for it."""
    _index()
    _look()
    _linker()
    if IS_COMPILED:
        _allocation()
    for module in pkgutil.walk_packages(matching.__path__, "matching."):
        import_module(module.name)
    said.print(f"The index searches by {BACKEND}; {len(KERNELS) - len(cold())} inner loops are compiled.")
    for name in cold():
        said.print(f"{name} is compiled when it is first needed.")


def _index() -> None:
    market = Market()
    items, people = market.items(300), market.people(20)
    rows, queries = items.rows(), [*market.queries(people)]
    Index.build(market.people_rows(people), few=0).search(item_query(items, 0), 5)
    search_for_all(Index.build(rows, few=0), market.askers(people), 5, np.uint64(0))
    with tempfile.TemporaryDirectory() as folder:
        live = Live.make(Path(folder), taken(rows, np.arange(200)))
        live.add(taken(rows, np.arange(200, 300)))
        for query in queries:
            live.search(query, 5)
            Index.build(rows, few=0).search(query, 5)
        merge(Path(folder))


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
        (then,) = again(view, [Deed(replace(person, skills=(*person.skills, claim)), claim)])
        list(then.best(5))


def _linker() -> None:
    entries = [entry for entry in read_starter().entries.values() if not entry.is_group]
    names = [(entry, name) for entry in entries for name in entry.names]
    linker = Linker(Labels.build(Label(e.key, n.lang, n.text, n.kind.value, e.kind.value) for e, n in names))
    linker.link("grafic desiner", "en")
    linker.link("programadora", "pt", [linker.labels.kinds[0]])


def _allocation() -> None:
    """Too small for compiled code to pay, so it is asked for by name."""
    call = Call("warm", (Place("here", (Seats(1),)),), (Applicant("one", (Wish("here", 5.0),)),))
    allocate(call, "0" * 64, Solver.COMPILED)
    ones, two = np.ones(2, np.int64), np.asarray([2, 2, 1], np.int32)
    cheapest(ones, np.asarray([0, 1, 0], np.int32), two, np.full(3, 3, np.int64), np.ones(3, np.int64))
    clear(Demand.of([Wanted("one", [("thing", 9_000)], 0)]), {"thing": 1}, is_compiled=True)
