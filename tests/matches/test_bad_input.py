"""Absurd questions get a clear answer, and empty ones a sensible one: never a crash, never a silent zero."""

import json

import pytest

from tests.matches.scene import adds_up, role, sums, talent

MARKETS = ("opportunities", "mentors", "places", "funding", "spaces")
NOWHERE = "00000000-0000-7000-8000-000000000000"


def draft(me, **more):
    return {"organisation_id": str(me.id), "remote_share": 0} | more


def many(**line):
    return [line | {"concept_id": f"00000000-0000-7000-8000-{n:012d}"} for n in range(100_000)]


WRONG = [
    ("GET", "/api/matches?km=nan", None, "/km"),
    ("GET", "/api/matches?km=inf", None, "/km"),
    ("GET", "/api/matches?km=-1", None, "/km"),
    ("GET", "/api/matches?market=luck", None, "/market"),
    ("GET", "/api/matches?page=201", None, "/page"),
    ("GET", "/api/matches/openings?thing_id=x", None, "/thing_id"),
    ("GET", "/api/spaces?lat=nan&lon=0&km=5", None, "/lat"),
    ("GET", "/api/spaces?lat=41&lon=inf&km=5", None, "/lon"),
    ("POST", "/api/matches/preview", '{"travel_km": NaN}', "/travel_km"),
    ("POST", "/api/matches/preview", '{"travel_km": 1e999}', "/travel_km"),
    ("POST", "/api/matches/preview", {"skills": many(level=2)}, "/skills"),
    ("POST", "/api/matches/preview", {"occupation_ids": [NOWHERE]}, "/occupation_ids/0"),
    ("POST", "/api/matches/preview", {"skills": [{"concept_id": NOWHERE, "level": 5}]}, "/skills/0/level"),
    ("POST", "/api/opportunities/reach", {"requirements": many(importance="must")}, "/requirements"),
    ("POST", "/api/opportunities/reach", {"remote_share": 101}, "/remote_share"),
    ("POST", "/api/opportunities/reach", '{"remote_share": NaN}', "/remote_share"),
]


@pytest.mark.parametrize(("method", "path", "body", "pointer"), WRONG, ids=lambda one: str(one)[:48])
def test_an_absurd_question_is_refused_by_the_field(client, make, method, path, body, pointer):
    headers = make.as_(make.account()) | {"Content-Type": "application/json"}
    content = body if isinstance(body, str) or body is None else json.dumps(body)
    reply = client.request(method, path, content=content, headers=headers)
    assert reply.status_code in {413, 422}, reply.text
    problem = reply.json()
    assert problem["code"]
    if reply.status_code == 422:
        assert pointer in {error["pointer"] for error in problem["errors"]}


def test_an_empty_market_says_so_in_every_room(client, make):
    account, _ = talent(make)
    headers = make.as_(account)
    for market in MARKETS:
        page = client.get("/api/matches", params={"market": market}, headers=headers).json()
        assert (page["items"], page["total"], page["all"], page["hidden"], page["questions"]) == ([], 0, 0, [], [])
        assert client.get(f"/api/matches/{market}/{NOWHERE}", headers=headers).status_code == 404
    asked = {"a": NOWHERE, "b": NOWHERE}
    assert client.get("/api/matches/contrast", params=asked, headers=headers).status_code == 404
    assert client.get("/api/matches/openings", headers=headers).json()["items"] == []
    assert client.get("/api/today", headers=headers).status_code == 200
    visitor = client.post("/api/matches/preview", json={}).json()
    assert (visitor["items"], set(visitor["counts"].values())) == ([], {0})


def test_a_person_without_anything_gets_guesses_that_say_they_are_guesses(client, make):
    account = make.account()
    make.profile(account)
    role(make)
    (card,) = client.get("/api/matches", headers=make.as_(account)).json()["items"]
    assert sums(card)
    assert 0 < card["low"] < card["score"] < card["high"]
    told = client.get(f"/api/matches/opportunities/{card['thing_id']}", headers=make.as_(account)).json()
    assert adds_up(told["arithmetic"])
    skills = next(factor for factor in told["arithmetic"]["factors"] if factor["factor"] == "skills")
    assert (skills["is_known"], skills["value"] > 0, skills["high"] > skills["value"]) == (False, True, True)


def test_an_opportunity_that_asks_for_nothing_is_shown_behind_what_can_be_judged_and_says_why(client, make):
    account, _ = talent(make)
    asks = role(make, "craft/basketry")
    free = role(make, requirements=[], languages=[], education_level=None, occupation_id=None)
    cards = client.get("/api/matches", headers=make.as_(account)).json()["items"]
    assert [card["thing_id"] for card in cards] == [str(asks.id), str(free.id)]
    assert all(sums(card) for card in cards)
    assert {move["code"] for move in cards[1]["moves"]} <= {"rerank.says-little"}
    people = client.get(f"/api/opportunities/{free.id}/candidates", headers=make.as_(make.staff())).json()
    assert (people["total"], people["all"]) == (1, 1)
