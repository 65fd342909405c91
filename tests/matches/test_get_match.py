"""One match with every number behind it, and what would change it."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from backend.profiles.models import Profile, ProfileSkill
from backend.taxonomy.vocabulary import id_of
from tests.matches.scene import adds_up, far, role, soon, sums, talent, teaches


@pytest.fixture
def me(make):
    """A signed-in animator."""
    account, profile = talent(make)
    return make.as_(account), profile


def detail(client, me, thing, market="opportunities"):
    reply = client.get(f"/api/matches/{market}/{thing.id}", headers=me[0])
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_the_full_arithmetic_sums_on_every_side_and_in_every_factor(client, make, me):
    made = role(make, "tool/blender", "skill/2d-animation", "craft/basketry")
    told = detail(client, me, made)
    assert adds_up(told["arithmetic"])
    assert sums(told["card"])
    assert told["arithmetic"]["score"] == told["card"]["score"]
    assert {line["code"] for f in told["arithmetic"]["factors"] for line in f["lines"]} >= {
        "skills.covered",
        "skills.missing",
    }


def test_it_sums_in_every_market(client, make, me):
    mentor, call = make.mentor(topics=[teaches("skill/2d-animation")]), make.call()
    funding, space = make.funding_call(), make.space(activity_ids=[id_of("skill/2d-animation")])
    for market, thing in (("mentors", mentor), ("places", call), ("funding", funding), ("spaces", space)):
        assert adds_up(detail(client, me, thing, market)["arithmetic"]), market


def test_every_claim_shows_the_words_of_its_evidence(client, make, me):
    told = detail(client, me, role(make, "tool/blender"))
    lines = [line for f in told["arithmetic"]["factors"] for line in f["lines"] if line["code"] == "skills.covered"]
    assert [one["text"] for one in lines[0]["facts"]["evidence"]] == ["Two short films"]
    assert lines[0]["facts"]["evidence"][0]["kind"] == "project"


def test_it_is_the_same_card_as_in_the_list(client, make, me):
    role(make, "craft/basketry")
    made = role(make, "tool/blender")
    card = next(c for c in client.get("/api/matches", headers=me[0]).json()["items"] if c["thing_id"] == str(made.id))
    assert detail(client, me, made)["card"] == card


def test_a_hidden_thing_says_which_rule_and_what_would_mend_it(client, make, me):
    told = detail(client, me, far(make))
    failed = [verdict for verdict in told["arithmetic"]["verdicts"] if verdict["outcome"] == "fail"]
    assert [verdict["code"] for verdict in failed] == ["travel.too-far"]
    assert failed[0]["facts"]["enough_km"] == 60
    assert told["card"]["rank"] == 0
    widen = next(lever for lever in told["levers"] if lever["code"] == "widen.area")
    assert (widen["rank_from"], widen["rank_to"]) == (None, 1)
    assert widen["targets"] == [{"kind": "field", "field": "travel_km", "organisation_id": None}]


def test_what_a_lever_promises_comes_true_once_it_is_done(client, make, db, me):
    for _ in range(3):
        role(make, "tool/blender", "skill/3d-modelling")
    made = role(make, "tool/blender", "craft/basketry")
    lever = next(one for one in detail(client, me, made)["levers"] if one["code"] == "learn.skill")
    skill = make.skill(me[1], "craft/basketry", lever["facts"]["level"], evidence_kind="reference")
    card = detail(client, me, made)["card"]
    assert card["score"] == pytest.approx(lever["score"], abs=1e-9)
    assert card["rank"] == lever["rank_to"]
    db.delete(db.get(ProfileSkill, skill.id))
    db.commit()
    assert detail(client, me, made)["card"]["score"] == pytest.approx(lever["score"] - lever["points"], abs=1e-9)


def test_widening_the_area_keeps_its_promise_too(client, make, db, me):
    role(make)
    made = far(make)
    lever = next(one for one in detail(client, me, made)["levers"] if one["code"] == "widen.area")
    db.scalars(select(Profile).where(Profile.id == me[1].id)).one().travel_km = lever["facts"]["to_km"]
    db.commit()
    card = detail(client, me, made)["card"]
    assert (card["score"], card["rank"]) == (pytest.approx(lever["score"], abs=1e-9), lever["rank_to"])


def test_no_lever_asks_for_less_pay_or_for_another_person(client, make, me):
    codes = {lever["code"] for lever in detail(client, me, role(make, pay_min=500_00, pay_max=600_00))["levers"]}
    assert all(code.split(".")[0] in {"learn", "prove", "answer", "widen", "consider"} for code in codes)


@pytest.mark.parametrize("change", [{"status": "draft"}, {"status": "paused"}, {"deadline_at": soon(-1)}])
def test_what_is_not_on_offer_is_not_there(client, make, me, change):
    made = role(make, **change)
    assert client.get(f"/api/matches/opportunities/{made.id}", headers=me[0]).status_code == 404


def test_a_thing_of_another_market_or_of_none_is_not_there(client, make, me):
    made = role(make)
    assert client.get(f"/api/matches/spaces/{made.id}", headers=me[0]).status_code == 404
    assert client.get(f"/api/matches/opportunities/{uuid4()}", headers=me[0]).status_code == 404
    assert client.get(f"/api/matches/wonders/{made.id}", headers=me[0]).status_code == 404


def test_it_takes_as_many_queries_with_three_things_as_with_one(client, make, count_queries, me):
    made = role(make)
    detail(client, me, made), role(make)
    once = count_queries(lambda: detail(client, me, made))
    role(make), role(make), role(make)
    assert count_queries(lambda: detail(client, me, made)) == once
