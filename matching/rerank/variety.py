"""The first page holds some of the neighbourhood too: no skill crowds it, and two places go to what is next door.

After the caps, one place is kept for an occupation near to the person's own where none stands there anyway, and one for
a thing drawn by lot from those that just missed the page: without it, what is never shown is never learnt about. The
lot falls by the day and the profile, and the chance it had is told, so that feedback can be weighed by it (Li, Chu,
Langford and Schapire 2010, "A contextual-bandit approach to personalized news article recommendation", WWW 19; Schnabel
et al. 2016, "Recommendations as treatments", ICML 33). Everything else stays in the order of scores, and whatever does
not stand where its score would put it says why. People are never moved.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from matching.config import Policy, Variety
from matching.rerank.caps import Arranged, Counts, Held, count, excess
from matching.retrieve.select import tie_break
from matching.scene import Scene
from matching.scoring.demand import demand_weight
from matching.taxonomy.graph import FULL
from matching.types import Experience, Item, Market, Seeker

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Eye:
    """For whom a page is arranged, in what light, and on what day. What is seen of a thing is kept with the light."""

    seeker: Seeker
    scene: Scene
    day_seed: str
    leads: dict[int, tuple[Item, str | None]] = field(init=False, compare=False, repr=False)
    alike: dict[tuple[str, str], int] = field(init=False, compare=False, repr=False)
    next_door: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        me, scene = self.seeker, self.scene
        object.__setattr__(self, "leads", scene.once(_leads))
        object.__setattr__(self, "alike", scene.once(_alike))
        object.__setattr__(self, "next_door", scene.once(_next_door, me.occupations, me.experience))

    def lot(self, count: int) -> int:
        """A number below `count`: another one each day, and for everybody who can or wants something else.

        Who they are has no part in it: the same profile gives the same list.
        """
        me = self.seeker
        can = sorted(f"{claim.concept} {claim.level}" for claim in me.skills)
        wants = (*me.occupations, *me.sectors, *me.goals, *me.kinds)
        return tie_break("\n".join((*can, *wants)), f"{self.day_seed} explored") % count

    def is_adjacent(self, item: Item) -> bool:
        """Whether an opportunity's occupation is near to what the person does or wants, and not that."""
        return item.occupation in self.next_door and item.market is Market.OPPORTUNITIES

    def lead(self, item: Item) -> str | None:
        """The demand that weighs most, the first of equals by id."""
        known = self.leads.get(id(item))
        if known is None:
            weighed = ((-demand_weight(one, self.scene), one.concept) for one in item.requirements)
            known = self.leads[id(item)] = item, min(weighed, default=(0, None))[1]
        return known[1]

    def likeness(self, one: str, other: str) -> int:
        """How far either of two demands counts for the other, 0..255."""
        known = self.alike.get((one, other))
        if known is None:
            known = self.alike[one, other] = max(self.scene.similarity(one, other), self.scene.similarity(other, one))
        return known


def _next_door(scene: Scene, wanted: tuple[str, ...], done: tuple[Experience, ...]) -> frozenset[str]:
    """The occupations near to those one wants, or else has had."""
    own = wanted or tuple(one.occupation for one in done)
    near = {other for one in own for other in scene.graph.expand(one)}.difference(own)
    return frozenset(other for other in near if scene.closest(own, other) < FULL)


def _leads(_: Scene) -> dict[int, tuple[Item, str | None]]:
    return {}


def _alike(_: Scene) -> dict[tuple[str, str], int]:
    return {}


