"""Lines of the table that `make bench` ends with: ours, the peer's, how many times, the mark, and whether it is reached."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rich.table import Table

AT_MOST, AT_LEAST = "≤", "≥"
MARKS = {"scipy": 15, "tantivy": 50, "duckdb": 60, "postgres": 300, "sqlite-fts5": 1500}  # times ours, at the median


@dataclass(frozen=True, slots=True)
class Row:
    """One fact. `ratio`: how many times better ours is than the peer; a `mark` is of the ratio where there is one."""

    what: str
    ours: float
    unit: str
    peer: str = ""
    theirs: float | None = None
    answers: str = ""
    ratio: float | None = None
    bound: str = ""
    mark: float | None = None

    @property
    def is_reached(self) -> bool | None:
        """None where no mark was set."""
        if self.mark is None:
            return None
        value = self.ours if self.ratio is None else self.ratio
        return value <= self.mark if self.bound == AT_MOST else value >= self.mark


def at_most(what: str, ours: float, unit: str, mark: float | None) -> Row:
    """The less the better."""
    return Row(what, ours, unit, bound=AT_MOST, mark=mark)


def at_least(what: str, ours: float, unit: str, mark: float) -> Row:
    """The more the better."""
    return Row(what, ours, unit, bound=AT_LEAST, mark=mark)


def beside(row: Row, peer: str, theirs: float, ratio: float, mark: float | None = None, answers: str = "exact") -> Row:
    """The same fact beside a peer's, which is to be `mark` times as slow."""
    return Row(row.what, row.ours, row.unit, peer, theirs, answers, ratio, AT_LEAST if mark else "", mark)


def tell(rows: Iterable[Row]) -> None:
    """Each as soon as it is known: a line of JSON with `--json`, a sentence without."""
    for row in rows:
        told = json.dumps(asdict(row)) if "--json" in sys.argv else _sentence(row)
        sys.stdout.write(told + "\n")
        sys.stdout.flush()


def told_row(facts: dict[str, Any]) -> list[Row]:
    """Of a step that tells rows itself."""
    return [Row(**facts)]


def _sentence(row: Row) -> str:
    said = f"{row.what}: {short(row.ours)} {row.unit}"
    return said if row.ratio is None else f"{said}; {row.peer} {short(row.theirs)} {row.unit}, {short(row.ratio)} times"


def retrieve(facts: dict[str, Any]) -> Iterator[Row]:
    """`viveiro bench retrieve --json`."""
    ours, *peers = facts["engines"]
    size = f"{facts['items']:,}"
    median = at_most(f"the best fifty of {size}, median", ours["p50"], "ms", 0.35)
    yield median
    yield at_most(f"the best fifty of {size}, 99th percentile", ours["p99"], "ms", 1)
    yield at_most(f"index of {size} from columns", ours["build_s"], "s", 1.5)
    for one in peers:
        kind, _, whole = one["answers"].partition(":")
        answers = kind if whole and one["agreement"] == 1 else f"{kind}, {one['agreement']:.0%} of the best"
        yield beside(median, one["engine"], one["p50"], one["ratio"], MARKS.get(one["engine"]), answers)


def people(facts: dict[str, Any]) -> Iterator[Row]:
    """`viveiro bench people`."""
    yield Row(f"the best fifty of {facts['people']:,} people, median", facts["p50_ms"], "ms")
    yield Row(f"the best fifty of {facts['people']:,} people, 99th percentile", facts["p99_ms"], "ms")


def batch(facts: dict[str, Any]) -> Iterator[Row]:
    """`viveiro bench batch`."""
    what = f"everybody before {facts['items']:,}"
    yield at_least(f"{what}, all cores", facts["ours_machine"], "people/s", 10_000)
    core = Row(f"{what}, one core", facts["ours_core"], "people/s")
    for peer, name in (("filtered_first", "scipy, conditions first"), ("whole_product", "scipy, conditions last")):
        yield beside(core, name, facts[f"{peer}_core"], facts[f"over_{peer}"], 10)


def sharing(facts: dict[str, Any]) -> Iterator[Row]:
    """`viveiro bench sharing`."""
    size = f"{facts['items']:,}"
    yield at_most(f"a change of {size} seen by another process, 99th percentile", facts["visible_p99_ms"], "ms", 2)
    yield at_most("a row added, 99th percentile", facts["add_p99_ms"], "ms", 2)
    yield at_most("a row closed, 99th percentile", facts["close_p99_ms"], "ms", 2)
    yield at_most("changes that were never seen", facts["unseen"], "", 0)
    yield Row("a merge, beside", facts["merge_s"], "s")
    yield Row("the longest of as many queries before it", facts["longest_query_before_merge_ms"], "ms")
    yield Row("the longest query meanwhile", facts["longest_query_during_merge_ms"], "ms")
    yield at_most("a process started, to its first answer", facts["first_answer_s"], "s", 0.6)
    yield at_most("memory that a worker writes for the index", facts["opened_mb"], "MB", 30)
    yield at_most("memory of one more worker, forked", facts["forked_mb"], "MB", 30)
    yield Row("memory of a worker started anew, Python and numba in it", facts["private_mb"], "MB")
    yield at_most("bytes an opportunity", facts["bytes_per_item"], "B", 200)


def explain(facts: dict[str, Any]) -> Iterator[Row]:
    """`viveiro bench explain`."""
    batch = at_least("explanations in batch, one core", facts["whole_market"], "/s", 100_000)
    yield batch
    yield beside(batch, "one by one", facts["per_pair"], facts["ratio"])


def request(facts: dict[str, Any]) -> Iterator[Row]:
    """`viveiro bench request --json`."""
    mark = 25 if facts["items"] <= 100_000 else 40
    for one in facts["requests"]:
        what = f"GET /api/matches of {facts['items']:,}, {one['what']}, 95th percentile"
        yield at_most(what, one["p95"], "ms", mark)


def seeded(facts: dict[str, Any]) -> Iterator[Row]:
    """`tests.bench.seeded --json`: each request against its budget, then the library beside what one would write."""
    for one in facts["figures"]:
        if one["budget"] is not None:
            yield at_most(f"{one['what']}, seeded region, 95th percentile", one["p95"], "ms", one["budget"])
    whole = next(one for one in facts["figures"] if one["what"].startswith("library: top"))
    for one in facts["figures"]:
        if one["what"].startswith("peer:"):
            row = Row("a whole ranking, explained (processor)", whole["cpu_p50"], "ms")
            name = one["what"].removeprefix("peer: ")
            yield beside(row, name, one["cpu_p50"], one["cpu_p50"] / whole["cpu_p50"], answers="no rule, no reason")


def table(rows: Iterable[Row], title: str) -> Table:
    """All of them."""
    made = Table(title=title, title_justify="left", show_lines=False)
    for name in ("what", "ours", "peer", "theirs", "peer answers", "ratio", "mark", "reached"):
        made.add_column(name, justify="right" if name in {"ours", "theirs", "ratio", "mark"} else "left")
    for row in rows:
        is_reached = row.is_reached
        made.add_row(
            row.what,
            f"{short(row.ours)} {row.unit}".strip(),
            row.peer,
            "" if row.theirs is None else f"{short(row.theirs)} {row.unit}",
            row.answers,
            "" if row.ratio is None else f"{short(row.ratio)} ×",
            "" if row.mark is None else f"{row.bound} {short(row.mark)}{' ×' * (row.ratio is not None)}",
            "" if is_reached is None else "yes" if is_reached else "[b red]no[/]",
        )
    return made


def short(value: float) -> str:
    """Three figures that count."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
