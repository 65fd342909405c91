"""Small markets with as many ties as can be, and their scores field by field, without words, zones or arrays."""

import math
from dataclasses import dataclass

import numpy as np

from matching.retrieve.index import words
from matching.retrieve.index.query import for_item, for_person
from matching.retrieve.index.rows import Lists, item_rows, people_rows
from matching.retrieve.select import shuffle

PLACES = ((4_940_000, -690_000, 3_960_000), (4_940_000, -650_000, 3_960_000), (4_900_000, -700_000, 4_000_000), None)
CONCEPTS = (3, 4, 5, 6, 900, 65_535)
LIMITS = (0, 5_000, 40_000, 80_000)


@dataclass(frozen=True)
class Side:
    """An item or a person, as one would write it down. `limit` None is no limit."""

    number: int
    hash: int
    amounts: dict[int, int]
    kinds: tuple[int, ...]
    education: int
    languages: tuple[int, ...]
    days: tuple[int, int]
    where: tuple[int, int, int] | None
    limit: int | None
    is_remote: bool
    is_open: bool


def draw(random, number, *, is_person, ties):
    """Anything at all; with `ties`, of few sorts, with few hashes."""
    first, last = sorted(random.choice((0, 10, 500, 1023), 2).tolist())
    chosen = random.choice(len(CONCEPTS), random.integers(0, 4), replace=False)
    amounts = {CONCEPTS[i]: int(random.integers(1, 256 if is_person else 80)) for i in chosen}
    place = PLACES[random.integers(0, 2 if ties else len(PLACES))]
    return Side(
        number=number,
        hash=int(random.integers(0, 3 if ties else 1 << 62)),
        amounts={} if ties and random.random() < 0.5 else amounts,
        kinds=tuple(sorted({int(kind) for kind in random.integers(0, 3 if ties else 16, 4 if is_person else 1)})),
        education=int(random.integers(4 if is_person else 0, 9 if is_person else 6)),
        languages=tuple(int(x) for x in random.integers(2 if is_person else 0, 7 if is_person else 4, 7)),
        days=(first, last),
        where=place,
        limit=[*LIMITS, None][random.integers(0, 5)],
        is_remote=bool(random.random() < 0.3),
        is_open=bool(random.random() < 0.9),
    )


def rows_of(sides, *, is_people):
    """The same as rows of an index."""
    lists = [sorted(one.amounts.items()) for one in sides]
    flat = np.array([pair for one in lists for pair in one], dtype=np.int64).reshape(-1, 2)
    starts = np.cumsum([0, *(len(one) for one in lists)]).astype(np.uint32)
    spread = Lists(starts, flat[:, 0].astype(np.uint16), flat[:, 1].astype(np.uint8))
    common = {
        "education": np.array([one.education for one in sides], dtype=np.int64),
        "languages": np.array([one.languages for one in sides], dtype=np.int64).reshape(-1, 7),
        "first": np.array([one.days[0] for one in sides], dtype=np.int64),
        "last": np.array([one.days[1] for one in sides], dtype=np.int64),
        "is_remote": np.array([one.is_remote for one in sides], dtype=np.bool_),
        "is_placed": np.array([one.where is not None for one in sides], dtype=np.bool_),
    }
    numbers = [one.number for one in sides]
    hashes = np.array([one.hash for one in sides], dtype=np.uint64)
    where = np.array([one.where or (0, 0, 0) for one in sides], dtype=np.int32).reshape(-1, 3)
    if not is_people:
        kind = np.array([one.kinds[0] for one in sides], dtype=np.int64)
        is_open = np.array([one.is_open for one in sides], dtype=np.bool_)
        told = words.item_words(**common, kind=kind, is_open=is_open, is_on_site=~common["is_remote"])
        return item_rows(numbers, hashes, told, where, spread)
    told = words.person_words(**common)
    shut = np.array([words.shut(word, is_people=True) for word in told], dtype=np.uint64)
    is_open = np.array([one.is_open for one in sides], dtype=np.bool_)
    limits = np.array([1 << 30 if one.limit is None else one.limit for one in sides], dtype=np.int64)
    return people_rows(
        numbers,
        hashes,
        np.where(is_open, told, shut),
        where,
        spread,
        kinds=np.array([sum(1 << kind for kind in one.kinds) for one in sides], dtype=np.int64),
        limits=limits,
        scales=np.array([scale_of(one) for one in sides], dtype=np.int64),
    )


def scale_of(person):
    """The metres at which place is worth nothing to somebody."""
    return max(person.limit if person.limit is not None else 60_000, 1)


def query_of(side, *, is_person, day_seed="d"):
    """The same as a query."""
    common = {
        "education": side.education,
        "languages": side.languages,
        "days": side.days,
        "where": side.where,
        "is_remote": side.is_remote,
        "day_seed": day_seed,
    }
    if not is_person:
        return for_item(side.amounts, kind=side.kinds[0], **common)
    kinds = sum(1 << kind for kind in side.kinds)
    return for_person(side.amounts, kinds=kinds, limit=side.limit, scale=scale_of(side), **common)


def by_hand(person, item):
    """The score of a pair, or None where they may not meet; every condition in words of its own."""
    is_met = (
        item.is_open
        and person.is_open
        and item.kinds[0] in person.kinds
        and person.education >= item.education
        and all(has >= asks for has, asks in zip(person.languages, item.languages, strict=True))
        and item.days[0] <= person.days[1]
        and person.days[0] <= item.days[1]
    )
    if not is_met:
        return None
    place = 0
    if person.where is not None and item.where is not None:
        away = math.isqrt(sum((a - b) ** 2 for a, b in zip(person.where, item.where, strict=True)))
        is_near = (
            person.limit is None
            or sum((a - b) ** 2 for a, b in zip(person.where, item.where, strict=True)) <= person.limit**2
        )
        if not is_near and not (person.is_remote and item.is_remote):
            return None
        place = max(0, 65_025 - 65_025 * away // scale_of(person))
    if person.is_remote and item.is_remote:
        place = max(place, 39_015)
    shorter = min(person.days[1] - person.days[0], item.days[1] - item.days[0])
    overlap = min(person.days[1], item.days[1]) - max(person.days[0], item.days[0])
    time = 65_025 * overlap // shorter if shorter else 65_025
    concepts = sum(amount * person.amounts.get(concept, 0) for concept, amount in item.amounts.items())
    return 7 * concepts + 2 * place + time


def ordered(pairs, day_seed="d"):
    """(score, side) best first: ties by shuffled hash, then number."""
    return sorted(
        ((score, one) for score, one in pairs if score is not None),
        key=lambda pair: (-pair[0], _shuffled(pair[1].hash, day_seed), pair[1].number),
    )


def _shuffled(known, day_seed):
    return int(shuffle(np.array([known], dtype=np.uint64), day_seed)[0])
