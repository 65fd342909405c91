"""`viveiro bench request`: how long a person waits for their matches, from the request to the last byte back."""

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any
from uuid import UUID

import numpy as np
import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, event, select, update

import matching
from backend.accounts.models import Account, Grant, SignIn
from backend.accounts.tokens import new_token, token_hash
from backend.app import create_app
from backend.commands.calling import Caller
from backend.commands.ground import bar, said
from backend.commands.invented import ZONE, Ground, Invented
from backend.core import migrate
from backend.core.access import Role
from backend.core.db import reading, writing
from backend.core.memory import settle
from backend.core.model import now
from backend.matches import asking
from backend.matches.ahead import Ahead
from backend.matches.service import keeping, ranking
from backend.matches.stock import Stocks
from backend.opportunities.models import Opportunity
from backend.settings import Settings
from backend.taxonomy import service as taxonomy
from backend.territories import service as territories

WIDE = 140
ADDRESS = "/api/matches"
PAGES = {"first page": "", "second page": "?page=2", "what has letters in it": "?q=trabalho 1"}
MOST_DETAILS = 40  # people who are looked at with every edit
EACH = 25  # opportunities that one of the staff looks at: what an account may be shown in a day is limited
STAGED = 40  # requests whose stages are timed
STAGES: dict[str, tuple[Any, str]] = {
    "the person": (ranking, "find_myself"),
    "what is on offer": (Stocks, "get"),
    "eligibility and scores of all": (asking, "look"),
    "order, arithmetic, counts": (asking, "ranked"),
    "cards and levers": (ranking, "cards"),
    "the receipt": (matching, "receipt"),
    "the receipt on disk": (keeping, "keep"),
}
REST = "session, HTTP, JSON"


@dataclass(frozen=True, slots=True)
class Waited:
    """Milliseconds of one kind of request; `cpu` is what this process worked; `kb` and `statements` are medians."""

    what: str
    requests: int
    p50: float
    p95: float
    p99: float
    cpu_p50: float
    cpu_p95: float
    database_p50: float
    statements: int
    kb: float


def bench_request(
    items: Annotated[int, typer.Option(min=1, help="How many opportunities.")] = 100_000,
    people: Annotated[int, typer.Option(min=1, help="How many people.")] = 100_000,
    requests: Annotated[int, typer.Option(min=2, help="How many different people ask.")] = 200,
    seed: Annotated[int, typer.Option(help="Which region.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Data instead of a table.")] = False,
) -> None:
    """GET /api/matches for twenty, explained: in process, one client, on SQLite, with an invented region of that size.

    Everything counts: session, profile, eligibility, retrieval, both scores, moves, arithmetic, the receipt on disk.
    Half of the people are narrow (an area, kinds of work, a wage), half are broad. The second page, a page of what has
    some letters in it, and the first request after somebody has changed an opportunity are measured too; and the other
    way round, people for an opportunity, and one of them with what each change of the posting would bring.
    """
    with TemporaryDirectory() as folder, ExitStack() as open_:
        app = create_app(_settings(Path(folder)))
        engine: Engine = app.state.engine
        open_.callback(engine.dispose)
        accounts, fill_s = _timed(lambda: _filled(engine, items, people, seed))
        _, build_s = _timed(lambda: _warm(engine))
        visitors = _signed_in(engine, accounts, requests + 1, app.state.settings.session_cookie)
        client = open_.enter_context(Caller(app))
        posts = _posts(engine, requests + 1)
        staff = _staff(engine, len(posts), app.state.settings.session_cookie)
        found = [*_measured(client, engine, visitors), *_candidates(client, engine, posts, staff)]
        shares = _shares(client, visitors)
    facts = {"fill_s": fill_s / 1000, "build_s": build_s / 1000}
    _tell(found, shares, items, people, facts, as_json=as_json)


def _settings(folder: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{folder}/region.db",
        public_url="http://testserver",
        files_url=f"file:{folder}/files",
        mail_url=f"file:{folder}/mail",
        log_level="error",
    )


def _filled(engine: Engine, items: int, people: int, seed: int) -> list[UUID]:
    migrate.upgrade(engine)
    with writing(engine) as db:
        taxonomy.load_starter(db)
        territories.load_starter(db)
    with reading(engine) as db:
        ground = Ground.of(db)
    with bar() as shown:
        return Invented(ground, now(), seed).fill(engine, items, people, shown.show)


