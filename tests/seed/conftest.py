"""The two worlds that tests look at."""

from datetime import date

import pytest

from backend.seed.world.world import Size, World, make_world

TODAY = date(2026, 3, 9)


@pytest.fixture(scope="session")
def world() -> World:
    """The whole region on a day in March."""
    return make_world(TODAY)


@pytest.fixture(scope="session")
def small() -> World:
    """The small region on the same day."""
    return make_world(TODAY, Size.SMALL)
