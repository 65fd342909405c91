"""`viveiro simulate`: an invented region, watched for some months."""

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
