"""The items of one market as columns of integers, in order of id."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matching.distance import point
from matching.retrieve.ragged import Ragged
from matching.scene import Scene
from matching.scoring.demand import demand_weight, language_weight
from matching.scoring.money import Amount, of_range
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import Taxonomy
from matching.types import CEFR, Condition, Item, Market, MoneyRange

NOT_SAID = -1
# Columns that number words, concepts and units: made at once, so that no look-up comes too early.
FILLING = (
    *("requirements", "languages", "speaks", "subjects", "fields", "occupation"),
    *("kind", "organisation", "municipality", "access"),
    *("pay", "price", "grant"),
)
FAR_FUTURE = np.iinfo(np.int64).max


@dataclass(slots=True)
class Words:
    """Strings as small numbers, in order of appearance."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, word: str | None) -> int:
        """The number of this word, a new one if need be; -1 for None."""
        return NOT_SAID if word is None else self.numbers.setdefault(word, len(self.numbers))

    def get(self, word: str | None) -> int:
        """The number of this word; -2 where no row has it."""
        return NOT_SAID if word is None else self.numbers.get(word, -2)

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class Amounts:
    """A column of money: unit (-1 where not said), low and high in cents."""

    unit: Numbers
    low: Numbers
    high: Numbers

    @cached_property
    def middle(self) -> Numbers:
        """Half way, in cents, rounded down."""
        half: Numbers = (self.low + self.high) // 2
        return half


