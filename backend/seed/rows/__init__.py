"""The invented region as rows of tables, in an order in which every reference finds its row."""

from collections.abc import Iterator

from backend.core.model import Model
from backend.seed.rows import applications, funding, mentors, openings, organisations, people, programmes, spaces
from backend.seed.rows.row import Row
from backend.seed.world.world import World

Batch = tuple[type[Model], list[Row]]


def batches(world: World) -> Iterator[Batch]:
    """Tables with their rows, parents before children."""
    for room in (people, organisations, openings, funding, spaces, mentors, programmes, applications):
        yield from room.batches(world)
