"""An invented market of any size, skewed as real ones are, for measuring retrieval. Seeded: the same numbers each time.

Fourteen thousand concepts in a hundred sectors, three thousand occupations of forty concepts each; what is asked for
is drawn seven times in ten from an occupation, else by Zipf's law from all (the most frequent is asked by half of the
items, the middle one by one in a thousand). A hundred and twenty towns, of Zipfian size, in a country of 400 by 300
km; seven languages, eight kinds, dates within two years. A person holds twenty to forty concepts; with what lies near
them some two hundred count. Nobody and nothing here exists.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matching.retrieve.index import words
from matching.retrieve.index.askers import Askers
from matching.retrieve.index.expanding import Spread, Web, spread_over, web_of
from matching.retrieve.index.globe import metres
from matching.retrieve.index.query import Point, Query, for_item, for_person
from matching.retrieve.index.rows import Lists, Rows, item_rows, people_rows
from matching.retrieve.index.shares import spread

Numbers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Shorts = npt.NDArray[np.int16]
Random = np.random.Generator

CONCEPTS, SECTORS, OCCUPATIONS, EACH, TOWNS = 14_000, 100, 3_000, 40, 120
KINDS = (0.55, 0.12, 0.10, 0.08, 0.06, 0.04, 0.03, 0.02)
WANTED = (0.45, 0.15, 0.12, 0.10, 0.07, 0.05, 0.03, 0.03)
EDUCATION_ASKED = (0.15, 0.05, 0.10, 0.20, 0.15, 0.15, 0.12, 0.06, 0.02)
EDUCATION_HAD = (0.05, 0.05, 0.10, 0.20, 0.20, 0.20, 0.15, 0.04, 0.01)
LANGUAGES_ASKED = (0.60, 0.15, 0.10, 0.06, 0.04, 0.03, 0.02)
LANGUAGES_HAD = (0.30, 0.30, 0.15, 0.10, 0.06, 0.05, 0.04)
BRANCHES, FULL, UP, DOWN, ASIDE, ACROSS = 6, 255, 178, 140, 102, 64
AT_ONCE = 1024  # items and people that are drawn together, from a seed of their own: a longer market begins the same
GRAIN = 1 << 20  # entries in a table that answers "which rank" for a random number


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """N items as plain columns: what any engine can be fed. `lists` hold 255 shares of each."""

    lists: Lists
    kind: Bytes
    education: Bytes
    languages: Bytes
    first: Shorts
    last: Shorts
    is_open: npt.NDArray[np.bool_]
    is_remote: npt.NDArray[np.bool_]
    where: npt.NDArray[np.int32]
    town: Bytes

    def __len__(self) -> int:
        return len(self.kind)

    def rows(self) -> Rows:
        """The same as rows of an index; numbers are positions."""
        every = np.ones(len(self), dtype=np.bool_)
        told = words.item_words(
            kind=self.kind,
            education=self.education,
            languages=self.languages,
            first=self.first,
            last=self.last,
            is_open=self.is_open,
            is_remote=self.is_remote,
            is_placed=every,
            is_on_site=~self.is_remote,
        )
        return item_rows(np.arange(len(self)), scattered(len(self)), told, self.where, self.lists)


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """N people as plain columns. `claims` hold how strong each claim is, 128..255."""

    claims: Lists
    kinds: Numbers
    education: Numbers
    languages: Numbers
    first: Numbers
    last: Numbers
    is_remote: npt.NDArray[np.bool_]
    where: npt.NDArray[np.int32]
    limit: Numbers

    def __len__(self) -> int:
        return len(self.kinds)


COLUMNS_OF_ITEMS = tuple(column.name for column in fields(Items) if column.name != "lists")
COLUMNS_OF_PEOPLE = tuple(column.name for column in fields(People) if column.name != "claims")


class Market:
    """The taxonomy, the towns, and as many items and people as one likes. Different seeds, different markets."""

    def __init__(self, seed: int = 1) -> None:
        self.seed = seed
        random = np.random.default_rng((seed, 0))
        self.sector = random.integers(0, SECTORS, CONCEPTS)
        self._rank = random.permutation(CONCEPTS)
        self._popular = self._rank[_quantiles(CONCEPTS, 1.0)]
        self._occupation = _quantiles(OCCUPATIONS, 0.7)
        self._towns = _quantiles(TOWNS, 1.0)
        self.town_lat = 39.5 + random.random(TOWNS) * 2.7
        self.town_lon = -8.5 + random.random(TOWNS) * 4.7
        self.occupations = self._draw_occupations(random)
        self._across = random.integers(0, CONCEPTS, CONCEPTS)

    def items(self, count: int) -> Items:
        """The first `count` items of a market without end: 90 bytes each, twice that while they are drawn."""
        parts = [self._some_items(part) for part in range(-(-count // AT_ONCE))]
        columns = [
            np.concatenate([getattr(part, name) for part in parts])[:count]
            if parts
            else getattr(self._some_items(0), name)[:0]
            for name in COLUMNS_OF_ITEMS
        ]
        return Items(_end_to_end([part.lists for part in parts], 0, count), *columns)

    def people(self, count: int, since: int = 0) -> People:
        """`count` people of as many as one likes, from the `since`-th on: the same ones in whatever portions."""
        first, end = since // AT_ONCE, since + count
        parts = [self._some_people(part) for part in range(first, max(first + 1, -(-end // AT_ONCE)))]
        low = since - first * AT_ONCE
        columns = [
            np.concatenate([getattr(part, name) for part in parts])[low : low + count] for name in COLUMNS_OF_PEOPLE
        ]
        return People(_end_to_end([part.claims for part in parts], low, low + count), *columns)

    def _some_items(self, part: int) -> Items:
        random, count = np.random.default_rng((self.seed, 1, part)), AT_ONCE
        sizes = 6 + (29 * (random.random(count) + random.random(count)) / 2).astype(np.int64)
        lists = self._lists(random, sizes, 0.7, self._occupation[random.integers(0, GRAIN, (count, 1))])
        town, where = self._places(random, count)
        first = random.integers(0, 365, count)
        return Items(
            lists=spread(count, *lists[:2], np.where(random.random(len(lists[0])) < 0.4, 255, 128)),
            kind=random.choice(len(KINDS), count, p=KINDS).astype(np.uint8),
            education=random.choice(9, count, p=EDUCATION_ASKED).astype(np.uint8),
            languages=_languages(random, count, (0.7, 0.2), LANGUAGES_ASKED, 1).astype(np.uint8),
            first=first.astype(np.int16),
            last=(first + random.integers(14, 365, count)).astype(np.int16),
            is_open=random.random(count) < 11 / 12,
            is_remote=random.random(count) < 0.15,
            where=where,
            town=town.astype(np.uint8),
        )

    def _some_people(self, part: int) -> People:
        random, count = np.random.default_rng((self.seed, 2, part)), AT_ONCE
        sizes = random.integers(22, 46, count)
        lists = self._lists(random, sizes, 0.65, self._occupation[random.integers(0, GRAIN, (count, 2))])
        _, where = self._places(random, count)
        first = random.integers(0, 200, count)
        languages = _languages(random, count, (1.0, 1.0), LANGUAGES_HAD, 2)
        languages[:, 0] = np.where(random.random(count) < 0.85, 6, languages[:, 0])
        return People(
            claims=_strongest(count, *lists, random.integers(128, 256, len(lists[0]))),
            kinds=_kinds(random, count),
            education=random.choice(9, count, p=EDUCATION_HAD),
            languages=languages,
            first=first,
            last=first + random.integers(90, 500, count),
            is_remote=random.random(count) < 0.4,
            where=where,
            limit=(1000 * np.clip(np.exp(random.normal(3.6, 0.7, count)), 5, 400)).astype(np.int64),
        )

    @cached_property
    def neighbours(self) -> tuple[dict[int, int], ...]:
        """For each concept, what lies near it and how near: broader, narrower, siblings, and one across."""
        near: list[dict[int, int]] = [{} for _ in range(CONCEPTS)]
        for sector in range(SECTORS):
            members = np.flatnonzero(self.sector == sector).tolist()
            for place, concept in enumerate(members[1:], start=1):
                parent = (place - 1) // BRANCHES
                near[concept][members[parent]], near[members[parent]][concept] = UP, DOWN
                born = parent * BRANCHES + 1
                siblings = [one for one in members[born : born + BRANCHES] if one != concept][:3]
                near[concept] |= dict.fromkeys(siblings, ASIDE)
        for concept, other in enumerate(self._across.tolist()):
            near[concept].setdefault(other, ACROSS)
        return tuple(near)

    def similarities(self, people: People, row: int) -> dict[int, int]:
        """What counts for a person: concept → 1..255, the best of the person's claims."""
        low, high = people.claims.starts[row : row + 2].tolist()
        claims = zip(people.claims.concepts[low:high].tolist(), people.claims.amounts[low:high].tolist(), strict=True)
        found: dict[int, int] = {}
        for concept, strength in claims:
            found[concept] = max(strength, found.get(concept, 0))
            for other, near in self.neighbours[concept].items():
                found[other] = max((strength * near + 127) // FULL, found.get(other, 0))
        return found

    def queries(self, people: People, day_seed: str = "") -> Iterator[Query]:
        """Each person before the items."""
        for row in range(len(people)):
            yield for_person(
                self.similarities(people, row),
                kinds=int(people.kinds[row]),
                education=int(people.education[row]),
                languages=people.languages[row].tolist(),
                days=(int(people.first[row]), int(people.last[row])),
                where=point_of(people.where[row]),
                limit=int(people.limit[row]),
                scale=int(people.limit[row]),
                is_remote=bool(people.is_remote[row]),
                day_seed=day_seed,
            )

    @cached_property
    def web(self) -> Web:
        """`neighbours` as arrays, each concept among its own."""
        return web_of([{concept: FULL, **near} for concept, near in enumerate(self.neighbours)])

    def spread(self, people: People) -> Spread:
        """`similarities` of all these people at once."""
        claims = people.claims
        starts, concepts = claims.starts.astype(np.int64), claims.concepts.astype(np.int64)
        return spread_over(self.web, starts, concepts, claims.amounts)

    def askers(self, people: People) -> Askers:
        """`queries` of all these people at once, as columns."""
        every = np.ones(len(people), dtype=np.bool_)
        told = words.person_words(
            education=people.education,
            languages=people.languages,
            first=people.first,
            last=people.last,
            is_remote=people.is_remote,
            is_placed=every,
        )
        return Askers(
            words=told & np.uint64(words.FIELDS),
            forbidden=np.zeros(len(people), dtype=np.uint64),
            kinds=people.kinds.astype(np.int32),
            education=people.education.astype(np.int32),
            first=people.first.astype(np.int32),
            last=people.last.astype(np.int32),
            places=people.where,
            limits=people.limit.astype(np.int32),
            scales=people.limit.astype(np.int32),
            flags=np.stack([people.is_remote, ~every], axis=1).astype(np.uint8),
            **self.spread(people)._asdict(),
        )

    def people_rows(self, people: People) -> Rows:
        """People as rows of an index, expanded."""
        lists = _by_concept(self.spread(people))
        told = words.person_words(
            education=people.education,
            languages=people.languages,
            first=people.first,
            last=people.last,
            is_remote=people.is_remote,
            is_placed=np.ones(len(people), dtype=np.bool_),
        )
        return people_rows(
            np.arange(len(people)),
            scattered(len(people)),
            told,
            people.where,
            lists,
            kinds=people.kinds,
            limits=people.limit,
            scales=people.limit,
        )

    def _draw_occupations(self, random: Random) -> Numbers:
        """Forty concepts for each: about thirty of one sector, the rest popular ones."""
        members = [np.flatnonzero(self.sector == sector) for sector in range(SECTORS)]
        drawn = np.empty((OCCUPATIONS, EACH), dtype=np.int64)
        for occupation, sector in enumerate(random.integers(0, SECTORS, OCCUPATIONS).tolist()):
            own = members[sector][_zipf(random, len(members[sector]), 0.8, 28)]
            drawn[occupation] = np.concatenate((own, self._popular[random.integers(0, GRAIN, EACH - 28)]))
        return drawn

    def _lists(self, random: Random, sizes: Numbers, of_occupation: float, own: Numbers) -> tuple[Numbers, Numbers]:
        """Whose and which: `sizes[i]` concepts for row i, that share of its occupations, others popular."""
        owners = np.repeat(np.arange(len(sizes)), sizes)
        which = own[owners, (random.random(len(owners)) < 0.3).astype(np.int64) if own.shape[1] > 1 else 0]
        concepts = self._popular[random.integers(0, GRAIN, len(owners))]
        theirs = self.occupations[which, random.integers(0, EACH, len(owners))]
        return owners, np.where(random.random(len(owners)) < of_occupation, theirs, concepts)

    def _places(self, random: Random, count: int) -> tuple[Numbers, npt.NDArray[np.int32]]:
        """Towns, and points some four kilometres around them."""
        town = self._towns[random.integers(0, GRAIN, count)]
        lat = self.town_lat[town] + random.normal(0, 0.036, count)
        lon = self.town_lon[town] + random.normal(0, 0.047, count)
        return town, metres(lat, lon)


def item_query(items: Items, row: int, day_seed: str = "") -> Query:
    """An item before people."""
    low, high = items.lists.starts[row : row + 2].tolist()
    shares = zip(items.lists.concepts[low:high].tolist(), items.lists.amounts[low:high].tolist(), strict=True)
    return for_item(
        dict(shares),
        kind=int(items.kind[row]),
        education=int(items.education[row]),
        languages=items.languages[row].tolist(),
        days=(int(items.first[row]), int(items.last[row])),
        where=point_of(items.where[row]),
        is_remote=bool(items.is_remote[row]),
        day_seed=day_seed,
    )


def _by_concept(lists: Spread) -> Lists:
    """Each list with its concepts rising, a portion at a time: sorting all at once takes ten times their room."""
    concepts, amounts = np.empty_like(lists.concepts), np.empty_like(lists.amounts)
    for low in range(0, len(lists.starts) - 1, AT_ONCE):
        starts = lists.starts[low : low + AT_ONCE + 1]
        here = slice(int(starts[0]), int(starts[-1]))
        owners = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        packed = np.sort((owners << 16 | lists.concepts[here]) << 8 | lists.amounts[here])
        concepts[here], amounts[here] = packed >> 8, packed
    return Lists(lists.starts.astype(np.uint32), concepts, amounts)


def _end_to_end(parts: Sequence[Lists], low: int, high: int) -> Lists:
    """The lists of the rows from `low` up to `high` of all parts."""
    lengths = np.concatenate([np.zeros(0, np.int64), *(np.diff(part.starts.astype(np.int64)) for part in parts)])
    starts = np.concatenate(([0], np.cumsum(lengths)))[low : high + 1]
    concepts = np.concatenate([np.zeros(0, np.uint16), *(part.concepts for part in parts)])[starts[0] : starts[-1]]
    amounts = np.concatenate([np.zeros(0, np.uint8), *(part.amounts for part in parts)])[starts[0] : starts[-1]]
    return Lists((starts - starts[0]).astype(np.uint32), concepts, amounts)


def scattered(count: int) -> npt.NDArray[np.uint64]:
    """Hashes for the numbers below `count`: different for each, in no visible order."""
    return np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)