class Shelf:
    """One market's items, ordered by id, with a column for each thing a factor or rule looks at."""

    def __init__(self, market: Market, items: Iterable[Item], scene: Scene) -> None:
        self.market = market
        self.items = tuple(sorted(items, key=lambda item: item.id))
        self.concepts = Words()
        self.words = Words()
        self.units = Words()
        self.scene = scene
        self._near: dict[str, tuple[Taxonomy, Numbers, Numbers]] = {}
        for name in FILLING:
            getattr(self, name)

    def __len__(self) -> int:
        return len(self.items)

    def near(self, concept: str, graph: Taxonomy) -> tuple[Numbers, Numbers]:
        """Which of the shelf's concepts one counts for, and how far, 0..255: looked up once for all who have it."""
        known = self._near.get(concept)
        if known is None or known[0] is not graph:
            numbers = self.concepts.numbers
            found = [(numbers[one], similar) for one, similar in graph.expand(concept).items() if one in numbers]
            which, similarity = np.array(found, dtype=np.int64).reshape(len(found), 2).T.copy()
            known = graph, which, similarity
            if found:  # as many as there are words, whatever people say
                self._near[concept] = known
        return known[1:]

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Id → row."""
        return {item.id: row for row, item in enumerate(self.items)}

    @cached_property
    def requirements(self) -> Ragged:
        """Skills asked for."""
        return Ragged.build(
            ("concept", "level", "weight", "is_essential"),
            (
                [
                    (self.concepts.number(r.concept), r.level, demand_weight(r, self.scene), int(r.is_essential))
                    for r in item.requirements
                ]
                for item in self.items
            ),
        )

    @cached_property
    def languages(self) -> Ragged:
        """Languages asked for."""
        return Ragged.build(
            ("concept", "level", "weight", "is_essential"),
            (
                [
                    (
                        self.concepts.number(r.concept),
                        CEFR.index(r.level),
                        language_weight(r, self.scene),
                        int(r.is_essential),
                    )
                    for r in item.languages
                ]
                for item in self.items
            ),
        )

    @cached_property
    def speaks(self) -> Ragged:
        """Languages any of which will do."""
        return self._concepts(lambda item: item.speaks)

    @cached_property
    def subjects(self) -> Ragged:
        """What it is about: sectors, what it teaches, what it affords."""
        return self._concepts(lambda item: (*item.sectors, *item.teaches, *item.affords))

    @cached_property
    def offers(self) -> Ragged:
        """What one can learn or do there."""
        return self._concepts(lambda item: (*item.teaches, *item.affords))

    @cached_property
    def affords(self) -> Ragged:
        """Activities and equipment of a space."""
        return self._concepts(lambda item: item.affords)

    @cached_property
    def fields(self) -> Ragged:
        """Fields of study that are welcome."""
        return self._concepts(lambda item: item.education.fields if item.education else ())

    @cached_property
    def access(self) -> Ragged:
        """Access facts, as words."""
        return Ragged.build(("word",), ([(self.words.number(fact),) for fact in item.access] for item in self.items))

    @cached_property
    def known_conditions(self) -> tuple[Condition, ...]:
        """Every different condition once: each is judged once per person."""
        return tuple(dict.fromkeys(condition for item in self.items for condition in item.conditions))

    @cached_property
    def conditions(self) -> Ragged:
        """Which of the known conditions each item has."""
        number = {condition: i for i, condition in enumerate(self.known_conditions)}
        return Ragged.build(("condition",), ([(number[c],) for c in item.conditions] for item in self.items))

    @cached_property
    def occupation(self) -> Numbers:
        """Concept number or -1."""
        return self._numbers(lambda item: self.concepts.number(item.occupation))

    @cached_property
    def kind(self) -> Numbers:
        """Word number or -1."""
        return self._numbers(lambda item: self.words.number(item.kind))

    @cached_property
    def organisation(self) -> Numbers:
        """Word number or -1."""
        return self._numbers(lambda item: self.words.number(item.organisation))

    @cached_property
    def municipality(self) -> Numbers:
        """Word number or -1."""
        return self._numbers(lambda item: self.words.number(item.place.municipality if item.place else None))

    @cached_property
    def has_place(self) -> npt.NDArray[np.bool_]:
        """Whether its place is known."""
        return np.array([item.place is not None for item in self.items], dtype=np.bool_)

    @cached_property
    def points(self) -> Numbers:
        """N × 3 metres; zeros where the place is not known."""
        nowhere = (0, 0, 0)
        rows = [point(item.place) if item.place else nowhere for item in self.items]
        return np.array(rows, dtype=np.int64).reshape(len(rows), 3)

    @cached_property
    def remote_share(self) -> Numbers:
        """Percent or -1."""
        return self._numbers(lambda item: _or_not_said(item.remote_share))

    @cached_property
    def hours_low(self) -> Numbers:
        """Hours a week or -1."""
        return self._numbers(lambda item: item.hours.low if item.hours else NOT_SAID)

    @cached_property
    def hours_high(self) -> Numbers:
        """Hours a week or -1."""
        return self._numbers(lambda item: item.hours.high if item.hours else NOT_SAID)

    @cached_property
    def starts_on(self) -> Numbers:
        """Day number or -1."""
        return self._numbers(lambda item: item.starts_on.toordinal() if item.starts_on else NOT_SAID)

    @cached_property
    def ends_on(self) -> Numbers:
        """Day number or -1."""
        return self._numbers(lambda item: item.ends_on.toordinal() if item.ends_on else NOT_SAID)

    @cached_property
    def deadline(self) -> Numbers:
        """Seconds since 1970, or the far future where there is none."""
        return self._numbers(lambda item: int(item.deadline.timestamp()) if item.deadline else FAR_FUTURE)

    @cached_property
    def education_level(self) -> Numbers:
        """EQF level or -1."""
        return self._numbers(lambda item: item.education.level if item.education else NOT_SAID)

    @cached_property
    def is_education_essential(self) -> npt.NDArray[np.bool_]:
        """Whether the level may hide it."""
        return np.array([item.education is not None and item.education.is_essential for item in self.items], np.bool_)

    @cached_property
    def experience_months(self) -> Numbers:
        """Months asked for or -1."""
        return self._numbers(lambda item: _or_not_said(item.experience_months))

    @cached_property
    def asked(self) -> Numbers:
        """People who wrote to the organisation; 0 where nothing is recorded."""
        return self._numbers(lambda item: item.reply.asked if item.reply else 0)

    @cached_property
    def answered(self) -> Numbers:
        """People who got an answer."""
        return self._numbers(lambda item: item.reply.answered if item.reply else 0)

    @cached_property
    def median_days(self) -> Numbers:
        """Days to an answer or -1."""
        return self._numbers(lambda item: _or_not_said(item.reply.median_days if item.reply else None))

    @cached_property
    def pay(self) -> Amounts:
        """What it pays."""
        return self._amounts(lambda item: item.pay)

    @cached_property
    def price(self) -> Amounts:
        """What it costs."""
        return self._amounts(lambda item: item.price)

    @cached_property
    def grant(self) -> Amounts:
        """What it grants."""
        return self._amounts(lambda item: item.grant)

    def _numbers(self, of: Callable[[Item], int]) -> Numbers:
        return np.array([of(item) for item in self.items], dtype=np.int64)

    def _concepts(self, of: Callable[[Item], tuple[str, ...]]) -> Ragged:
        return Ragged.build(("concept",), ([(self.concepts.number(c),) for c in of(item)] for item in self.items))

    def _amounts(self, of: Callable[[Item], MoneyRange | None]) -> Amounts:
        amounts = [of_range(of(item)) or Amount("", 0, 0) for item in self.items]
        return Amounts(*(np.array(column, dtype=np.int64) for column in _columns(amounts, self.units)))


def _columns(amounts: list[Amount], units: Words) -> Iterator[list[int]]:
    yield [units.number(amount.unit or None) for amount in amounts]
    yield [amount.low for amount in amounts]
    yield [amount.high for amount in amounts]


def _or_not_said(value: int | None) -> int:
    return NOT_SAID if value is None else value
