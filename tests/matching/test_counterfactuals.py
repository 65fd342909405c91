"""What is promised is reached, and nobody is told to be somebody else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching import counterfactuals, explain, item_counterfactuals, rank, rank_people
from matching.codes import ACTIONS
from matching.types import (
    Condition,
    Hours,
    Importance,
    Item,
    Market,
    Money,
    Outcome,
    Place,
    Remote,
    Requirement,
    Seeker,
    SkillClaim,
    Topic,
)
from tests.matching.worlds import DAY, GRAPH, NOW, scene, seekers, snapshot, worlds

BRAGA, PORTO = Place(41.545, -8.427), Place(41.15, -8.61)


def promises(seeker, things, wanted):
    return counterfactuals(seeker, snapshot(things), wanted, now=NOW, day_seed=DAY, most=99)


@given(seekers, worlds(most=12).filter(len), st.sampled_from(("fit", "plain")))
def test_promised_score_and_rank_are_reached_when_it_is_done(seeker, things, policy):
    shelf = snapshot(things)
    wanted = things[0]
    for promise in counterfactuals(seeker, shelf, wanted.id, now=NOW, day_seed=DAY, policy=policy, most=99):
        assert promise.code in ACTIONS
        after = rank(promise.after, shelf, now=NOW, day_seed=DAY, market=wanted.market, policy=policy, top=99)
        assert {m.item_id: m.rank for m in after.matches}.get(wanted.id) == promise.rank_after
        assert explain(promise.after, shelf, wanted.id, now=NOW).score == promise.score_after
        assert explain(seeker, shelf, wanted.id, now=NOW).score == promise.score_before
        assert promise.delta > 0 or (promise.rank_before is None and promise.rank_after is not None)


@given(seekers, worlds(most=5).filter(len))
def test_no_promise_touches_pay_home_or_a_known_past(seeker, things):
    for promise in promises(seeker, things, things[0].id):
        then = promise.after
        assert (then.pay_floor, then.experience, then.id) == (seeker.pay_floor, seeker.experience, seeker.id)
        assert seeker.place in {None, then.place}
        assert seeker.education_level in {None, then.education_level}


def test_a_missing_skill_names_who_teaches_it():
    things = (
        Item("job", Market.OPPORTUNITIES, requirements=(Requirement("rigging"), Requirement("editing"))),
        Item("mentor", Market.MENTORS, teaches=("rigging",)),
        Item("course", Market.PLACES, teaches=("rigging", "dyeing")),
    )
    told = promises(Seeker("p", (SkillClaim("editing", 1),)), things, "job")
    assert {(one.code, one.facts["concept"], one.taught_by) for one in told} == {
        ("learn.skill", "rigging", ("course", "mentor")),
        ("learn.level", "editing", ()),
    }


def test_a_claim_without_evidence_may_be_proven():
    things = (Item("job", Market.OPPORTUNITIES, requirements=(Requirement("rigging"),)),)
    (told,) = promises(Seeker("p", (SkillClaim("rigging", 4),)), things, "job")
    assert told.code == "prove.skill"


def test_what_is_hidden_comes_to_light_by_widening():
    job = Item("job", Market.OPPORTUNITIES, place=PORTO, remote_share=0, hours=Hours(30, 40))
    far = promises(Seeker("p", place=BRAGA, travel_limit_km=25), (job,), "job")
    assert [
        (one.code, one.facts["to_km"], one.rank_before, one.rank_after) for one in far if one.code == "widen.area"
    ] == [("widen.area", 60, None, 1)]
    busy = promises(Seeker("p", hours=Hours(5, 10)), (job,), "job")
    assert [(one.facts["to"], one.rank_after) for one in busy if one.code == "widen.hours"] == [((5, 30), 1)]
    home = promises(Seeker("p", remote=Remote.ONLY), (job,), "job")
    assert [(one.code, one.rank_after) for one in home if one.rank_after] == [("consider.on-site", 1)]


def test_an_open_condition_is_worth_answering():
    call = Item("call", Market.FUNDING, conditions=(Condition(Topic.LEGAL_FORM, ("association",)),))
    told = promises(Seeker("p"), (call,), "call")
    assert [(one.code, one.facts["topic"]) for one in told] == [("answer.condition", "legal_form")]
    after = explain(told[0].after, snapshot((call,)), "call", now=NOW)
    assert [verdict.outcome for verdict in after.verdicts] == [Outcome.PASS]


def people(count):
    return tuple(
        Seeker(f"p{n}", (SkillClaim("rigging", 1 + n % 4),), pay_floor=Money(100_000 + n * 1000), place=BRAGA,
               travel_limit_km=10 if n % 2 else 100)
        for n in range(count)
    )  # fmt: skip


def test_an_employer_sees_what_each_change_would_bring():
    job = Item(
        "job",
        Market.OPPORTUNITIES,
        place=PORTO,
        remote_share=20,
        experience_months=24,
        requirements=(Requirement("rigging"), Requirement("dyeing", Importance.NICE)),
    )
    crowd = people(8)
    told = {one.code: one for one in item_counterfactuals(job, crowd, GRAPH, now=NOW, day_seed=DAY, person_id="p2")}
    assert set(told) == {"drop.nice", "state.level", "publish.pay", "allow.remote"}
    assert (told["allow.remote"].reach_before, told["allow.remote"].reach_after) == (4, 8)
    assert told["drop.nice"].mean_after > told["drop.nice"].mean_before
    assert told["publish.pay"].facts["cents"] == 104_000
    for one in told.values():
        after = rank_people(one.after, crowd, GRAPH, now=NOW, day_seed=DAY)
        shown = {match.person_id: match for match in after.matches}
        assert (one.reach_after, one.rank_after, one.score_after) == (
            after.eligible,
            shown["p2"].rank,
            shown["p2"].score,
        )


def test_an_essential_demand_is_not_offered_for_dropping():
    job = Item("job", Market.OPPORTUNITIES, remote_share=100,
               requirements=(Requirement("rigging", Importance.NICE, is_essential=True),))  # fmt: skip
    assert item_counterfactuals(job, (), GRAPH, now=NOW, day_seed=DAY) == ()


def test_the_scene_has_no_other_clock():
    assert scene().today == NOW.date()
    assert replace(scene(), now=NOW).now == NOW
