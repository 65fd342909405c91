"""The lists of programmes and calls, and their filters."""

from datetime import date, timedelta

import pytest

from backend.cohorts.models import ProgrammeTopic
from backend.core.model import now
from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import BARCELOS, BRAGA, BRAGANCA

GAMES, BASKETRY = id_of("sector/video-games"), id_of("craft/basketry")


def titles(reply):
    assert reply.status_code == 200, reply.text
    return [item["title"] for item in reply.json()["items"]]


@pytest.fixture
def three(make):
    """Three unlike programmes, each with one call of the same title; and some that nobody else sees."""
    nest = make.verified(kind="incubator", name="Ninho das Águas")
    first = make.programme(
        title="Árvore", organisation_id=nest.id, municipality_id=BRAGA, remote_share=50, weekly_hours=10, stage="idea",
        offers=["money"], equity_max=700, fee_amount=100_00, sector_ids=[GAMES], lang="en",
        teaches=[ProgrammeTopic(concept_id=BASKETRY, position=0, level=2)],
    )  # fmt: skip
    second = make.programme(title="Barco", municipality_id=BARCELOS, stage="growth")
    third = make.programme(title="Cesto", municipality_id=BRAGANCA, weekly_hours=40)
    make.call(title="Árvore", programme_id=first.id, places=3, starts_on=date(2030, 1, 1),
              deadline_at=now() + timedelta(days=2))  # fmt: skip
    make.call(title="Barco", programme_id=second.id, deadline_at=now() + timedelta(days=5), starts_on=date(2031, 1, 1))
    make.call(title="Cesto", programme_id=third.id, status="scheduled", opens_at=now() + timedelta(days=1))
    make.call(title="Draft", programme_id=third.id, status="draft")
    make.call(title="Past", programme_id=third.id, deadline_at=now() - timedelta(seconds=1))
    make.call(title="Closed", programme_id=third.id, status="closed")
    hidden = make.programme(title="Draft", status="draft")
    make.call(title="Hidden", programme_id=hidden.id)
    make.programme(title="Archived", status="archived")


ALL = ["Árvore", "Barco", "Cesto"]
BOTH = [
    ("", ALL),
    ("q=ARVORE", ["Árvore"]),
    ("q=ninho+aguas", ["Árvore"]),
    ("q=no+such+words", []),
    (f"sector={GAMES}", ["Árvore"]),
    (f"sector={id_of('sector/games-and-animation')}", ["Árvore"]),
    (f"sector={BASKETRY}", []),
    (f"teaches={BASKETRY}", ["Árvore"]),
    (f"teaches={id_of('craft/fibre-crafts')}", ["Árvore"]),
    (f"teaches={GAMES}", []),
    ("stage=growth", ["Barco", "Cesto"]),
    ("stage=idea", ["Árvore", "Cesto"]),
    ("stage=launch", ["Cesto"]),
    ("offer=money", ["Árvore"]),
    ("offer=lodging", []),
    (f"municipality={BRAGA}", ["Árvore"]),
    (f"near={BRAGA}&km=30", ["Árvore", "Barco"]),
    (f"near={BRAGANCA}&km=1", ["Cesto"]),
    (f"organisation={BRAGA}", []),
    ("remote_at_least=50", ["Árvore"]),
    ("remote_at_least=51", []),
    ("hours_at_most=10", ["Árvore"]),
    ("hours_at_most=9", []),
    ("equity_at_most=0", ["Barco", "Cesto"]),
    ("equity_at_most=700", ALL),
    ("fee_at_most=9999", ["Barco", "Cesto"]),
    ("lang=en", ["Árvore"]),
    ("mine=true", []),
    ("size=1&page=2", ["Barco"]),
]


@pytest.mark.parametrize("noun", ["programmes", "calls"])
@pytest.mark.parametrize(("asked", "found"), BOTH)
def test_filters_are_true(client, three, noun, asked, found):
    assert titles(client.get(f"/api/{noun}?{asked}")) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("places_at_least=4", ["Barco", "Cesto"]),
        ("places_at_least=999", []),
        ("starts_before=2030-01-02", ["Árvore", "Cesto"]),
        ("starts_before=1990-01-01", []),
        ("closing_within_days=3", ["Árvore"]),
        ("closing_within_days=0", []),
        (f"programme={BRAGA}", []),
        ("status=closed", ["Closed"]),
        ("status=scheduled", ["Cesto"]),
        ("status=draft", []),
        ("sort=starts", ["Cesto", "Árvore", "Barco"]),
        ("sort=newest", ["Cesto", "Barco", "Árvore"]),
    ],
)
def test_filters_of_calls_are_true(client, three, asked, found):
    assert titles(client.get(f"/api/calls?{asked}")) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [("status=archived", ["Archived"]), ("status=draft", []), ("sort=newest", ["Cesto", "Barco", "Árvore"])],
)
def test_filters_of_programmes_are_true(client, three, asked, found):
    assert titles(client.get(f"/api/programmes?{asked}")) == found


@pytest.mark.parametrize("noun", ["programmes", "calls"])
@pytest.mark.parametrize("asked", ["colour=blue", f"near={BRAGA}", "km=3", "stage=late", "sort=best", "size=101"])
def test_unknown_and_impossible_parameters_are_refused(client, noun, asked):
    assert client.get(f"/api/{noun}?{asked}").status_code == 422


def test_mine_holds_drafts_too(client, make):
    nest = make.verified(kind="incubator")
    programme = make.programme(organisation_id=nest.id, status="draft", title="Draft")
    make.call(programme_id=programme.id, status="draft", title="Draft")
    headers = make.as_(make.member(nest))

    for noun in ("programmes", "calls"):
        assert titles(client.get(f"/api/{noun}?mine=true", headers=headers)) == ["Draft"]


@pytest.mark.parametrize("noun", ["programmes", "calls"])
def test_one_row_takes_as_many_queries_as_three(client, make, count_queries, noun):
    make.call()
    one = count_queries(lambda: client.get(f"/api/{noun}"))
    make.call(), make.call()

    assert count_queries(lambda: client.get(f"/api/{noun}")) == one == 5
