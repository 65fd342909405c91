"""No organisation, no occupation and no post that says nothing fills the first page.

Walks down the order of scores. Whoever would be one too many of their kind among the first `window`, and a post that
asks for too little to be judged by, waits until these are full or the best `reach` have been looked at: what fits far
worse is no relief. Then the order of scores goes on as it was. Deterministic, and it never looks below what it needs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from matching.config import Policy
from matching.errors import Fact
from matching.types import Item, Market, Move

Counts: TypeAlias = dict[tuple[str, str], int]
"""How many of a kind stand in the window."""


class Held(NamedTuple):
    """An item that waits or was lifted, and why."""

    item: Item
    code: str
    facts: dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The order shown; `before` is each item's place by score; `held` are those kept out of the window.

    `lifted` are those that came into it from below by name.
    """

    items: tuple[Item, ...]
    before: dict[str, int]
    held: dict[str, Held]
    lifted: dict[str, Held] = field(default_factory=dict)

    def moves(self, item: Item, rank: int) -> tuple[Move, ...]:
        """Why this item stands at `rank` and not at its place by score; nothing where it stands there."""
        before = self.before[item.id]
        if rank == before:
            return ()
        named = self.lifted.get(item.id) or self.held.get(item.id)
        if named:
            return (Move(named.code, before, rank, named.facts),)
        if rank > before:
            return (Move("rerank.made-room", before, rank, {"count": len(self.lifted)}),)
        past = tuple(held.item.id for held in self.held.values() if self.before[held.item.id] < before)
        return (Move("rerank.lifted", before, rank, {"past": past}),)


def arrange(items: Iterable[Item], policy: Policy, top: int) -> Arranged:
    """The first `top` places (fewer when there are fewer items) of `items`, which come best first.

    Reads no more of `items` than it needs, so `before` is also the shortest prefix that explains the result.
    """
    before: dict[str, int] = {}
    placed: list[Item] = []
    held: dict[str, Held] = {}
    counts: Counts = {}
    rest = iter(items)
    window = min(policy.window, top)
    for place, item in enumerate(rest if window else (), start=1):
        before[item.id] = place
        objection = excess(item, counts, policy)
        if objection:
            held[item.id] = objection
        else:
            placed.append(item)
            count(item, counts, policy)
        if len(placed) == window or place == policy.reach:
            break
    placed.extend(one.item for one in list(held.values())[: top - len(placed)])
    for place, item in enumerate(rest, start=len(before) + 1):
        if len(placed) >= top:
            break
        before[item.id] = place
        placed.append(item)
    return Arranged(tuple(placed), before, held)


def kinds(item: Item, policy: Policy) -> Sequence[tuple[str, str]]:
    """What it is one of, of what is capped."""
    kinds = []
    if policy.per_organisation is not None and item.organisation is not None:
        kinds.append(("organisation", item.organisation))
    if policy.per_occupation is not None and item.occupation is not None:
        kinds.append(("occupation", item.occupation))
    return kinds


def count(item: Item, counts: Counts, policy: Policy) -> None:
    """One more of its kinds."""
    for kind in kinds(item, policy):
        counts[kind] = counts.get(kind, 0) + 1


def excess(item: Item, counts: Counts, policy: Policy) -> Held | None:
    """Why it has to wait; None where nothing speaks against it."""
    asked = len(item.requirements)
    if asked < policy.least_demands and item.market is Market.OPPORTUNITIES:
        return Held(item, "rerank.says-little", {"asked": asked, "at_least": policy.least_demands})
    whose, most = item.organisation, policy.per_organisation
    if most is not None and whose is not None and counts.get(("organisation", whose), 0) >= most:
        return Held(item, "rerank.organisation-cap", {"whose": whose, "at_most": most})
    whose, most = item.occupation, policy.per_occupation
    if most is not None and whose is not None and counts.get(("occupation", whose), 0) >= most:
        return Held(item, "rerank.occupation-cap", {"whose": whose, "at_most": most})
    return None
