"""A thread beside the server: what takes long is built before anybody asks, and kept up with when nobody does."""

from threading import Event, Thread

import structlog
from sqlalchemy import Engine

from backend.core.db import reading
from backend.core.memory import settle
from backend.core.model import now
from backend.matches import columns
from backend.matches.census import counts
from backend.matches.crowd import crowds
from backend.matches.stock import stocks
from backend.taxonomy import queries as taxonomy

log = structlog.get_logger(__name__)

LOOK = 60.0  # seconds between two looks


class Ahead:
    """Everything on offer first, for most ask for that; then everybody listed, and in time those of next month."""

    def __init__(self, engine: Engine, zone: str) -> None:
        self.zone = zone
        self.stop = Event()
        self.thread = Thread(target=self._attend, args=(engine,), name="ahead", daemon=True)

    def __enter__(self) -> "Ahead":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join(10)

    def _attend(self, engine: Engine) -> None:
        is_settled = False
        while not self.stop.is_set():
            try:
                self.look(engine)
            except (
                Exception
            ) as problem:  # whatever it is, whoever asks first builds, or is told; and the next look comes
                log.warning("ahead.not-prepared", problem=type(problem).__name__)
            else:
                if not is_settled:
                    settle()
                is_settled = True
            self.stop.wait(LOOK)

    def look(self, engine: Engine) -> None:
        """Once, as the thread does again and again."""
        with reading(engine) as db:
            stock = stocks.get(db, now())
        for shelved in stock.snapshot.shelves.values():
            columns.prepare(shelved.segments, stock.things)
        _ = stock.snapshot.digest  # hashes what each thing says: the first receipt would have to wait for that
        with reading(engine) as db:
            graph = taxonomy.graph(db)
            for crowd in crowds.prepare(db, now(), self.zone):
                counts.get(crowd, graph)
