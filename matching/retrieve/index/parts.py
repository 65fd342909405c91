"""The same work on stretches of the rows, a thread for each processor: what comes out does not depend on how many."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

FEW = 50_000  # rows that are not worth a thread


def in_parts(count: int, step: int, does: Callable[[int, int, int], object]) -> None:
    """Calls `does(part, low, high)` for each of `parts_of(count, step)`, all at once; it is to let go of the lock."""
    spans = parts_of(count, step)
    if len(spans) == 1:
        does(0, *spans[0])
        return
    with ThreadPoolExecutor(len(spans)) as threads:
        for done in [threads.submit(does, part, *span) for part, span in enumerate(spans)]:
            done.result()


def parts_of(count: int, step: int) -> list[tuple[int, int]]:
    """Stretches of 0..`count` that begin at multiples of `step`; one at least."""
    steps = -(-count // step)
    parts = max(1, min(os.cpu_count() or 1, steps, count // FEW))
    cuts = [steps * part // parts * step for part in range(parts)]
    return list(zip(cuts, [*cuts[1:], count], strict=True))
