"""How the command is called in these tests, and what it wrote."""

import json

import duckdb
from typer.testing import CliRunner

from backend.commands.batching import app

ITEMS, PEOPLE = 22_000, 1200
MARKET = ("--items", str(ITEMS), "--people", str(PEOPLE), "--seed", "5", "--top", "20", "--json")


def match_all(folder, *options):
    done = CliRunner().invoke(app, [str(folder), *MARKET, *options])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def read(folder):
    with duckdb.connect() as held:
        pattern = str(folder / "part-*.parquet")
        return held.execute(f"select * from '{pattern}' order by person, rank").fetchall()