def point_of(row: npt.NDArray[np.int32]) -> Point:
    """A row of three metres as plain integers."""
    x, y, z = row.tolist()
    return x, y, z


def _languages(random: Random, count: int, often: tuple[float, ...], shares: tuple[float, ...], least: int) -> Numbers:
    levels = np.zeros((count, words.LANGUAGES), dtype=np.int64)
    for share in often:
        rows = np.flatnonzero(random.random(count) < share)
        which = random.choice(words.LANGUAGES, len(rows), p=shares)
        levels[rows, which] = np.maximum(levels[rows, which], random.integers(least, 7, len(rows)))
    return levels


def _kinds(random: Random, count: int) -> Numbers:
    kinds = np.zeros(count, dtype=np.int64)
    for often in (1.0, 0.6, 0.3, 0.15):
        kind = random.choice(len(WANTED), count, p=WANTED)
        kinds |= np.where(random.random(count) < often, 1 << kind, 0)
    return kinds


def _strongest(rows: int, owners: Numbers, concepts: Numbers, strengths: Numbers) -> Lists:
    """One entry for each owner and concept, the strongest."""
    packed = np.sort((owners << 16 | concepts) << 8 | (FULL - strengths))
    keys = packed >> 8
    is_first = np.ones(len(keys), dtype=np.bool_)
    is_first[1:] = keys[1:] != keys[:-1]
    kept, keys = packed[is_first], keys[is_first]
    starts = np.concatenate(([0], np.cumsum(np.bincount(keys >> 16, minlength=rows))))
    return Lists(starts.astype(np.uint32), keys.astype(np.uint16), (FULL - (kept & FULL)).astype(np.uint8))


def _weights(count: int, exponent: float) -> npt.NDArray[np.float64]:
    weights = 1.0 / np.arange(1, count + 1) ** exponent
    shares: npt.NDArray[np.float64] = weights / weights.sum()
    return shares


def _quantiles(count: int, exponent: float) -> Numbers:
    """Rank by rank, as many entries of a million as Zipf's law gives it."""
    ends = np.cumsum(_weights(count, exponent))
    return np.minimum(np.searchsorted(ends, (np.arange(GRAIN) + 0.5) / GRAIN), count - 1)


def _zipf(random: Random, count: int, exponent: float, some: int) -> Numbers:
    """Some different ranks below `count`."""
    return random.choice(count, some, replace=False, p=_weights(count, exponent))
