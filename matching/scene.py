"""What every judgement shares: the taxonomy, the numbers and the hour. There is no other clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, TypeVar, TypeVarTuple, cast

from matching.config import Config
from matching.errors import BadInput
from matching.taxonomy.graph import Taxonomy
from matching.types import Importance, SkillClaim

REMEMBERED = 32  # lists of claims a scene keeps in mind
ANSWERS = 512  # answers about some of its things, which several judgements ask for

T = TypeVar("T")
Things = TypeVarTuple("Things")


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
    _answers: dict[tuple[object, ...], tuple[tuple[object, ...], object]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise BadInput("now.naive")
        object.__setattr__(self, "trust", dict(self.config.evidence))
        object.__setattr__(self, "importance", dict(self.config.importance))
        object.__setattr__(self, "_near", {})
        object.__setattr__(self, "_answers", {})

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

    def near(self, claims: tuple[SkillClaim, ...]) -> dict[str, list[Near]]:
        """Concept → those of the claims that count for it at all, in the order they are made."""
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

    def once(self, answer: "Callable[[Scene, *Things], T]", *things: *Things) -> T:
        """What `answer` says of these very things, worked out when it is first asked for.

        Things are known by their identity, so they are kept as long as the answer.
        """
        key = (answer, *map(id, things))
        known = self._answers.get(key)
        if known is None:
            if len(self._answers) >= ANSWERS:
                self._answers.clear()
            known = self._answers[key] = things, answer(self, *things)
        return cast("T", known[1])

    def closest(self, have: tuple[str, ...], wants: str) -> int:
        """The best similarity of any of them."""
        return max((self.similarity(has, wants) for has in have), default=0)
