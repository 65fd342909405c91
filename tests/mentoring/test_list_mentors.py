"""The list of mentors and its filters."""

import pytest

from backend.mentoring.models import MentorLanguage, MentorTopic
from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import BARCELOS, BRAGA, BRAGANCA

BASKETRY, MODELLING = id_of("craft/basketry"), id_of("skill/3d-modelling")


def titles(reply):
    assert reply.status_code == 200, reply.text
    return [item["title"] for item in reply.json()["items"]]


@pytest.fixture
def three(make):
    """Three unlike mentors, oldest first, and some who take nobody."""
    make.mentor(
        title="Árvore", account=make.account(name="Zita"), municipality_id=BRAGA, meeting="in_person", cadence="weekly",
        monthly_hours=20, free_hours=10, lang="en", goals=["craft", "funding"],
        topics=[MentorTopic(concept_id=BASKETRY, position=0, level=4)],
        languages=[MentorLanguage(concept_id=id_of("language/en"), position=0, level="C1")],
    )  # fmt: skip
    make.mentor(title="Barro", account=make.account(name="Ângela"), municipality_id=BARCELOS, meeting="online")
    make.mentor(title="Cesto", account=make.account(name="Marta"), municipality_id=BRAGANCA)
    for status in ("draft", "paused", "closed"):
        make.mentor(title=status, status=status)


ALL = ["Cesto", "Barro", "Árvore"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ALL),
        ("q=ARVORE", ["Árvore"]),
        ("q=angela", ["Barro"]),
        ("q=no+such+words", []),
        (f"topic={BASKETRY}", ["Árvore"]),
        (f"topic={id_of('craft/fibre-crafts')}", ["Árvore"]),
        (f"topic={MODELLING}&topic_level_at_least=3", ["Cesto", "Barro"]),
        (f"topic={MODELLING}&topic_level_at_least=4", []),
        (f"language={id_of('language/en')}", ["Árvore"]),
        (f"language={BASKETRY}", []),
        ("goal=funding&goal=portfolio", ALL),
        ("goal=leadership", []),
        ("cadence=weekly", ["Árvore"]),
        ("online=true", ["Cesto", "Barro"]),
        ("online=false", ["Árvore"]),
        ("in_person=false", ["Barro"]),
        ("in_person=false&online=false", []),
        (f"municipality={BRAGA}", ["Árvore"]),
        (f"near={BRAGA}&km=30", ["Barro", "Árvore"]),
        (f"near={BRAGANCA}&km=1", ["Cesto"]),
        (f"organisation={BRAGA}", []),
        ("free_hours_at_least=3", ["Árvore"]),
        ("free_hours_at_least=11", []),
        ("lang=en", ["Árvore"]),
        ("status=paused", ["paused"]),
        ("status=draft", []),
        ("mine=true", []),
        ("sort=free&size=1", ["Árvore"]),
        ("sort=name", ["Barro", "Cesto", "Árvore"]),
        ("size=1&page=2", ["Barro"]),
    ],
)
def test_filters_are_true(client, three, asked, found):
    assert titles(client.get(f"/api/mentors?{asked}")) == found


@pytest.mark.parametrize("asked", ["colour=blue", f"near={BRAGA}", "km=3", "topic_level_at_least=5", "goal=fame"])
def test_unknown_and_impossible_parameters_are_refused(client, asked):
    assert client.get(f"/api/mentors?{asked}").status_code == 422


def test_mine_is_there_in_any_status(client, make):
    account = make.account()
    make.mentor(account=account, status="draft", title="Draft")

    assert titles(client.get("/api/mentors?mine=true", headers=make.as_(account))) == ["Draft"]


def test_one_row_takes_as_many_queries_as_three(client, make, count_queries):
    make.mentor()
    one = count_queries(lambda: client.get("/api/mentors"))
    make.mentor(), make.mentor()

    assert count_queries(lambda: client.get("/api/mentors")) == one == 5
