"""A process of its own that asks a live index again and again, and tells how often each of some numbers was found."""

import json
import sys
from pathlib import Path

import numpy as np

from matching.retrieve.index.live import Live
from matching.retrieve.index.query import for_person


def watch(root, copies):
    """Until told to stop: one line for the start, then how often each count of found rows was seen."""
    live = Live(root)
    if copies:  # the negative control: a reader that took its own copy when it came
        live.shown.added._header = np.array(live.shown.added._header)
        live.shown.added.rows = live.shown.added.rows._replace(words=np.array(live.shown.added.rows.words))
    seen, query = {}, for_person({7: 255})
    live.search(query, 100)  # loading the machine code takes longer than all that follows
    sys.stdout.write("here\n")
    sys.stdout.flush()
    while not (root / "stop").exists():
        found = len(live.search(query, 100).numbers)
        seen[found] = seen.get(found, 0) + 1
    found = live.search(query, 100)
    sys.stdout.write(json.dumps({"seen": seen, "last": sorted(found.numbers.tolist()), "snapshot": live.shown.name}))


if __name__ == "__main__":
    watch(Path(sys.argv[1]), copies="copy" in sys.argv[2:])
