"""The same number and day make the same region, to the byte."""

import hashlib
import os
import subprocess
import sys
from datetime import date, timedelta

from backend.seed.rows import batches
from backend.seed.world.chance import Chance
from backend.seed.world.world import Size, make_world
from tests.seed.conftest import TODAY

SAY = (
    "import hashlib; from datetime import date; from backend.seed.world.world import Size, make_world; "
    "print(hashlib.sha256(repr(make_world(date(2026, 3, 9), Size.SMALL)).encode()).hexdigest())"
)


def digest(world) -> str:
    return hashlib.sha256(repr(world).encode()).hexdigest()


def test_another_process_with_another_hash_seed_makes_the_same_region(small):
    for seed in ("1", "2"):
        env = os.environ | {"PYTHONHASHSEED": seed}
        said = subprocess.run([sys.executable, "-c", SAY], env=env, capture_output=True, text=True, check=True)
        assert said.stdout.strip() == digest(small)


def test_another_seed_makes_another_region(small):
    assert digest(make_world(TODAY, Size.SMALL, seed=2)) != digest(small)


def test_the_rows_are_the_same_too(small):
    assert [rows for _, rows in batches(small)] == [rows for _, rows in batches(make_world(TODAY, Size.SMALL))]


def test_ids_do_not_depend_on_the_day(small):
    later = make_world(TODAY + timedelta(days=30), Size.SMALL)
    first, second = (dict(batches(w)) for w in (small, later))
    for table, rows in first.items():
        if "id" in rows[0] and table.__tablename__ in {"account", "organisation", "opportunity", "place", "mentor"}:
            assert [row["id"] for row in rows][:20] == [row["id"] for row in second[table]][:20]


def test_more_of_one_kind_leaves_the_others_alone():
    from backend.seed.world.organisations import make_organisations
    from backend.seed.world.people import make_people

    houses = make_organisations(1, TODAY, 25)
    assert make_people(1, TODAY, 80, houses)[:40] == make_people(1, TODAY, 40, houses)


def test_every_day_of_a_year_has_a_region():
    for days in range(0, 366, 61):
        world = make_world(date(2026, 1, 31) + timedelta(days=days), Size.SMALL)
        assert all(opening.deadline_at > opening.created_at for opening in world.openings)


def test_draws_stay_in_their_bounds():
    chance = Chance(1, "bounds")
    assert {chance.between(3, 5) for _ in range(200)} == {3, 4, 5}
    assert {chance.round(10, 30, 10) for _ in range(200)} == {10, 20, 30}
    assert chance.weighted("ab", (0, 1)) == "b"
    assert sorted(chance.some("abc", 9)) == ["a", "b", "c"]
