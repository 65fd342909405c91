"""Which cards of one page say about the same."""

from collections.abc import Callable, Sequence
from uuid import UUID

from matching.explain.ties import tie_groups
from matching.types import Match


def ties_of(matches: Sequence[Match], ranked: Callable[[Match], str]) -> list[list[UUID]]:
    """Those that tie, by two and more, under the id of what was `ranked`; within a group by scores, and by lots."""
    return [[UUID(ranked(matches[place])) for place in group] for group in tie_groups(matches) if len(group) > 1]
