"""What suits me: ranked, explained, and with what is hidden told."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from backend.core.access import Role
from backend.matches.models import Receipt, Showing
from backend.taxonomy.vocabulary import id_of
from tests.matches.scene import far, role, soon, sums, talent, teaches


@pytest.fixture
def me(make):
    """A signed-in animator."""
    account, profile = talent(make)
    return make.as_(account), account, profile


def ids(reply):
    assert reply.status_code == 200, reply.text
    return [card["thing_id"] for card in reply.json()["items"]]


def test_a_guest_is_asked_to_sign_in(client):
    assert client.get("/api/matches").status_code == 401


def test_somebody_without_a_profile_is_told_what_to_do(client, make):
    reply = client.get("/api/matches", headers=make.as_(make.account()))
    assert reply.status_code == 409
    assert reply.json()["code"] == "matches.no-profile"


def test_what_fits_better_comes_first_and_every_card_sums(client, make, me):
    good = role(make, "tool/blender", title="Blender artist")
    poor = role(
        make, "craft/basketry", "tool/ableton-live", title="Something else", occupation_id=id_of("occupation/curator")
    )
    page = client.get("/api/matches", headers=me[0]).json()
    assert [card["thing_id"] for card in page["items"]] == [str(good.id), str(poor.id)]
    assert all(sums(card) for card in page["items"])
    assert [card["rank"] for card in page["items"]] == [1, 2]
    assert page["items"][0]["score"] > page["items"][1]["score"]
    assert (page["total"], page["all"], page["filtered"]) == (2, 2, 0)


def test_matches_find_the_same_pay_as_the_list(client, make, me):
    euros = role(make, "tool/blender", pay_min=1_000_00, pay_max=1_500_00, pay_monthly=1_500_00)
    role(make, "tool/blender", pay_min=350_000_00, pay_max=400_000_00, pay_monthly=400_000_00, pay_currency="HUF")

    for asked, found in (("pay_at_least=30000000", []), ("pay_at_least=150000", [str(euros.id)])):
        assert ids(client.get(f"/api/matches?{asked}", headers=me[0])) == found
        assert [item["id"] for item in client.get(f"/api/opportunities?{asked}").json()["items"]] == found


def test_a_card_says_what_look_and_pay_and_place_are(client, make, me):
    made = role(make, title="Blender artist", reply_by_days=7)
    (card,) = client.get("/api/matches", headers=me[0]).json()["items"]
    assert card["title"] == "Blender artist"
    assert card["organisation"]["is_verified"] is True
    assert card["municipality"]["name"] == "Porto"
    assert card["distance_km"] == 0
    assert card["travel"] == {"minutes": 0, "is_estimate": True}
    assert card["pay"] == {"low": 120000, "high": 150000, "currency": "EUR", "period": "month", "is_gross": True}
    assert card["reply_by_days"] == 7
    assert card["thing_id"] == str(made.id)
    assert card["low"] <= card["score"] <= card["high"]
    assert card["is_saved"] is False


def test_the_reasons_carry_their_evidence_and_the_card_names_one_lack(client, make, me):
    role(make, "tool/blender", "craft/basketry")
    (card,) = client.get("/api/matches", headers=me[0]).json()["items"]
    assert len(card["why"]) <= 3
    shown = next(why for why in card["why"] if why["code"] == "skills.covered")
    assert shown["facts"]["concept"] == str(id_of("tool/blender"))
    assert [one["text"] for one in shown["facts"]["evidence"]] == ["Two short films"]
    assert card["lacks"]["code"] == "skills.missing"
    assert card["lacks"]["facts"]["concept"] == str(id_of("craft/basketry"))


def test_the_lever_leads_to_somebody_who_teaches_what_is_missing(client, make, me):
    role(make, "tool/blender", "craft/basketry")
    mentor = make.mentor(title="Baskets that last", topics=[teaches("craft/basketry")])
    (card,) = client.get("/api/matches", headers=me[0]).json()["items"]
    lever = card["lever"]
    assert (lever["code"], lever["facts"]["concept"]) == ("learn.skill", str(id_of("craft/basketry")))
    assert lever["targets"] == [
        {
            "kind": "thing",
            "market": "mentors",
            "thing_id": str(mentor.id),
            "title": "Baskets that last",
            "places": mentor.free_hours,
        }
    ]
    assert lever["score"] == pytest.approx(card["score"] + lever["points"], abs=1e-9)
    assert (lever["rank_from"], lever["rank_to"]) == (1, 1)


def test_what_a_limit_hides_is_counted_and_loosening_it_is_told(client, make, me):
    near = role(make)
    far(make), far(make)
    page = client.get("/api/matches", headers=me[0]).json()
    assert [card["thing_id"] for card in page["items"]] == [str(near.id)]
    (travel,) = page["hidden"]
    assert (travel["code"], travel["rule"], travel["count"], travel["only"]) == ("hidden.travel", "travel", 2, 2)
    assert travel["facts"] == {"limit": 30}
    assert travel["relaxations"] == [{"code": "relax.travel", "facts": {"to": 60, "n": 2}, "shows": 2}]
    assert page["all"] == page["total"] + page["filtered"] + travel["count"]


def test_the_numbers_a_relaxation_promises_come_true(client, make, db, me):
    role(make)
    far(make), far(make)
    before = client.get("/api/matches", headers=me[0]).json()
    step = before["hidden"][0]["relaxations"][0]
    me[2].travel_km = step["facts"]["to"]
    db.commit()
    after = client.get("/api/matches", headers=me[0]).json()
    assert after["total"] == before["total"] + step["shows"]


def test_what_the_person_could_answer_is_asked_with_the_place_to_answer(client, make):
    account, _ = talent(make, education_level=None, municipality_id=None)
    role(make)
    page = client.get("/api/matches", headers=make.as_(account)).json()
    asked = {q["code"]: (q["count"], q["target"]["field"]) for q in page["questions"]}
    assert asked["question.education"] == (1, "education_level")
    assert asked["question.place"] == (1, "municipality_id")


def test_only_what_is_open_and_public_is_there(client, make, me):
    shown = role(make)
    role(make, status="draft")
    role(make, status="paused")
    role(make, deadline_at=soon(-1))
    role(make, organisation_id=make.organisation(status="draft").id)
    page = client.get("/api/matches", headers=me[0]).json()
    assert [card["thing_id"] for card in page["items"]] == [str(shown.id)]
    assert page["all"] == 1


def test_nobody_is_matched_with_what_they_offer_themselves(client, make, me):
    organisation = make.verified()
    make.grant(me[1], Role.OWNER, organisation.id)
    role(make, organisation_id=organisation.id)
    assert client.get("/api/matches", headers=me[0]).json()["total"] == 0


def test_a_change_is_seen_at_once(client, make, db, me):
    opportunity = role(make)
    assert len(ids(client.get("/api/matches", headers=me[0]))) == 1
    opportunity.title = "Renamed"
    db.commit()
    assert client.get("/api/matches", headers=me[0]).json()["items"][0]["title"] == "Renamed"
    opportunity.status = "paused"
    db.commit()
    assert ids(client.get("/api/matches", headers=me[0])) == []


def test_a_passed_deadline_is_noticed_without_anybody_writing(client, make, me, monkeypatch):
    role(make, deadline_at=soon(0.01))
    assert len(ids(client.get("/api/matches", headers=me[0]))) == 1
    monkeypatch.setattr("backend.matches.router.now", lambda: soon(1))
    page = client.get("/api/matches", headers=me[0]).json()
    assert (page["total"], page["all"]) == (0, 0)


def test_mentors_places_funding_and_spaces_are_ranked_too(client, make, me):
    mentor = make.mentor(topics=[teaches("skill/2d-animation")])
    call, funding, space = make.call(), make.funding_call(), make.space()
    make.mentor(account=me[1])  # one's own offer
    for market, made in (("mentors", mentor), ("places", call), ("funding", funding), ("spaces", space)):
        reply = client.get("/api/matches", params={"market": market}, headers=me[0])
        assert ids(reply) == [str(made.id)], market
        assert sums(reply.json()["items"][0])


def test_funding_goes_by_the_organisation_one_speaks_for(client, make, me):
    make.funding_call(rules=[{"topic": "organisation_kind", "one_of": ["startup"], "is_bonus": False, "note": ""}])
    without = client.get("/api/matches?market=funding", headers=me[0]).json()
    assert [q["code"] for q in without["questions"]] == ["question.condition-organisation-kind"]
    make.grant(me[1], Role.OWNER, make.verified(kind="media").id)
    with_one = client.get("/api/matches?market=funding", headers=me[0]).json()
    assert [(h["rule"], h["count"]) for h in with_one["hidden"]] == [("condition-organisation-kind", 1)]


def test_pages_follow_each_other_and_ranks_go_on(client, make, me):
    made = {str(role(make, organisation_id=make.verified().id).id) for _ in range(5)}
    first, second, third = (client.get(f"/api/matches?size=2&page={page}", headers=me[0]).json() for page in (1, 2, 3))
    seen = [card["thing_id"] for page in (first, second, third) for card in page["items"]]
    assert len(seen) == 5
    assert set(seen) == made
    assert [card["rank"] for page in (first, second, third) for card in page["items"]] == [1, 2, 3, 4, 5]
    assert [page["total"] for page in (first, second, third)] == [5, 5, 5]
    assert client.get("/api/matches?page=9", headers=me[0]).json()["items"] == []


def test_equal_scores_say_that_a_lot_was_drawn(client, make, me):
    role(make), role(make), role(make, "craft/basketry")
    cards = client.get("/api/matches", headers=me[0]).json()["items"]
    assert [card["is_tied"] for card in cards] == [True, True, False]


def test_one_organisation_does_not_fill_the_first_page(client, make, me):
    organisation = make.verified()
    for _ in range(3):
        role(make, "tool/blender", organisation_id=organisation.id)
    other = role(make, "craft/basketry")
    cards = client.get("/api/matches", headers=me[0]).json()["items"]
    assert cards[2]["thing_id"] == str(other.id)
    assert [move["code"] for move in cards[2]["moves"]] == ["rerank.lifted"]
    assert [move["code"] for move in cards[3]["moves"]] == ["rerank.organisation-cap"]


def test_the_order_can_be_by_deadline_or_by_age(client, make, me):
    late = role(make, "tool/blender", deadline_at=soon(20), opened_at=soon(-1))
    early = role(make, "craft/basketry", deadline_at=soon(5), opened_at=soon(-9))
    for order, expected in (("fit", [late, early]), ("deadline", [early, late]), ("newest", [late, early])):
        page = client.get(f"/api/matches?order={order}", headers=me[0]).json()
        assert [card["thing_id"] for card in page["items"]] == [str(one.id) for one in expected], order
        assert {card["thing_id"]: card["rank"] for card in page["items"]} == {str(late.id): 1, str(early.id): 2}


FILTERS = [
    ({"q": "blender"}, {"q": "xylophone"}),
    ({"kind": "job"}, {"kind": "residency"}),
    ({"organisation": "own"}, {"organisation": str(uuid4())}),
    ({"municipality": "porto"}, {"municipality": str(uuid4())}),
    ({"occupation": str(id_of("occupation/motion-designer"))}, {"occupation": str(id_of("occupation/curator"))}),
    ({"concept": str(id_of("tool/blender"))}, {"concept": str(id_of("craft/basketry"))}),
    ({"km": 5}, {"km": 0, "municipality": str(uuid4())}),
    ({"remote_at_least": 40}, {"remote_at_least": 100}),
    ({"pay_at_least": 150000}, {"pay_at_least": 10**12}),
    ({"closing_within_days": 30}, {"closing_within_days": 0}),
    ({"lang": "pt"}, {"lang": "en"}),
]


@pytest.mark.parametrize(("some", "none"), FILTERS, ids=lambda pair: next(iter(pair)))
def test_filters_are_true(client, make, me, some, none):
    made = role(make, title="Blender artist", remote_share=40)
    given = {"own": str(made.organisation_id), "porto": str(made.municipality_id)}
    some = {name: given.get(value, value) for name, value in some.items()}
    assert ids(client.get("/api/matches", params=some, headers=me[0])) == [str(made.id)]
    left_out = client.get("/api/matches", params=none, headers=me[0]).json()
    assert (left_out["total"], left_out["filtered"], left_out["hidden"]) == (0, 1, [])


OTHER_FILTERS = [
    ("spaces", {"access": "step_free"}, {"access": "hearing_loop"}),
    ("spaces", {"price_at_most": 30000}, {"price_at_most": 1}),
    ("spaces", {"kind": "studio"}, {"kind": "stage"}),
    ("spaces", {"teaches": str(id_of("craft/basketry"))}, {"teaches": str(id_of("tool/blender"))}),
    ("funding", {"grant_at_least": 100}, {"grant_at_least": 10**12}),
    ("funding", {"sector": str(id_of("sector/video-games"))}, {"sector": str(id_of("sector/fashion"))}),
    ("mentors", {"teaches": str(id_of("craft/basketry"))}, {"teaches": str(id_of("tool/blender"))}),
]


@pytest.mark.parametrize(("market", "some", "none"), OTHER_FILTERS)
def test_filters_are_true_in_the_other_markets(client, make, me, market, some, none):
    make.space(kind="studio", step_free=True, price=20000, price_period="month", activity_ids=[id_of("craft/basketry")])
    make.funding_call(amount_max=500000, sector_ids=[id_of("sector/video-games")])
    make.mentor(topics=[teaches("craft/basketry")])
    assert client.get("/api/matches", params={"market": market} | some, headers=me[0]).json()["total"] == 1
    assert client.get("/api/matches", params={"market": market} | none, headers=me[0]).json()["total"] == 0


def test_saved_things_can_be_looked_at_alone(client, make, me):
    kept, _ = role(make), role(make)
    assert client.get("/api/matches?saved=true", headers=me[0]).json()["total"] == 0
    assert client.put(f"/api/saved/opportunities/{kept.id}", headers=me[0]).status_code == 204
    (card,) = client.get("/api/matches?saved=true", headers=me[0]).json()["items"]
    assert (card["thing_id"], card["is_saved"]) == (str(kept.id), True)


@pytest.mark.parametrize(
    "bad",
    [
        "colour=red",
        "market=stars",
        "page=0",
        "size=51",
        "size=x",
        "km=-1",
        "occupation=x",
        "order=best",
        "pay_at_least=-1",
    ],
)
def test_what_nobody_understands_is_refused(client, make, me, bad):
    reply = client.get(f"/api/matches?{bad}", headers=me[0])
    assert reply.status_code == 422
    assert reply.json()["errors"]


def test_every_ranking_shown_is_logged_and_the_same_one_is_kept_once(client, make, db, me):
    role(make)
    first, second = (client.get("/api/matches", headers=me[0]).json() for _ in range(2))
    other = client.get("/api/matches?market=spaces", headers=me[0]).json()
    assert first["receipt_id"] == second["receipt_id"] != other["receipt_id"]
    kept = db.scalars(select(Receipt.id)).all()
    assert sorted(kept) == sorted({first["receipt_id"], other["receipt_id"]})
    showings = db.scalars(select(Showing.receipt_id).where(Showing.account_id == me[1].id)).all()
    assert sorted(showings) == sorted([first["receipt_id"]] * 2 + [other["receipt_id"]])


def test_the_same_question_gets_the_same_answer_to_the_letter(client, make, me):
    for _ in range(4):
        role(make)
    assert client.get("/api/matches", headers=me[0]).content == client.get("/api/matches", headers=me[0]).content


def test_the_number_of_queries_does_not_grow_with_the_list(client, make, count_queries, me):
    role(make)
    once = count_queries(lambda: client.get("/api/matches", headers=me[0]))
    role(make), role(make)
    assert count_queries(lambda: client.get("/api/matches", headers=me[0])) <= once  # fewer beside an earlier receipt
    warm = count_queries(lambda: client.get("/api/matches", headers=me[0]))
    assert warm < once  # nothing has changed, so nothing is fetched again


def test_the_same_number_for_every_market(client, make, count_queries, me):
    def build():
        make.mentor(topics=[teaches("tool/blender")]), make.call(), make.funding_call(), make.space()

    def ask():
        return [
            client.get(f"/api/matches?market={m}", headers=me[0]) for m in ("mentors", "places", "funding", "spaces")
        ]

    build(), ask(), build()
    once = count_queries(ask)
    build(), build()
    assert count_queries(ask) <= once  # fewer where a receipt is kept beside an earlier one


def test_what_says_about_the_same_is_told_as_a_tie_and_what_does_not_is_not(client, make):
    account, _ = talent(make)
    twins = {str(role(make, "tool/blender").id) for _ in range(2)}
    role(make, "tool/blender", "craft/basketry", "craft/pottery")
    page = client.get("/api/matches", headers=make.as_(account)).json()
    (tied,) = page["ties"]
    assert set(tied) == twins
    assert tied == [card["thing_id"] for card in page["items"] if card["thing_id"] in twins]


def test_pay_by_the_hour_counts_for_the_hours_of_the_posting_here_and_in_the_list(client, make):
    """Ten euros for twenty hours a week are 866.67 a month, and not what they would be for forty."""
    headers = make.as_(talent(make)[0])
    hourly = {"pay_min": 10_00, "pay_max": 10_00, "pay_period": "hour", "pay_monthly": 866_67, "hours_min": 20}
    one = role(make, **hourly, hours_max=20)
    for least, expected in ((866_67, [str(one.id)]), (866_68, [])):
        matches = client.get(f"/api/matches?pay_at_least={least}", headers=headers).json()["items"]
        listed = client.get(f"/api/opportunities?pay_at_least={least}").json()["items"]
        assert [card["thing_id"] for card in matches] == [item["id"] for item in listed] == expected
