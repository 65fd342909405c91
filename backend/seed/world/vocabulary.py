"""What the shared vocabulary says about the concepts that the seed names by key."""

from functools import cache

from backend.taxonomy.starter import read_starter
from backend.taxonomy.vocabulary import RelationKind


def label(key: str, lang: str) -> str:
    """The preferred name of a concept; raises KeyError for one that is not in the vocabulary."""
    return read_starter().entries[key].name(lang) or key


@cache
def essentials(occupation: str) -> tuple[str, ...]:
    """What an occupation cannot do without."""
    return _linked(occupation, RelationKind.ESSENTIAL)


@cache
def optionals(occupation: str) -> tuple[str, ...]:
    """What helps in an occupation."""
    return _linked(occupation, RelationKind.OPTIONAL)


def _linked(key: str, relation: RelationKind) -> tuple[str, ...]:
    return tuple(other for kind, other in read_starter().entries[key].links if kind == relation)
