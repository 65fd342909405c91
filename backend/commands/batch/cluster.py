"""Many machines, by dask.distributed: portions go out, answers come back, and what a lost worker had is done again."""

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import dask
from distributed import Client, wait

from backend.commands.batch import node
from backend.commands.batch.here import Show
from backend.commands.batch.source import Source, settled
from backend.commands.batch.store import Store
from matching.retrieve.index.folder import write
from matching.retrieve.index.together import Together

AHEAD = 2  # portions for each thread of the cluster: one is searched while the next is on its way
PATIENCE = 60  # seconds for a first worker to come
QUIET = {"distributed.admin.large-graph-warning-threshold": "1GiB"}  # a portion of people is what is meant to be sent


def work(address: str, source: Source, store: Store, portions: Iterable[int], show: Show) -> dict[int, int]:
    """Does these portions on the workers of a scheduler and writes what comes back; the digest of each.

    People are drawn and answers written here; workers get columns of numbers. A machine that has no copy of the
    snapshot, however late it came, is sent one. Raises TimeoutError where no worker comes, OSError where no scheduler
    answers and ValueError for what is no address.
    """
    with (
        dask.config.set(QUIET),
        tempfile.TemporaryDirectory() as folder,
        Client(address) as client,
    ):
        client.wait_for_workers(1, timeout=PATIENCE)
        place = write(Path(folder), "whole", source.index, 1)
        return _Errand(client, source, store, place).run(portions, show)


class _Errand:
    """One run before one cluster."""

    def __init__(self, client: Client, source: Source, store: Store, place: Path) -> None:
        self.client, self.source, self.store, self.place = client, source, store, place

    def run(self, portions: Iterable[int], show: Show) -> dict[int, int]:
        """Keeps as many on their way as the cluster has threads, twice over: memory is bounded here and there."""
        waiting = iter(portions)
        doing = dict(map(self._sent, islice(waiting, self._room())))
        digests = {}
        while doing:
            for future in wait(list(doing), return_when="FIRST_COMPLETED").done:
                portion, people = doing.pop(future)
                found = future.result()
                if isinstance(found, str):
                    self._ship(found)
                    doing.update([self._sent(portion)])
                    continue
                digests[portion] = self._kept(portion, people, Together(*found))
                show(portion)
            doing |= dict(map(self._sent, islice(waiting, max(0, self._room() - len(doing)))))
        return digests

    def _kept(self, portion: int, people: Sequence[str], found: Together) -> int:
        plan = self.store.plan
        found = settled(self.source, plan.span(portion), people, found, plan.top)
        return self.store.keep(portion, people, self.source.things, found)

    def _room(self) -> int:
        return AHEAD * max(1, int(sum(self.client.nthreads().values())))

    def _sent(self, portion: int) -> tuple[object, tuple[int, Sequence[str]]]:
        """The answer to come, the portion, and the ids of its people, which stay here."""
        plan = self.store.plan
        people, askers = self.source.people(*plan.span(portion))
        return self.client.submit(node.answer, plan.index, askers, plan.top, plan.ties, pure=False), (portion, people)

    def _ship(self, address: str) -> None:
        """The snapshot to a worker's machine. A worker that is lost meanwhile needs none."""
        with suppress(OSError):
            node.send(self.client, self.store.plan.index, self.place, address)
