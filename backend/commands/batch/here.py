"""One machine: a thread for each core, which all search in the same index."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed

from backend.commands.batch.region import Region
from backend.commands.batch.source import Source, settled
from backend.commands.batch.store import Store
from matching.retrieve.index.together import search_for_all

Show = Callable[[int], None]


Do = Callable[[int], int]


def by_index(source: Source, store: Store) -> Do:
    """Does a portion, by the index's score; its digest."""

    def do(portion: int) -> int:
        span = store.plan.span(portion)
        people, askers = source.people(*span)
        found = search_for_all(source.index, askers, store.plan.top, source.seed)
        found = settled(source, span, people, found, store.plan.top, askers)
        return store.keep(portion, people, source.things, found)

    return do


def by_both_sides(region: Region, store: Store) -> Do:
    """Does a portion, by the two-sided score; its digest."""

    def do(portion: int) -> int:
        people, found = region.exact(*store.plan.span(portion), store.plan.top)
        return store.keep(portion, people, region.things, found)

    return do


def work(do: Do, portions: Iterable[int], threads: int, show: Show) -> dict[int, int]:
    """Does these portions; the digest of each. `show` is told of each that is through.

    A thread draws its people, searches and writes before it takes the next portion: memory is bounded by the threads.
    """
    digests = {}
    with ThreadPoolExecutor(threads) as workers:
        doing = {workers.submit(do, portion): portion for portion in portions}
        try:
            for done in as_completed(doing):
                digests[doing[done]] = done.result()
                show(doing[done])
        except BaseException:
            workers.shutdown(wait=False, cancel_futures=True)
            raise
    return digests