@dataclass(slots=True)
class Page:
    """The window while it fills."""

    policy: Policy
    variety: Variety
    eye: Eye
    before: dict[str, int] = field(default_factory=dict)
    seen: list[Item] = field(default_factory=list)
    placed: list[Item] = field(default_factory=list)
    held: dict[str, Held] = field(default_factory=dict)
    lifted: dict[str, Held] = field(default_factory=dict)
    counts: Counts = field(default_factory=dict)
    leads: list[str] = field(default_factory=list)

    def read(self, item: Item) -> Item:
        """The next one by score."""
        self.seen.append(item)
        self.before[item.id] = len(self.seen)
        return item

    def objection(self, item: Item) -> Held | None:
        """Why it has to wait."""
        return excess(item, self.counts, self.policy) or self._of_a_group(item)

    def place(self, item: Item) -> None:
        """It stands on the page."""
        self.placed.append(item)
        self._count(item)

    def fill(self, items: Iterable[Item], seats: int) -> None:
        """The best that nothing speaks against, until so many stand there; the others wait."""
        waiting = iter(items)
        while len(self.placed) < seats and (item := next(waiting, None)) is not None:
            held = self.objection(item)
            if held:
                self.held[item.id] = held
            else:
                self.place(item)

    def lift(self, item: Item, code: str, **facts: int | str) -> Item:
        """It comes from below, and counts as one of its kind."""
        self.lifted[item.id] = Held(item, code, dict(facts))
        self._count(item)
        return item

    def _count(self, item: Item) -> None:
        count(item, self.counts, self.policy)
        lead = self.eye.lead(item)
        self.leads += [lead] if lead else []

    def _of_a_group(self, item: Item) -> Held | None:
        most = self.variety.per_group
        if len(self.leads) < most or item.market is not Market.OPPORTUNITIES:
            return None
        lead = self.eye.lead(item)
        if lead is None:
            return None
        alike, likeness = self.variety.alike, self.eye.likeness
        near = len([one for one in self.leads if likeness(lead, one) >= alike])
        return Held(item, "rerank.group-cap", {"concept": lead, "at_most": most}) if near >= most else None


def arrange_varied(items: Iterable[Item], policy: Policy, variety: Variety, top: int, eye: Eye) -> Arranged:
    """The first `top` places of `items`, which come best first; fewer when there are fewer items.

    Reads the window and the `pool` behind it, however few are shown: a shorter page is the beginning of a longer one.
    """
    page, rest = Page(policy, variety, eye), iter(items)
    best = _reading(page, rest)
    page.fill(best, policy.window - variety.adjacent - variety.explored)
    pool = list(islice(best, variety.pool))
    near = _adjacent(page, pool)
    page.fill(_left(page, pool), policy.window - len(near) - variety.explored)
    drawn = _explored(page, pool)
    page.fill(_left(page, pool), policy.window - len(near) - len(drawn))
    page.fill(best, policy.window - len(near) - len(drawn))
    window = list(page.placed[: variety.place - 1]) + drawn + list(page.placed[variety.place - 1 :]) + near
    shown = {item.id for item in window}
    later = [item for item in page.seen if item.id not in shown]
    missing = max(0, top - len(window) - len(later))
    return Arranged(
        items=(*window, *later, *(page.read(item) for item in islice(rest, missing)))[:top],
        before=page.before,
        held=page.held,
        lifted=page.lifted,
    )


def _reading(page: Page, rest: Iterator[Item]) -> Iterator[Item]:
    """One after the other, as far as the policy looks."""
    reach = page.policy.reach
    for item in rest:
        yield page.read(item)
        if len(page.before) == reach:
            return


def _left(page: Page, pool: list[Item]) -> Iterator[Item]:
    """What neither stands on the page nor waits."""
    settled = {item.id for item in page.placed} | page.held.keys() | page.lifted.keys()
    return (item for item in pool if item.id not in settled)


def _adjacent(page: Page, pool: list[Item]) -> list[Item]:
    """The best of the pool with an occupation next door, where none stands on the page."""
    if not page.variety.adjacent or any(page.eye.is_adjacent(item) for item in page.placed):
        return []
    found = (item for item in pool if page.eye.is_adjacent(item) and not page.objection(item))
    return [page.lift(item, "rerank.adjacent", concept=item.occupation or "") for item in islice(found, 1)]


def _explored(page: Page, pool: list[Item]) -> list[Item]:
    """One of those that just miss the page, each as likely as the other."""
    found = [item for item in _left(page, pool) if not page.objection(item)] if page.variety.explored else []
    if not found:
        return []
    chance = MILLION // len(found)
    return [page.lift(found[page.eye.lot(len(found))], "rerank.explored", of=len(found), propensity=chance)]
