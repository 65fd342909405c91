"""Why this before that: differences that sum."""

import math
from uuid import uuid4

import pytest

from tests.matches.scene import role, talent


@pytest.fixture
def me(make):
    """A signed-in animator."""
    return make.as_(talent(make)[0])


def contrast(client, me, a, b):
    return client.get("/api/matches/contrast", params={"a": str(a.id), "b": str(b.id)}, headers=me)


def test_the_differences_sum_to_the_difference_of_the_scores(client, make, me):
    good, poor = role(make, "tool/blender"), role(make, "craft/basketry")
    told = contrast(client, me, good, poor).json()
    assert told["code"] == "contrast.by-score"
    assert told["score"] == told["first"]["score"] - told["second"]["score"] > 0
    assert math.fsum([told["base"], *(line["points"] for line in told["lines"])]) == pytest.approx(
        told["score"], abs=1e-9
    )
    assert (told["first"]["rank"], told["second"]["rank"]) == (1, 2)
    assert "skills" in {line["factor"] for line in told["lines"][:2]}


def test_the_other_way_round_every_sign_turns(client, make, me):
    one, other = role(make, "tool/blender"), role(make, "craft/basketry")
    there, back = contrast(client, me, one, other).json(), contrast(client, me, other, one).json()
    assert there["score"] == -back["score"]
    assert {(x["side"], x["factor"], x["points"]) for x in there["lines"]} == {
        (x["side"], x["factor"], -x["points"]) for x in back["lines"]
    }


def test_equals_are_told_apart_by_lot(client, make, me):
    told = contrast(client, me, role(make), role(make)).json()
    assert (told["code"], told["score"]) == ("contrast.by-lot", 0)


def test_a_cap_that_turned_the_order_round_is_named(client, make, me):
    organisation = make.verified()
    three = [role(make, "tool/blender", organisation_id=organisation.id) for _ in range(3)]
    other = role(make, "craft/basketry")
    cards = client.get("/api/matches", headers=me).json()["items"]
    last = next(one for one in three if str(one.id) == cards[3]["thing_id"])
    assert contrast(client, me, other, last).json()["code"] == "contrast.by-policy"


def test_both_have_to_be_there(client, make, me):
    made = role(make)
    assert (
        client.get("/api/matches/contrast", params={"a": str(made.id), "b": str(uuid4())}, headers=me).status_code
        == 404
    )
    assert client.get("/api/matches/contrast", params={"a": str(made.id)}, headers=me).status_code == 422
