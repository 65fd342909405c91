"""What every judgement shares: the taxonomy, the numbers and the hour. There is no other clock."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from matching.config import Config
from matching.errors import BadInput
from matching.taxonomy.graph import Taxonomy
from matching.types import Importance, Seeker, SkillClaim

REMEMBERED = 32  # lists of claims a scene keeps in mind


class Near(NamedTuple):
    """A claim that counts for some concept: how far, 0..255, and how surely it is believed, 0..10 000."""

    claim: SkillClaim
    similarity: int
    belief: int


@dataclass(frozen=True, slots=True)
class Scene:
    """Taxonomy, configuration and now (aware)."""

    graph: Taxonomy
    config: Config
    now: datetime
    trust: dict[str, int] = field(init=False)
    importance: dict[Importance, int] = field(init=False)
    _near: dict[int, tuple[tuple[SkillClaim, ...], dict[str, list[Near]]]] = field(
        init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise BadInput("now.naive")
        object.__setattr__(self, "trust", dict(self.config.evidence))
        object.__setattr__(self, "importance", dict(self.config.importance))
        object.__setattr__(self, "_near", {})

    @property
    def today(self) -> date:
        """The day it is, where `now` was read."""
        return self.now.date()

    def belief(self, claim: SkillClaim) -> int:
        """How far a claim counts, 0..10 000: its best evidence times how surely it was read."""
        own = self.trust.get("self", 0)
        return max((self.trust.get(evidence.kind, own) for evidence in claim.evidence), default=own) * claim.confidence

    def similarity(self, has: str, wants: str) -> int:
        """How far having one concept counts for another, 0..255."""
        return self.graph.expand(has).get(wants, 0)

    def near(self, seeker: Seeker) -> dict[str, list[Near]]:
        """Concept → the person's claims that count for it at all, in the order they are made."""
        claims = seeker.skills
        known = self._near.get(id(claims))
        if known is not None:
            return known[1]
        near: dict[str, list[Near]] = {}
        for claim in claims:
            belief = self.belief(claim)
            for concept, similarity in self.graph.expand(claim.concept).items():
                near.setdefault(concept, []).append(Near(claim, similarity, belief))
        if len(self._near) >= REMEMBERED:
            self._near.clear()
        self._near[id(claims)] = claims, near  # what is kept keeps its identity
        return near

    def closest(self, have: tuple[str, ...], wants: str) -> int:
        """The best similarity of any of them."""
        return max((self.similarity(has, wants) for has in have), default=0)
