"""What all rows have in common: ids that follow from keys, and moments that follow from the world."""

from datetime import datetime
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from backend.seed.world.things import Rule
from backend.taxonomy.vocabulary import id_of
from backend.territories.models import municipality_id

SEED = UUID("3d6a2c1e-7b0f-5e58-9c44-1f0a6d2b8e73")
ORDERED_BITS = 16

Row: TypeAlias = dict[str, Any]

concept = cache(id_of)
municipality = cache(municipality_id)


@cache
def row_id(key: str) -> UUID:
    """The id of an invented thing: the same wherever and whenever the region is made."""
    return uuid5(SEED, key)


def child_id(key: str, part: str, number: int) -> UUID:
    """The id of the how-manieth part of a thing; parts sort by their numbers, so they keep their order."""
    base = uuid5(SEED, f"{key}/{part}").int >> ORDERED_BITS << ORDERED_BITS
    return UUID(int=base | number)


def born(key: str, at: datetime) -> Row:
    """The columns of every record."""
    return {"id": row_id(key), "created_at": at, "updated_at": at}


def part(key: str, name: str, number: int, at: datetime) -> Row:
    """The columns of every record that is a part of another."""
    return {"id": child_id(key, name, number), "created_at": at, "updated_at": at}


def rule(rule: Rule) -> Row:
    """A typed rule as the domain of its call reads it: keys become ids where the rule speaks of concepts."""
    told: Row = {"topic": rule.topic, "is_bonus": rule.is_bonus}
    if rule.one_of:
        told["one_of"] = [concept(value) if rule.topic == "sector" else value for value in rule.one_of]
    for bound in ("at_least", "at_most"):
        if getattr(rule, bound) is not None:
            told[bound] = getattr(rule, bound)
    return told
