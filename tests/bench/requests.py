"""What people ask of the server, through the front door."""

from collections.abc import Callable, Iterator
from functools import partial

from tests.bench.region import Region
from tests.bench.timing import Figures, measure

LISTS = {
    "opportunities": ("", "q=design", "kind=job&sort=closing", "pay_at_least=150000&sort=pay", "page=7"),
    "organisations": ("", "q=oficina", "kind=startup", "page=3"),
    "funding-calls": ("", "closing_within_days=60", "sort=amount"),
    "spaces": ("", "kind=studio", "access=step_free", "page=3"),
    "programmes": ("",),
    "calls": ("",),
    "mentors": ("", "q=design"),
    "municipalities": ("", "q=braga", "q=bragnca"),
}
MARKETS = ("opportunities", "mentors", "places", "funding", "spaces")
LIST_BUDGET, MATCHES_BUDGET = 50.0, 150.0
ROUNDS = 40


def figures(here: Region) -> Iterator[Figures]:
    """Lists as a guest sees them, then everything that ranks."""
    for name, queries in LISTS.items():
        addresses = [f"/api/{name}?{query}" for query in queries] * (ROUNDS // len(queries))
        yield measure(f"GET /api/{name}", (_get(here, address) for address in addresses), LIST_BUDGET)
    for market in MARKETS:
        deeds = (_get(here, f"/api/matches?market={market}", person) for person in here.people)
        yield measure(f"GET /api/matches?market={market}", deeds, MATCHES_BUDGET)
    yield measure(
        "the same again, second page", (_get(here, "/api/matches?page=2", one) for one in here.people), MATCHES_BUDGET
    )
    best = [_best(here, person) for person in here.people]
    deeds = (
        _get(here, f"/api/matches/opportunities/{one}", who) for one, who in zip(best, here.people, strict=True) if one
    )
    yield measure("GET /api/matches/{market}/{id}", deeds)
    yield measure("GET /api/today", (_get(here, "/api/today", person) for person in here.people))
    addresses = [f"/api/opportunities/{role.id}/candidates" for role in here.roles]
    yield measure("GET /api/opportunities/{id}/candidates", (_get(here, one, here.staff) for one in addresses))


def _get(here: Region, address: str, headers: dict[str, str] | None = None) -> Callable[[], object]:
    return partial(_fetch, here, address, headers)


def _fetch(here: Region, address: str, headers: dict[str, str] | None) -> object:
    reply = here.client.get(address, headers=headers)
    if reply.status_code != 200:
        raise RuntimeError(f"{address}: {reply.status_code} {reply.text[:200]}")
    return reply


def _best(here: Region, person: dict[str, str]) -> str | None:
    items = here.client.get("/api/matches?size=1", headers=person).json()["items"]
    return items[0]["thing_id"] if items else None
