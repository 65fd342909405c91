"""What one worker process does with a shared index: opens it, asks it, and tells when it first sees each new item."""

import gc
import json
import os
import sys
import time
from pathlib import Path

STARTED = time.perf_counter()

import numpy as np  # noqa: E402  the time until here is what is measured

from matching.retrieve.index.folder import CURRENT  # noqa: E402
from matching.retrieve.index.kernels.asked import Asked  # noqa: E402
from matching.retrieve.index.live import Live  # noqa: E402
from matching.retrieve.index.query import Query, for_person  # noqa: E402


def private() -> float:
    """Megabytes of its own that it wrote: pages of a mapped file that it only read are the system's, and shared."""
    told = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in told if line.startswith("Private_Dirty")) / 1024


QUERIES = "queries.json"


def main(root: Path) -> None:
    """One line of JSON when ready, one when told to stop: when each watched number was first found, and memory."""
    imported = private()
    live = Live(root)
    watch = for_person({0: 255}, kinds=1 << 15)
    live.search(watch, 50)
    tell({"first_answer_s": time.perf_counter() - STARTED})
    queries = list(map(_query, json.loads((root / QUERIES).read_text())))
    before = private()
    for query in queries:
        live.search(query, 50)
    tell({"opened_mb": private() - before, "imported_mb": imported})
    seen: dict[int, int] = {}
    while (root / CURRENT).exists() and not (root / "stop").exists():
        for query in queries:
            live.search(query, 50)
            for number in live.search(watch, 50).numbers.tolist():
                seen.setdefault(number, time.monotonic_ns())
    tell({"seen": seen, "private_mb": private(), "forked_mb": forked(root, queries)})


def told_query(query: Query) -> list[list[int]]:
    """A query for another process, which then needs not the market in memory that it is drawn from."""
    return [[int(one) for one in query.asked], query.concepts.tolist(), query.amounts.tolist()]


def _query(told: list[list[int]]) -> Query:
    asked = Asked._make(told[0])
    word, forbidden, seed = (np.uint64(one) for one in (asked.word, asked.forbidden, asked.seed))
    asked = asked._replace(word=word, forbidden=forbidden, seed=seed)
    return Query(asked, np.array(told[1], dtype=np.uint16), np.array(told[2], dtype=np.uint8), is_of_people=False)


def forked(root: Path, queries: list[Query]) -> float:
    """Megabytes that one more worker writes that is a fork of this one: what is loaded and compiled stays shared."""
    gc.collect()
    gc.freeze()  # nobody counts references to what is there, so its pages are not written
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        live = Live(root)
        for query in queries:
            live.search(query, 50)
        os.write(write, str(private()).encode())
        os._exit(0)
    os.close(write)
    with open(read) as told:  # noqa: PTH123  a pipe
        found = float(told.read())
    os.waitpid(child, 0)
    return found


def tell(facts: object) -> None:
    """A line for whoever started this."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
