"""One person's view of a shelf: what each of its concepts would be worth to them."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from matching.distance import distances, point
from matching.retrieve.shelf import NOT_SAID, Shelf
from matching.scene import Scene
from matching.scoring.demand import claim_credit, silent_credit
from matching.scoring.shapes import Numbers
from matching.types import CEFR, Seeker, SkillClaim

LEVELS = (1, 2, 3, 4)


class Lens:
    """A seeker in front of a shelf. Every array is indexed by the shelf's concepts or its rows."""

    def __init__(self, seeker: Seeker, shelf: Shelf, scene: Scene) -> None:
        self.seeker = seeker
        self.shelf = shelf
        self.scene = scene

    def __len__(self) -> int:
        return len(self.shelf)

    def similarities(self, have: tuple[str, ...]) -> Numbers:
        """For each concept, how far the closest of these counts for it, 0..255."""
        near = self._concepts(0)
        numbers = self.shelf.concepts.numbers
        for concept in have:
            for other, similarity in self.scene.graph.expand(concept).items():
                number = numbers.get(other)
                if number is not None and similarity > near[number]:
                    near[number] = similarity
        return near

    @cached_property
    def credit_table(self) -> Numbers:
        """(level, concept) → the credit of a demand for that concept on that level, 0..1000."""
        shelf, seeker = self.shelf, self.seeker
        numbers = shelf.concepts.numbers
        silence = self._concepts(self.scene.config.silence)
        for concept in seeker.denied:
            if concept in numbers:
                silence[numbers[concept]] = silent_credit(concept, seeker.denied, self.scene)
        table = np.tile(silence, (len(LEVELS) + 1, 1))
        self._credit(table, seeker.skills)
        return table

    def with_claim(self, seeker: Seeker, claim: SkillClaim) -> "Lens":
        """The same shelf for the same person with one claim more, or one bettered: no credit is ever lost by that."""
        lens = Lens(seeker, self.shelf, self.scene)
        kept, known = lens.__dict__, self.__dict__  # where `cached_property` keeps what was worked out
        if "credit_table" in known:
            kept["credit_table"] = self.credit_table.copy()
            lens._credit(lens.credit_table, (claim,))
        if "skill_levels" in known:
            kept["skill_levels"] = self.skill_levels.copy()
            for concept in self.scene.graph.above(claim.concept):
                lens._raise(lens.skill_levels, concept, claim.level)
        return lens

    def gains(self, claim: SkillClaim) -> tuple[Numbers, Numbers]:
        """Which demands (level × concepts + concept) one claim more would earn more of, and how much of each."""
        belief, (columns, similarity) = self.scene.belief(claim), self.shelf.near(claim.concept, self.scene.graph)
        asked = np.array(LEVELS, dtype=np.int64)[:, None]
        credit = claim_credit(similarity, np.minimum(asked, claim.level), asked, belief)
        more = credit - self.credit_table[1:, columns]
        which = asked * len(self.shelf.concepts) + columns
        return which[more > 0], more[more > 0]

    def _credit(self, table: Numbers, claims: Sequence[SkillClaim]) -> None:
        """Raise the credits to what these claims are worth."""
        if not claims:
            return
        near = [self.shelf.near(claim.concept, self.scene.graph) for claim in claims]
        own = [(claim.level, self.scene.belief(claim)) for claim in claims]
        columns, similarity = (np.concatenate(each) for each in zip(*near, strict=True))
        has, belief = np.repeat(np.array(own, dtype=np.int64), [len(which) for which, _ in near], axis=0).T
        for level in LEVELS:
            credit = claim_credit(similarity, np.minimum(has, level), level, belief)
            np.maximum.at(table[level], columns, credit)

    @cached_property
    def demand_credits(self) -> Numbers:
        """The credit of each skill asked for, in the order of the shelf's requirements."""
        asked = self.shelf.requirements
        earned: Numbers = self.credit_table[asked["level"], asked["concept"]]
        return earned

    @cached_property
    def skill_levels(self) -> Numbers:
        """For each concept, the level held of it or of something narrower; 0 for none."""
        levels = self._concepts(0)
        for claim in self.seeker.skills:
            for concept in self.scene.graph.above(claim.concept):
                self._raise(levels, concept, claim.level)
        return levels

    @cached_property
    def denied(self) -> Numbers:
        """For each concept, 1 where the person said they do not have it."""
        said_no = self._concepts(0)
        for concept in self.seeker.denied:
            self._raise(said_no, concept, 1)
        return said_no

    @cached_property
    def language_levels(self) -> Numbers:
        """For each concept, the index of the CEFR level spoken; -1 for none."""
        levels = self._concepts(NOT_SAID)
        for claim in self.seeker.languages:
            self._raise(levels, claim.concept, CEFR.index(claim.level))
        return levels

    @cached_property
    def occupation_similarity(self) -> Numbers:
        """For each concept, how close the closest occupation of the past is."""
        return self.similarities(tuple(spell.occupation for spell in self.seeker.experience))

    @cached_property
    def experience_months(self) -> Numbers:
        """For each concept, months of experience that count for it as an occupation."""
        months = self._concepts(0)
        numbers = self.shelf.concepts.numbers
        for spell in self.seeker.experience:
            for concept, similarity in self.scene.graph.expand(spell.occupation).items():
                if concept in numbers:
                    months[numbers[concept]] += spell.months * similarity // 255
        return months

    @cached_property
    def hundred_metres(self) -> Numbers:
        """The distance to each item in hundreds of metres; -1 where a place is not known."""
        if self.seeker.place is None:
            return np.full(len(self), NOT_SAID, dtype=np.int64)
        away = distances(point(self.seeker.place), self.shelf.points)
        return np.where(self.shelf.has_place, away, NOT_SAID)

    def answered(self, values: Numbers, numbers: Numbers, silence: int) -> Numbers:
        """For each row the value of the concept it names, by number; `silence` where it names none (-1)."""
        if not len(values):
            return np.full(len(numbers), silence, dtype=np.int64)
        return np.where(numbers >= 0, values[numbers], silence)

    def _concepts(self, value: int) -> Numbers:
        return np.full(len(self.shelf.concepts), value, dtype=np.int64)

    def _raise(self, values: Numbers, concept: str, value: int) -> None:
        number = self.shelf.concepts.numbers.get(concept)
        if number is not None and value > values[number]:
            values[number] = value
