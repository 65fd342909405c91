"""The list of organisations and its filters."""

from datetime import UTC, datetime

import pytest

from backend.organisations.models import OrganisationSector
from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import BARCELOS, BRAGA, BRAGANCA


def names(reply):
    assert reply.status_code == 200, reply.text
    return [item["name"] for item in reply.json()["items"]]


@pytest.fixture
def three(make):
    """Three unlike organisations, and one that is not public."""
    games = id_of("sector/video-games")
    make.organisation(name="Ânima", kind="startup", headcount="2-9", founded_year=2021, municipality_id=BRAGA,
                      sectors=[OrganisationSector(concept_id=games)])  # fmt: skip
    make.verified(name="Barro", kind="art_space", founded_year=1990, municipality_id=BARCELOS)
    make.organisation(name="Castelo", kind="municipality", municipality_id=BRAGANCA)
    make.organisation(name="Draft", status="draft")


def test_the_public_ones_by_name(client, three):
    assert names(client.get("/api/organisations")) == ["Ânima", "Barro", "Castelo"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=anima", ["Ânima"]),
        ("q=no+such+words", []),
        ("kind=startup&kind=art_space", ["Ânima", "Barro"]),
        ("kind=media", []),
        (f"sector={id_of('sector/video-games')}", ["Ânima"]),
        (f"sector={id_of('sector/games-and-animation')}", ["Ânima"]),
        (f"sector={id_of('sector/design')}", []),
        (f"municipality={BRAGA}", ["Ânima"]),
        (f"near={BRAGA}&km=30", ["Ânima", "Barro"]),
        (f"near={BRAGANCA}&km=1", ["Castelo"]),
        ("headcount=2-9", ["Ânima"]),
        ("headcount=250%2B", []),
        ("founded_since=2000", ["Ânima"]),
        ("founded_since=2200", []),
        ("status=verified", ["Barro"]),
        ("status=draft", []),
        ("mine=true", []),
        ("sort=newest", ["Castelo", "Barro", "Ânima"]),
        ("size=1&page=2", ["Barro"]),
    ],
)
def test_filters_are_true(client, three, asked, found):
    assert names(client.get(f"/api/organisations?{asked}")) == found


@pytest.mark.parametrize("asked", ["colour=blue", f"near={BRAGA}", "km=3", "kind=circus", "size=101", "page=0"])
def test_unknown_and_impossible_parameters_are_refused(client, asked):
    assert client.get(f"/api/organisations?{asked}").status_code == 422


def test_mine_holds_drafts_too(client, make):
    draft = make.organisation(name="Draft", status="draft")

    assert names(client.get("/api/organisations?mine=true", headers=make.as_(make.member(draft)))) == ["Draft"]


def test_one_row_takes_as_many_queries_as_three(client, make, count_queries):
    make.organisation()
    one = count_queries(lambda: client.get("/api/organisations"))
    make.organisation(), make.organisation()

    assert count_queries(lambda: client.get("/api/organisations")) == one == 3


def test_who_has_waited_longest_comes_first(client, make):
    for name, day in [("A", 2), ("B", 1), ("C", 3)]:
        make.organisation(name=name, status_at=datetime(2026, 1, day, tzinfo=UTC))

    assert names(client.get("/api/organisations?status=claimed&sort=waiting")) == ["B", "A", "C"]