def _warm(engine: Engine) -> None:
    Ahead(engine, ZONE).look(engine)
    settle()  # as a server does when it has looked


def _signed_in(engine: Engine, accounts: list[UUID], count: int, cookie: str) -> list[dict[str, str]]:
    """Cookies of so many different people, spread over all of them."""
    chosen = np.unique(np.linspace(0, len(accounts) - 1, min(count, len(accounts))).astype(int)).tolist()
    tokens, moment = [new_token() for _ in chosen], now()
    with writing(engine) as db:
        db.add_all(
            SignIn(
                account_id=accounts[place],
                token_hash=token_hash(token),
                seen_at=moment,
                expires_at=moment + timedelta(days=1),
            )
            for place, token in zip(chosen, tokens, strict=True)
        )
    return [{"Cookie": f"{cookie}={token}"} for token in tokens]


def _posts(engine: Engine, count: int) -> list[UUID]:
    """So many different opportunities, spread over all of them."""
    with reading(engine) as db:
        posts = db.scalars(select(Opportunity.id).order_by(Opportunity.id)).all()
    return [posts[place] for place in np.linspace(0, len(posts) - 1, min(count, len(posts))).astype(int).tolist()]


def _staff(engine: Engine, count: int, cookie: str) -> list[dict[str, str]]:
    """For so many opportunities, the cookie of somebody who may look at its candidates: enough people for all."""
    moment = now()
    with writing(engine) as db:
        accounts = [
            Account(email=f"equipa{number}@example.org", name="Equipa", confirmed_at=moment)
            for number in range(-(-count // EACH))
        ]
        db.add_all(accounts)
        db.flush()
        ids = [account.id for account in accounts]
        db.add_all(Grant(account_id=one, role=Role.STAFF, scope_id=None, starts_at=moment) for one in ids)
    return [headers for headers in _signed_in(engine, ids, len(ids), cookie) for _ in range(EACH)][:count]


def _candidates(client: Caller, engine: Engine, posts: list[UUID], staff: list[dict[str, str]]) -> Iterator[Waited]:
    asked = [(f"/api/opportunities/{post}/candidates", who) for post, who in zip(posts, staff, strict=True)]
    with _watched(engine) as watch:
        yield _waited("people for an opportunity", client, asked, watch)
        yield _waited("the same, second page", client, [(f"{one}?page=2", who) for one, who in asked], watch)
        some = asked[:MOST_DETAILS]
        best = [client.get(f"{one}?size=1", headers=who).json()["items"] for one, who in some]
        details = [
            (f"{one}/{first[0]['profile_id']}", who) for (one, who), first in zip(some, best, strict=True) if first
        ]
        yield _waited("one person and every edit", client, details, watch)


def _measured(client: Caller, engine: Engine, visitors: list[dict[str, str]]) -> Iterator[Waited]:
    with _watched(engine) as watch:
        for what, query in PAGES.items():
            yield _waited(what, client, [(f"{ADDRESS}{query}", who) for who in visitors], watch)
        changed = [(ADDRESS, who) for who in visitors]
        yield _waited("first page after a change", client, changed, watch, lambda: _change(engine))


def _change(engine: Engine) -> None:
    """Somebody else opens what they offer anew."""
    with writing(engine) as db:
        one = db.scalar(select(Opportunity.id).order_by(Opportunity.updated_at, Opportunity.id).limit(1))
        db.execute(update(Opportunity).where(Opportunity.id == one).values(capacity=Opportunity.capacity + 1))


def _waited(
    what: str,
    client: Caller,
    asked: list[tuple[str, dict[str, str]]],
    watch: "Watch",
    before: Callable[[], None] = lambda: None,
) -> Waited:
    """The first request warms and does not count."""
    told = []
    for address, headers in asked:
        before()
        watch.reset()
        cpu, start = time.process_time(), time.perf_counter()
        reply = client.get(address, headers=headers)
        wall, cpu = (time.perf_counter() - start) * 1e3, (time.process_time() - cpu) * 1e3
        if reply.status_code != 200:
            raise RuntimeError(f"{reply.status_code} {reply.text[:200]}")
        told.append((wall, cpu, watch.ms, watch.statements, len(reply.content) / 1000))
    walls, cpus, database, statements, sizes = np.array(told[1:]).T
    p50, p95, p99 = np.percentile(walls, (50, 95, 99)).tolist()
    cpu_p50, cpu_p95 = np.percentile(cpus, (50, 95)).tolist()
    return Waited(
        what,
        len(walls),
        p50,
        p95,
        p99,
        cpu_p50,
        cpu_p95,
        float(np.median(database)),
        int(np.median(statements)),
        float(np.median(sizes)),
    )


def _shares(client: Caller, visitors: list[dict[str, str]]) -> dict[str, float]:
    """Which part of a request each stage takes: medians over some requests, timed from outside the code."""
    spent: dict[str, list[float]] = {stage: [] for stage in (*STAGES, REST)}
    with ExitStack() as open_:
        now_: dict[str, float] = {}
        for stage, (owner, name) in STAGES.items():
            open_.enter_context(_clocked(owner, name, stage, now_))
        for headers in visitors[:STAGED]:
            now_.clear()
            start = time.perf_counter()
            client.get(ADDRESS, headers=headers)
            whole = time.perf_counter() - start
            now_[REST] = whole - sum(now_.values())
            for stage, times in spent.items():
                times.append(now_.get(stage, 0.0) / whole)
    return {stage: float(np.median(times)) for stage, times in spent.items()}


@contextmanager
def _clocked(owner: Any, name: str, stage: str, spent: dict[str, float]) -> Iterator[None]:
    """What the function takes is added up under the name of the stage; what it calls of other stages is theirs."""
    whole = getattr(owner, name)

    @wraps(whole)
    def timed(*given: Any, **named: Any) -> Any:
        inside, start = sum(spent.values()), time.perf_counter()
        try:
            return whole(*given, **named)
        finally:
            took = time.perf_counter() - start - (sum(spent.values()) - inside)
            spent[stage] = spent.get(stage, 0.0) + took

    setattr(owner, name, timed)
    try:
        yield
    finally:
        setattr(owner, name, whole)


class Watch:
    """What the database was asked since the last look."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """From here on."""
        self.statements, self.ms, self._since = 0, 0.0, 0.0

    def begin(self, *_: Any) -> None:
        """A statement starts."""
        self._since = time.perf_counter()

    def end(self, *_: Any) -> None:
        """It is over; its rows may still be to come."""
        self.statements += 1
        self.ms += (time.perf_counter() - self._since) * 1e3


@contextmanager
def _watched(engine: Engine) -> Iterator[Watch]:
    watch = Watch()
    event.listen(engine, "before_cursor_execute", watch.begin)
    event.listen(engine, "after_cursor_execute", watch.end)
    try:
        yield watch
    finally:
        event.remove(engine, "before_cursor_execute", watch.begin)
        event.remove(engine, "after_cursor_execute", watch.end)


def _timed(deed: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    found = deed()
    return found, (time.perf_counter() - start) * 1e3


def _tell(
    found: list[Waited],
    shares: dict[str, float],
    items: int,
    people: int,
    facts: dict[str, float],
    *,
    as_json: bool,
) -> None:
    load = [round(one, 1) for one in os.getloadavg()]
    if as_json:
        told = {
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": {"python": platform.python_version(), "cores": os.cpu_count(), "load": load},
            "items": items,
            "people": people,
            **facts,
            "requests": [asdict(one) for one in found],
            "shares": shares,
        }
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
        return
    table = Table(
        title=f"Twenty explained of {items:,} for {people:,} people, and the other way round: milliseconds",
        title_justify="left",
    )
    for name in ("what", "requests", "p50", "p95", "p99", "cpu p50", "cpu p95", "database p50", "statements", "kB"):
        table.add_column(name, justify="left" if name == "what" else "right")
    for one in found:
        times = (one.p50, one.p95, one.p99, one.cpu_p50, one.cpu_p95, one.database_p50)
        table.add_row(
            one.what,
            str(one.requests),
            *(f"{time:.1f}" for time in times),
            str(one.statements),
            f"{one.kb:.0f}",
        )
    out = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)
    out.print(table)
    out.print("Of a first page: " + "; ".join(f"{stage} {share:.0%}" for stage, share in shares.items()))
    said.print(f"Filling took {facts['fill_s']:.0f} s, building the index {facts['build_s']:.1f} s.")
    said.print(f"Load of this machine: {load[0]} on {os.cpu_count()} cores.")
