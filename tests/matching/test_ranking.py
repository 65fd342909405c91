"""The order: exact, the same for any order of the input, filtered, capped, and honest about what it hides."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import BadInput, Config, Filters, Snapshot, UnknownId, explain, rank, rank_people, receipt, replay
from matching.config import DEFAULT, Policy
from matching.explain.contributions import sides
from matching.rank import Asked, look, rank_of
from matching.types import Hours, Item, Market, Money, MoneyRange, Place, Remote, Requirement, Seeker, SkillClaim
from tests.matching.worlds import DAY, GRAPH, NOW, items, plain_order, scene, seekers, snapshot, worlds

EVERY_MARKET = st.none() | st.sampled_from(Market)


def ids(ranking):
    return [match.item_id for match in ranking.matches]


@given(seekers, worlds(), st.integers(1, 15))
def test_the_fast_way_equals_the_plain_way_ties_included(seeker, things, top):
    ranking = rank(seeker, snapshot(things), now=NOW, day_seed=DAY, top=top, policy="plain")
    assert ids(ranking) == plain_order(seeker, things)[:top]
    assert ranking.eligible == len(plain_order(seeker, things))
    assert ranking.total == len(things)


@given(worlds(Market.OPPORTUNITIES, most=4), st.integers(1, 9))
def test_equal_items_are_shuffled_by_the_day_and_still_exact(things, top):
    twins = tuple(replace(thing, id=f"{thing.id}-{n}") for thing in things for n in range(6))
    seeker = Seeker("p")
    assert (
        ids(rank(seeker, snapshot(twins), now=NOW, day_seed=DAY, top=top, policy="plain"))
        == plain_order(seeker, twins)[:top]
    )


def test_another_day_breaks_ties_another_way():
    twins = tuple(Item(f"i{n}", Market.MENTORS) for n in range(20))
    monday, tuesday = (ids(rank(Seeker("p"), snapshot(twins), now=NOW, day_seed=day)) for day in ("1", "2"))
    assert sorted(monday) == sorted(tuesday)
    assert monday != tuesday


@given(seekers, worlds(), st.randoms(use_true_random=False), EVERY_MARKET)
def test_the_order_of_the_input_does_not_matter(seeker, things, chance, market):
    mixed = list(things)
    chance.shuffle(mixed)
    one, two = (rank(seeker, snapshot(tuple(s)), now=NOW, day_seed=DAY, market=market) for s in (things, mixed))
    assert one == two


@given(seekers, worlds(), EVERY_MARKET)
def test_every_item_is_shown_hidden_or_filtered(seeker, things, market):
    ranking = rank(
        seeker, snapshot(things), now=NOW, day_seed=DAY, market=market, filters=Filters(kinds=("job",)), top=99
    )
    assert len(ranking.matches) == ranking.eligible
    hidden = ranking.total - ranking.filtered - ranking.eligible
    assert sum(rule.only for rule in ranking.hidden) <= hidden <= sum(rule.count for rule in ranking.hidden)
    for match in ranking.matches:
        assert not match.objections
        assert match.score == explain(seeker, snapshot(things), match.item_id, now=NOW).score


@given(seekers, worlds(Market.OPPORTUNITIES, most=20))
def test_a_loosened_limit_shows_what_was_promised(seeker, things):
    ranking = rank(seeker, snapshot(things), now=NOW, day_seed=DAY)
    for rule in ranking.hidden:
        if rule.rule == "travel":
            for loosening in rule.loosenings:
                wider = rank(replace(seeker, travel_limit_km=loosening.to), snapshot(things), now=NOW, day_seed=DAY)
                assert wider.eligible == ranking.eligible + loosening.shows


@given(seekers, worlds(Market.OPPORTUNITIES, most=25), st.integers(1, 25))
def test_caps_hold_and_every_move_has_a_reason(seeker, things, top):
    ranking = rank(seeker, snapshot(things), now=NOW, day_seed=DAY, top=top)
    order = plain_order(seeker, things)
    shown = {item.id: item for item in things}
    assert len(ranking.matches) == min(top, len(order))
    for match in ranking.matches:
        assert [move.after for move in match.moves] == ([] if order[match.rank - 1] == match.item_id else [match.rank])
        assert all(order[move.before - 1] == match.item_id for move in match.moves)
    page = [shown[match.item_id] for match in ranking.matches[:10]]
    firms, jobs = [item.organisation for item in page], [item.occupation for item in page]
    if any(firms.count(firm) > 2 for firm in firms if firm):  # then nobody else could have come instead
        for left_out in set(order) - {item.id for item in page}:
            other = shown[left_out]
            is_capped = other.organisation is not None and firms.count(other.organisation) >= 2
            assert is_capped or (other.occupation is not None and jobs.count(other.occupation) >= 5)


@given(seekers, worlds(Market.OPPORTUNITIES, most=25), st.sampled_from(("fit", "plain")))
def test_the_rank_of_one_item_is_the_rank_it_is_shown_at(seeker, things, policy):
    shelf = snapshot(things)
    ranking = rank(seeker, shelf, now=NOW, day_seed=DAY, top=99, policy=policy, market=Market.OPPORTUNITIES)
    views = look(seeker, shelf, Asked(NOW, DAY, Market.OPPORTUNITIES, Filters(), 1, policy))
    shown = {match.item_id: match.rank for match in ranking.matches}
    assert {item.id: rank_of(item, views, DEFAULT.policy(policy)) for item in things} == {
        item.id: shown.get(item.id) for item in things
    }


@given(seekers, worlds(Market.OPPORTUNITIES, most=1).filter(len), st.lists(seekers, max_size=6))
def test_in_reverse_a_pair_has_the_same_score(seeker, things, others):
    people = tuple(replace(one, id=f"p{n}") for n, one in enumerate((seeker, *others)))
    ranking = rank_people(things[0], people, GRAPH, now=NOW, day_seed=DAY, top=99)
    assert [m.rank for m in ranking.matches] == list(range(1, ranking.eligible + 1))
    assert [m.score for m in ranking.matches] == sorted((m.score for m in ranking.matches), reverse=True)
    by_id = {person.id: person for person in people}
    for match in ranking.matches:
        assert match.score == explain(by_id[match.person_id], snapshot(things), things[0].id, now=NOW).score
    again = rank_people(things[0], people[::-1], GRAPH, now=NOW, day_seed=DAY, top=99)
    assert again == ranking


def test_hidden_by_the_commute_says_how_many_and_what_would_show_them():
    braga = Place(41.545, -8.427)
    near, far = Place(41.6, -8.4), Place(41.15, -8.61)  # 6 and 46 km away
    things = tuple(Item(f"i{n}", Market.OPPORTUNITIES, place=near if n < 2 else far, remote_share=0) for n in range(5))
    ranking = rank(Seeker("p", place=braga, travel_limit_km=25), snapshot(things), now=NOW, day_seed=DAY)
    (hidden,) = ranking.hidden
    assert (hidden.rule, hidden.count, hidden.only, hidden.limit) == ("travel", 3, 3, 25)
    assert [(step.to, step.shows) for step in hidden.loosenings] == [(60, 3)]
    assert ranking.eligible == 2


def test_an_item_two_rules_hide_is_not_promised_to_one_of_them():
    braga, porto = Place(41.545, -8.427), Place(41.15, -8.61)
    thing = Item("i", Market.OPPORTUNITIES, place=porto, hours=Hours(35, 40))
    ranking = rank(
        Seeker("p", place=braga, travel_limit_km=25, hours=Hours(5, 10)), snapshot((thing,)), now=NOW, day_seed=DAY
    )
    assert {(rule.rule, rule.count, rule.only, rule.loosenings) for rule in ranking.hidden} == {
        ("travel", 1, 0, ()),
        ("hours", 1, 0, ()),
    }


def test_nobody_is_told_to_ask_for_less_pay():
    thing = Item("i", Market.OPPORTUNITIES, pay=MoneyRange(90_000, 90_000))
    ranking = rank(Seeker("p", pay_floor=Money(100_000)), snapshot((thing,)), now=NOW, day_seed=DAY)
    assert [(rule.rule, rule.loosenings) for rule in ranking.hidden] == [("pay", ())]


def test_what_is_not_known_asks_and_never_hides():
    thing = Item("i", Market.OPPORTUNITIES, requirements=(Requirement("rigging", is_essential=True),))
    seeker = Seeker("p", place=None, travel_limit_km=10, pay_floor=Money(1), remote=Remote.ONLY)
    ranking = rank(seeker, snapshot((thing,)), now=NOW, day_seed=DAY)
    assert ids(ranking) == ["i"]
    assert {question.rule for question in ranking.questions} == {"travel", "pay", "remote", "skills"}


FILTERS = [
    (Filters(only=("b",)), {"b"}),
    (Filters(without=("b",)), {"a", "c"}),
    (Filters(kinds=("job",)), {"a"}),
    (Filters(organisations=("studio",)), {"a", "b"}),
    (Filters(municipalities=("1308",)), {"b"}),
    (Filters(occupations=("screen-work",)), {"a"}),
    (Filters(teaches=("craft",)), {"c"}),
    (Filters(access=("quiet", "step-free")), {"c"}),
    (Filters(remote_at_least=50), {"a"}),
    (Filters(pay_at_least=Money(120_000)), {"a"}),
    (Filters(within_km=5), {"b"}),
    (Filters(kinds=("no such kind",)), set()),
    (Filters(only=()), set()),
    (Filters(pay_at_least=Money(10**12)), set()),
]


@pytest.mark.parametrize(("filters", "left"), FILTERS)
def test_filters_are_true(filters, left):
    things = (
        Item("a", Market.OPPORTUNITIES, kind="job", organisation="studio", occupation="editor", remote_share=60,
             pay=MoneyRange(100_000, 130_000)),
        Item("b", Market.OPPORTUNITIES, kind="project", organisation="studio", place=Place(41.15, -8.61, "1308")),
        Item("c", Market.OPPORTUNITIES, teaches=("weaving",), access=("step-free", "quiet")),
    )  # fmt: skip
    ranking = rank(Seeker("p", place=Place(41.15, -8.6)), snapshot(things), now=NOW, day_seed=DAY, filters=filters)
    assert set(ids(ranking)) == left
    assert ranking.filtered == 3 - len(left)


def test_no_organisation_fills_the_first_page():
    things = tuple(
        Item(f"i{n:02d}", Market.OPPORTUNITIES, organisation="big" if n < 12 else f"small{n}",
             requirements=(Requirement("rigging"),) * 2 if n < 12 else (Requirement("rigging"),) * 3)
        for n in range(24)
    )  # fmt: skip
    ranking = rank(Seeker("p"), snapshot(things), now=NOW, day_seed=DAY, top=12)
    organisations = ["big" if match.item_id < "i12" else "small" for match in ranking.matches]
    assert organisations[:10].count("big") == 2
    assert organisations[10:] == ["big", "big"]
    assert {move.code for match in ranking.matches for move in match.moves} == {
        "rerank.lifted",
        "rerank.organisation-cap",
    }
    assert len(ranking.passed_over) == 8


def test_a_post_that_says_nothing_waits_behind_the_first_page_and_says_so():
    asks = (Requirement("rigging"), Requirement("modelling"))
    things = tuple(
        Item(f"i{n:02d}", Market.OPPORTUNITIES, organisation=f"o{n}", requirements=() if n % 2 else asks)
        for n in range(24)
    )
    told = rank(Seeker("p"), snapshot(things), now=NOW, day_seed=DAY, top=12)
    plain = rank(Seeker("p"), snapshot(things), now=NOW, day_seed=DAY, top=12, policy="plain")
    assert all(int(match.item_id[1:]) % 2 for match in plain.matches)  # by score alone they would have it all
    assert not any(int(match.item_id[1:]) % 2 for match in told.matches[:10])
    assert [move.code for move in told.matches[10].moves] == ["rerank.says-little"]


@given(seekers.filter(lambda person: person.skills), items(Market.OPPORTUNITIES))
def test_saying_less_never_makes_a_post_more_wanted(person, item):
    """To somebody who can do what it asks; that more demands only lower the other side is a promise of its own."""
    person = replace(person, skills=tuple(SkillClaim(claim.concept) for claim in person.skills), denied=())
    silent = replace(item, requirements=(), affords=(), occupation=None)
    loved = replace(item, requirements=tuple(Requirement(claim.concept, level=1) for claim in person.skills))
    assert sides(person, silent, scene())[0] <= sides(person, replace(loved, affords=()), scene())[0]


def test_with_few_others_the_page_is_filled_all_the_same():
    things = tuple(Item(f"i{n}", Market.OPPORTUNITIES, organisation="only") for n in range(5))
    assert len(rank(Seeker("p"), snapshot(things), now=NOW, day_seed=DAY).matches) == 5


def test_nothing_is_lifted_from_far_below():
    asks = (Requirement("rigging"),)
    alike = [Item(f"i{n:03}", Market.OPPORTUNITIES, occupation="editor", requirements=asks) for n in range(120)]
    other = Item("j", Market.OPPORTUNITIES, requirements=(*asks, Requirement("weaving")))
    person = Seeker("p", (SkillClaim("rigging"),), occupations=("editor",))
    for reach, is_lifted in ((121, True), (120, False), (100, False)):
        config = Config(policies=(Policy("fit", reach=reach),))
        shown = rank(person, Snapshot.build((*alike, other), GRAPH, config), now=NOW, day_seed=DAY, top=10)
        assert ("j" in ids(shown), len(shown.items)) == (is_lifted, min(reach, 121))
        assert replay(receipt(shown).content) == receipt(shown).content
    shown = rank(person, snapshot([*alike, other]), now=NOW, day_seed=DAY, top=20)
    assert ("j" in ids(shown), len(shown.items)) == (False, DEFAULT.policy("fit").reach)


def test_an_empty_market_is_an_empty_answer():
    for market in (None, *Market):
        ranking = rank(Seeker("p", (SkillClaim("rigging"),)), snapshot(()), now=NOW, day_seed=DAY, market=market)
        assert (ranking.matches, ranking.total, ranking.hidden) == ((), 0, ())


def test_a_passed_deadline_hides():
    things = tuple(Item(f"i{n}", Market.FUNDING, deadline=NOW + timedelta(seconds=n)) for n in (-1, 0, 1))
    assert ids(rank(Seeker("p"), snapshot(things), now=NOW, day_seed=DAY)) == ["i1"]


def test_asking_for_what_is_not_there_is_refused():
    with pytest.raises(BadInput, match=r"policy\.unknown"):
        rank(Seeker("p"), snapshot(()), now=NOW, day_seed=DAY, policy="bribe")
    with pytest.raises(BadInput, match=r"top\.too-small"):
        rank(Seeker("p"), snapshot(()), now=NOW, day_seed=DAY, top=0)
    with pytest.raises(BadInput, match=r"now\.naive"):
        rank(Seeker("p"), snapshot(()), now=NOW.replace(tzinfo=None), day_seed=DAY)
    with pytest.raises(UnknownId):
        explain(Seeker("p"), snapshot(()), "i", now=NOW)


def test_a_policy_needs_sense():
    with pytest.raises(BadInput):
        Policy("odd", per_organisation=0)


def test_a_thousand_items_are_ranked_in_a_blink():
    chance = random.Random(3)
    things = tuple(
        Item(f"i{n:05d}", Market.OPPORTUNITIES, requirements=tuple(Requirement(s) for s in chance.sample(
            ("modelling", "rigging", "animation", "editing", "grading", "weaving"), 4)))
        for n in range(1500)
    )  # fmt: skip
    ranking = rank(
        Seeker("p", (SkillClaim("rigging"), SkillClaim("weaving"))), snapshot(things), now=NOW, day_seed=DAY, top=50
    )
    assert len(ranking.matches) == 50
