"""`viveiro simulate`: invented regions, watched for some months or while they find each other."""

import json

import pytest
from typer.testing import CliRunner

from backend.commands.simulating import app

ASKED = ["learning", "--seed", "2", "--people", "100", "--months", "3"]


def test_learning_tells_month_by_month_what_it_came_to():
    told, again = (CliRunner().invoke(app, [*ASKED, "--json"]) for _ in range(2))
    assert told.stdout == again.stdout
    document = json.loads(told.stdout)
    assert [set(month["regret"]) for month in document["months"]] == [{"fixed", "choices", "learning"}] * 3
    assert document["cumulative_regret"]["choices"] < document["cumulative_regret"]["fixed"]
    assert {name: sum(weights.values()) for name, weights in document["weights"].items()} == dict.fromkeys(
        ("market", "region", "learned"), 1000
    )
    other = CliRunner().invoke(app, [*ASKED[:2], "9", *ASKED[3:], "--json"])
    assert json.loads(other.stdout)["months"] != document["months"]


def test_people_get_a_table():
    told = CliRunner().invoke(app, ASKED)
    assert "Regret per page, in points of 100" in told.stdout
    assert all(word in told.stdout for word in ("fixed", "choices", "learning", "goes live"))


@pytest.mark.parametrize("wrong", [("--people", "3"), ("--months", "0"), ("--seed", "-1"), ("--seed", "x")])
def test_a_region_that_cannot_be_is_a_mistake_of_the_caller(wrong):
    assert CliRunner().invoke(app, ["learning", *wrong]).exit_code == 2


def test_a_market_is_told_with_and_without_prices():
    asked = ["market", "--seeds", "2", "--people", "120", "--things", "30"]
    told = CliRunner().invoke(app, [*asked, "--json"])
    shares = json.loads(told.stdout)["shares"]
    assert [one["shared"] for one in shares] == [0.0, 0.25, 0.5, 0.75]
    for one in shares:
        assert one["ratios"]["matches"]["low"] <= one["ratios"]["matches"]["mean"] <= one["ratios"]["matches"]["high"]
        assert {trial["seed"] for trial in one["trials"]} == {1, 2}
    assert "as a multiple of without" in CliRunner().invoke(app, asked).stdout
