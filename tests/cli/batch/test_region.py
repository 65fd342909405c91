"""`viveiro match-all` of a region: who agreed, with what is on offer, and never with whom they hide from."""

import json
import math
from collections import defaultdict
from types import SimpleNamespace
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import select
from typer.testing import CliRunner

from backend.commands.batch.table import Table
from backend.commands.batching import app as command_app
from backend.core import migrate
from backend.matches.models import Best
from backend.organisations.models import OrganisationStatus
from backend.profiles.models import Profile
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


def test_into_the_database_go_the_rows_of_the_files_once_a_portion_and_never_two_questions(
    region, db, tmp_path, monkeypatch
):
    def into_database(*options):
        return CliRunner().invoke(command_app, ["--into", "database", "--json", *options])

    def rows():
        columns = (Best.profile_id, Best.rank, Best.opportunity_id, Best.score)
        found = [(str(who), rank, str(what), score) for who, rank, what, score in db.execute(select(*columns))]
        db.commit()  # lets go of the database
        return found

    _, found = best_of(tmp_path / "out")
    wanted = [(who, *row) for who, own in found.items() for row in own]
    keep, kept = Table.keep, []

    def killed(self, portion, *answers):
        if kept:
            raise KeyboardInterrupt
        return kept.append(portion) or keep(self, portion, *answers)

    with monkeypatch.context() as patch:
        patch.setattr(Table, "keep", killed)
        assert into_database("--portion", "1", "--threads", "1").exit_code != 0
    assert {who for who, *_ in rows()} == {sorted(found)[kept[0]]}, "one portion, whole"
    told = json.loads(into_database("--portion", "1").stdout)
    assert told["people_matched_now"] == 2
    assert sorted(rows()) == sorted(wanted)
    assert json.loads(into_database("--portion", "1").stdout)["people_matched_now"] == 0
    assert json.loads(into_database("--portion", "1", "--top", "1").stdout)["people_matched_now"] == 3
    assert sorted(rows()) == sorted(row for row in wanted if row[1] == 1)

    gone = db.get(Profile, UUID(wanted[0][0]))
    db.delete(gone)
    db.commit()
    assert {who for who, *_ in rows()} == set(found) - {wanted[0][0]}
    assert into_database("elsewhere").exit_code == into_database("--items", "9").exit_code == 2


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
