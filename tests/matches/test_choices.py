"""Six small choices on the profile: they order what suits the person, and nobody else hears of them."""

import pytest

from tests.matches.scene import adds_up, role, talent

CHOICES, MINE = "/api/matches/choices", "/api/profiles/mine"


@pytest.fixture
def me(make):
    """A signed-in animator whose page anybody may see."""
    account, profile = talent(make)
    return make.as_(account), profile


def asked(client, me):
    reply = client.get(CHOICES, headers=me[0])
    assert reply.status_code == 200, reply.text
    return reply.json()


def choose(client, me, choices):
    return client.patch(MINE, json={"choices": choices}, headers=me[0])


def preferring(told, factor):
    """Whatever has more of this factor, in the form the profile keeps."""
    for one in told["choices"]:
        first, second = ({line["factor"]: line["level"] for line in one[side]} for side in ("first", "second"))
        better = "first" if first.get(factor, 0) >= second.get(factor, 0) else "second"
        yield {"first": first, "second": second, "choice": better}


def weights(told):
    return {line["factor"]: line["own"] for line in told["weights"]}


def test_nothing_chosen_is_what_usually_counts(client, me):
    told = asked(client, me)
    assert len(told["choices"]) == 6
    assert {one["choice"] for one in told["choices"]} == {None}
    assert all(line["own"] == line["usual"] for line in told["weights"])
    assert sum(weights(told).values()) == 1000


def test_what_is_chosen_is_kept_and_counts_in_every_match(client, make, me):
    before, made = asked(client, me), role(make)
    address = f"/api/matches/opportunities/{made.id}"
    plain = client.get(address, headers=me[0]).json()["arithmetic"]

    reply = choose(client, me, list(preferring(before, "pay")))
    assert reply.status_code == 200, reply.text
    told = asked(client, me)
    assert [one["choice"] for one in told["choices"]] == [one["choice"] for one in preferring(before, "pay")]
    assert weights(told)["pay"] > weights(before)["pay"] + 30
    assert sum(weights(told).values()) == 1000

    changed = client.get(address, headers=me[0]).json()["arithmetic"]
    own = {factor["factor"]: factor["weight"] for factor in changed["factors"] if factor["side"] == "forward"}
    assert {name: round(weight * 1000) for name, weight in own.items()} == weights(told)
    assert adds_up(changed)
    assert changed["backward"] == plain["backward"]
    assert changed["forward"] != plain["forward"]

    choose(client, me, [])
    assert weights(asked(client, me)) == weights(before)
    assert client.get(address, headers=me[0]).json()["arithmetic"] == plain


def test_a_ranking_by_ones_own_weights_can_be_computed_again(client, make, me):
    role(make), role(make, "craft/basketry")
    choose(client, me, list(preferring(asked(client, me), "pay")))
    page = client.get("/api/matches", headers=me[0]).json()
    assert len(page["items"]) == 2
    replayed = client.post(f"/api/receipts/{page['receipt_id']}/replay", headers=me[0])
    assert replayed.json()["identical"] is True


def test_nobody_else_hears_of_them(client, make, me):
    organisation = make.verified()
    owner, made = make.as_(make.member(organisation)), role(make, organisation_id=organisation.id)
    people = f"/api/opportunities/{made.id}/candidates"
    before = client.get(people, headers=owner).json()
    assert [card["profile_id"] for card in before["items"]] == [str(me[1].id)]
    choose(client, me, list(preferring(asked(client, me), "pay")))

    after = client.get(people, headers=owner).json()
    assert after["items"][0]["score"] == before["items"][0]["score"]
    assert after["items"][0]["segments"] == before["items"][0]["segments"]
    assert "choices" not in client.get(f"/api/profiles/{me[1].id}", headers=owner).json()
    assert len(client.get(f"{MINE}/export", headers=me[0]).json()["profile"]["choices"]) == 6


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": {"pay": 1001}, "second": {"pay": 150}, "choice": "first"},
        {"first": {"pay": 850}, "second": {"pay": 150}, "choice": "both"},
        {"first": {"Pay!": 850}, "second": {"pay": 150}, "choice": "first"},
        {"first": {}, "second": {"pay": 150}, "choice": "first"},
        {"first": {"pay": 850}, "choice": "first"},
        {"first": {"pay": 850}, "second": {"pay": 150}, "choice": "first", "why": "rent"},
    ],
)
def test_what_is_no_choice_is_refused(client, me, wrong):
    reply = choose(client, me, [wrong])
    assert (reply.status_code, reply.json()["code"]) == (422, "invalid")
    assert reply.json()["errors"][0]["pointer"].startswith("/choices/0")
    assert (
        choose(client, me, [{"first": {"pay": 850}, "second": {"pay": 150}, "choice": "first"}] * 13).status_code == 422
    )


def test_answers_to_what_is_not_asked_any_more_do_no_harm(client, me):
    before = weights(asked(client, me))
    strange = [
        {"first": {"charm": 850}, "second": {"charm": 150}, "choice": "first"},
        {"first": {"pay": 850}, "second": {"place": 150}, "choice": "first"},
    ]
    assert choose(client, me, strange).status_code == 200
    assert weights(asked(client, me)) == before


def test_one_has_to_be_somebody_with_a_profile(client, make):
    assert client.get(CHOICES).status_code == 401
    reply = client.get(CHOICES, headers=make.as_(make.account()))
    assert (reply.status_code, reply.json()["code"]) == (409, "matches.no-profile")
