"""Typed eligibility rules as the library's conditions."""

from typing import Any

from backend.organisations.eligibility import restored, term_of
from matching.types import Condition, Topic


def conditions_of(rules: list[Any]) -> tuple[Condition, ...]:
    """The rules of a call, from their column."""
    terms = (term_of(rule) for rule in restored(rules))
    return tuple(
        Condition(Topic(term.topic), term.one_of, term.at_least, term.at_most, term.is_bonus) for term in terms
    )
