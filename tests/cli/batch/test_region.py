"""`viveiro match-all` of a region: who agreed, with what is on offer, and never with whom they hide from."""

import json
import math
from collections import defaultdict
from types import SimpleNamespace

import pytest
from alembic import command
from typer.testing import CliRunner

from backend.commands.batching import app as command_app
from backend.core import migrate
from backend.organisations.models import OrganisationStatus
from tests.cli.batch.calls import read
from tests.matches.scene import SKILLS, role, talent


@pytest.fixture
def region(app, make):
    """Four roles of two houses, one of them verified; and people of every sort of consent."""
    with app.state.engine.begin() as connection:
        command.stamp(migrate.history(connection), "head")
    known, unknown = make.verified(), make.organisation(status=OrganisationStatus.CLAIMED)
    roles = {
        house.id: {str(role(make, *skills, organisation_id=house.id).id) for skills in (SKILLS, SKILLS[:1])}
        for house in (known, unknown)
    }
    consents = ["everyone listed", "verified listed", "everyone listed", "nobody listed", "everyone private"]
    accounts, people = zip(
        *(
            talent(make, display_name=f"Person {n}", **dict(zip(("audience", "status"), consent.split(), strict=True)))
            for n, consent in enumerate(consents)
        ),
        strict=True,
    )
    open_, careful, shy = people[:3]
    make.hidden(shy, known.id)
    every = set().union(*roles.values())
    may = {str(open_.id): every, str(careful.id): roles[known.id], str(shy.id): roles[unknown.id]}
    return SimpleNamespace(may=may, asking=make.as_(accounts[0]))


def best_of(folder, *options):
    done = CliRunner().invoke(command_app, [str(folder), "--json", *options])
    assert done.exit_code == 0, done.output
    found = defaultdict(list)
    for person, rank, thing, score in read(folder):
        found[person].append((rank, thing, score))
    return json.loads(done.stdout), dict(found)


def test_those_who_agreed_are_matched_with_what_they_may_be_seen_by_in_whatever_portions(region, tmp_path):
    told, found = best_of(tmp_path / "out")
    assert {person: {thing for _, thing, _ in rows} for person, rows in found.items()} == region.may
    assert all([rank for rank, _, _ in rows] == list(range(1, len(rows) + 1)) for rows in found.values())
    assert all(score > 0 for rows in found.values() for _, _, score in rows)
    assert (told["people"], told["opportunities"]) == (3, 4)

    first, _ = best_of(tmp_path / "first", "--top", "1")
    parts, again = best_of(tmp_path / "parts", "--top", "1", "--portion", "1")
    assert (first["portions"], parts["portions"]) == (1, 3)
    assert first["digest"] == parts["digest"] != told["digest"]
    assert again == {person: rows[:1] for person, rows in found.items()}, "what is barred makes room for the next"


def test_by_both_sides_it_is_the_order_and_the_score_of_the_page(region, client, tmp_path):
    told, found = best_of(tmp_path / "full", "--exact")
    assert "both sides" in told["score"]
    assert {person: {thing for _, thing, _ in rows} for person, rows in found.items()} == region.may
    page = client.get("/api/matches", headers=region.asking).json()["items"]
    own = found[next(iter(region.may))]
    assert [card["thing_id"] for card in page] == [thing for _, thing, _ in own]
    assert [card["score"] for card in page] == pytest.approx([math.sqrt(score) / 10_000 for _, _, score in own])
    assert len({score for _, _, score in own}) > 1

    done = CliRunner().invoke(command_app, [str(tmp_path / "no"), "--exact", "--items", "100"])
    assert done.exit_code == 2
