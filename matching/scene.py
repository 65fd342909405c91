"""What every judgement shares: the taxonomy, the numbers and the hour. There is no other clock."""

from dataclasses import dataclass, field
from datetime import date, datetime

from matching.config import Config
from matching.errors import BadInput
from matching.taxonomy.graph import Taxonomy
from matching.types import SkillClaim


@dataclass(frozen=True, slots=True)
class Scene:
    """Taxonomy, configuration and now (aware)."""

    graph: Taxonomy
    config: Config
    now: datetime
    trust: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise BadInput("now.naive")
        object.__setattr__(self, "trust", dict(self.config.evidence))

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

    def closest(self, have: tuple[str, ...], wants: str) -> int:
        """The best similarity of any of them."""
        return max((self.similarity(has, wants) for has in have), default=0)
