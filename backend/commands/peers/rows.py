"""PostgreSQL: conditions by an index, then the sum over an array of concepts; on a socket of its own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import psycopg

from backend.commands.peers.peer import TOP, Ids, Peer, Question, columns, conditions
from matching.evaluate.market import Items

HURRIED = "shared_buffers = 1GB\nwork_mem = 256MB\njit = off\nmax_parallel_workers_per_gather = 0\n"
GIVEN = "VIVEIRO_BENCH_POSTGRES"  # how to reach a server that is there already


@contextmanager
def build(items: Items) -> Iterator[Peer]:
    """One table; an index on kind, remote and education, and one on the place's box."""
    with _server() as reached, psycopg.connect(reached, autocommit=True) as held:
        told = columns(items)
        held.execute("drop table if exists bench_o")
        typed = ", ".join(f"{name} {'bigint' if name in {'x', 'y', 'z'} else 'smallint'}" for name in told)
        held.execute(f"create unlogged table bench_o (id int, {typed}, c int[], w int[])")
        _copy(held, items, told)
        held.execute("create index on bench_o (kind, remote, edu)")
        held.execute("create index on bench_o using gist (point(x, y))")
        held.execute("vacuum analyze bench_o")
        cursor = held.cursor(binary=True)

        def ask(question: Question) -> Ids:
            found = cursor.execute(_select(question), (question.table.tolist(),)).fetchall()
            return np.array([row[0] for row in found], dtype=np.int64)

        try:
            yield Peer(ask, "exact: concepts and conditions", partial(_spent, held.info.backend_pid))
        finally:
            held.execute("drop table bench_o")


def _spent(process: int) -> int:
    """Nanoseconds on a processor, where the system counts them."""
    told = Path(f"/proc/{process}/schedstat")
    return int(told.read_text().split()[0]) if told.exists() else 0


def _select(question: Question) -> bytes:
    x, y, _ = question.where
    reach = question.limit
    box = f"point(x, y) <@ box(point({x - reach}, {y - reach}), point({x + reach}, {y + reach}))"
    box = f"({box} or remote = 1)" if question.is_remote else box
    told = f"""
        select id from (
            select id, (select sum(u.w * (%s::int[])[u.c + 1]) from unnest(c, w) u (c, w)) s
            from bench_o where {conditions(question)} and {box}
        ) t order by s desc, id limit {TOP}
    """  # noqa: S608  numbers alone
    return told.encode()


@contextmanager
def _server() -> Iterator[str]:
    """The address of one that was given, or of one that is started for this run alone."""
    if os.environ.get(GIVEN):
        yield os.environ[GIVEN]
        return
    from tests.tools import postgres  # noqa: PLC0415  only a checkout has it; ImportError says that it is missing

    root = Path(tempfile.mkdtemp(prefix="viveiro-bench-"))
    postgres.prepare(root)
    with (root / "data" / "postgresql.conf").open("a") as more:
        more.write(HURRIED)
    server = postgres.start(root)
    try:
        yield f"host={root} user=postgres dbname=postgres"
    finally:
        postgres.stop(server)
        shutil.rmtree(root, ignore_errors=True)


def _copy(held: "psycopg.Connection[tuple[object, ...]]", items: Items, told: dict[str, "np.ndarray"]) -> None:
    starts, concepts, amounts = items.lists.starts.tolist(), items.lists.concepts.tolist(), items.lists.amounts.tolist()
    rows = zip(*(column.tolist() for column in told.values()), strict=True)
    with held.cursor().copy("copy bench_o from stdin") as into:
        for at, row in enumerate(rows):
            low, high = starts[at], starts[at + 1]
            lists = f"{{{','.join(map(str, concepts[low:high]))}}}\t{{{','.join(map(str, amounts[low:high]))}}}"
            into.write("\t".join(map(str, (at, *row))) + f"\t{lists}\n")
