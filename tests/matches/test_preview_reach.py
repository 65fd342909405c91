"""What a demand costs is told before it is published: exactly, of those who agreed to be seen, and never the few."""

import pytest

from backend.taxonomy.vocabulary import id_of
from tests.matches.scene import role
from tests.organisations.factory import BRAGA, PORTO

BLENDER, ANIMATION = "tool/blender", "skill/2d-animation"


@pytest.fixture
def desk(make):
    organisation = make.verified()
    return organisation, make.as_(make.member(organisation))


@pytest.fixture
def crowd(make):
    """Twelve people in Porto who know Blender well, eleven in Braga who know it a little, ten who only animate."""
    groups = [(12, PORTO, BLENDER, 3), (11, BRAGA, BLENDER, 1), (10, PORTO, ANIMATION, 2)]
    everybody = []
    for count, town, skill, level in groups:
        for _ in range(count):
            everybody.append(make.profile(municipality_id=town, hours_min=20, hours_max=40))
            make.skill(everybody[-1], skill, level)
    return everybody


def ask(client, desk, *skills, status=200, **asked):
    lines = [
        {"concept_id": str(id_of(key)), "importance": "must", "level": level, **more} for key, level, more in skills
    ]
    body = {"organisation_id": str(desk[0].id), "requirements": lines, "remote_share": 100, **asked}
    reply = client.post("/api/opportunities/reach", json=body, headers=desk[1])
    assert reply.status_code == status, reply.text
    return reply.json()


def n(count):
    return count["n"] if count["bound"] is None else count["bound"]


def test_each_demand_says_whom_it_costs_and_what_a_milder_one_would_bring(client, desk, crowd):
    told = ask(client, desk, (BLENDER, 2, {}))
    assert (n(told["total"]), n(told["eligible"]), n(told["musts"])) == (33, 33, 12)
    (blender,) = told["costs"]
    assert (n(blender["costs"]), n(blender["unsaid"]), n(blender["only"]), n(blender["hides"])) == (21, 10, 21, 0)
    assert (blender["softer"]["code"], n(blender["softer"]["brings"])) == ("soften.level", 11)
    assert n(ask(client, desk, (BLENDER, 1, {}))["musts"]) == 12 + 11
    both = ask(client, desk, (BLENDER, 2, {}), (ANIMATION, 1, {}))
    assert n(both["musts"]) == 0
    assert [n(cost["only"]) for cost in both["costs"]] == [10, 12]


def test_whom_nothing_hides_is_who_will_stand_in_the_list(client, make, desk, crowd):
    told = ask(client, desk, (BLENDER, 2, {"is_essential": True}), hours_min=30, hours_max=40)
    assert (n(told["eligible"]), n(told["costs"][0]["hides"])) == (22, 11)
    made = role(make, organisation_id=desk[0].id, remote_share=100, requirements=[], languages=[], education_level=None)
    body = {
        "requirements": [{"concept_id": str(id_of(BLENDER)), "importance": "must", "level": 2, "is_essential": True}]
    }
    at = client.get(f"/api/opportunities/{made.id}", headers=desk[1]).json()["updated_at"]
    assert (
        client.patch(f"/api/opportunities/{made.id}", json={**body, "updated_at": at}, headers=desk[1]).status_code
        == 200
    )
    assert client.get(f"/api/opportunities/{made.id}/candidates", headers=desk[1]).json()["total"] == 22


def test_who_did_not_agree_is_in_no_count_and_a_change_is_counted_at_once(client, make, desk, crowd):
    assert n(ask(client, desk, (BLENDER, 2, {}))["musts"]) == 12
    make.hidden(crowd[0], desk[0].id)
    told = ask(client, desk, (BLENDER, 2, {}))
    assert (n(told["total"]), n(told["musts"])) == (32, 11)
    late = make.profile(municipality_id=PORTO)
    make.skill(late, BLENDER, 4)
    told = ask(client, desk, (BLENDER, 2, {}))
    assert (n(told["total"]), n(told["musts"])) == (33, 12)


def test_the_few_are_never_told(client, desk, crowd, make):
    for profile in crowd[:3]:
        make.skill(profile, "skill/3d-modelling", 4)
    told = ask(client, desk, ("skill/3d-modelling", 4, {}))
    assert (told["costs"][0]["costs"], told["musts"]) == (
        {"n": None, "bound": "nearly-all"},
        {"n": None, "bound": "few"},
    )


def test_the_number_of_queries_does_not_grow(client, make, desk, count_queries):
    make.skill(make.profile(), BLENDER, 3)
    ask(client, desk, (BLENDER, 2, {}))
    once = count_queries(lambda: ask(client, desk, (BLENDER, 2, {})))
    for _ in range(3):
        make.skill(make.profile(), BLENDER, 3)
    ask(client, desk, (BLENDER, 2, {}))
    assert count_queries(lambda: ask(client, desk, (BLENDER, 2, {}), (ANIMATION, 2, {}))) == once


def test_too_few_people_in_all_say_nothing(client, make, desk):
    make.skill(make.profile(), BLENDER, 4)
    told = ask(client, desk, (BLENDER, 2, {}))
    assert (told["total"], told["costs"]) == ({"n": None, "bound": "few"}, [])


def test_only_who_may_edit_asks_and_what_leads_nowhere_is_named(client, make, desk):
    stranger = (desk[0], make.as_(make.account()))
    ask(client, stranger, status=403)
    nowhere = {"concept_id": "00000000-0000-7000-8000-000000000000"}
    assert ask(client, desk, requirements=[nowhere], status=422)["errors"][0]["pointer"] == "/requirements/0/concept_id"
    assert ask(client, desk, hours_min=40, hours_max=4, status=422)["errors"][0]["pointer"] == "/hours_max"
