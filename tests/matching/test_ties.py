"""What says about the same is shown as a tie: in groups with a width, never a chain."""

from dataclasses import replace

from hypothesis import given, settings

from matching.explain.contributions import explain
from matching.explain.ties import tie_groups
from matching.types import Item, Market, MoneyRange, Requirement, Seeker, SkillClaim
from tests.matching.worlds import scene, seekers, worlds

PERSON = Seeker("p", (SkillClaim("rigging", 3),))


def match(**said):
    return explain(PERSON, Item("i", Market.OPPORTUNITIES, **said), scene())


def unknown(one):
    return {(c.side, c.factor) for c in one.contributions if not c.is_known}


def scored(*scores, like=None):
    """Matches with these scores, whatever it took: the sums are made to fit by the base."""
    base = like or match(requirements=(Requirement("rigging"),), pay=MoneyRange(100_000, 100_000))
    return [replace(base, score=score, base=base.base + score - base.score) for score in scores]


def test_a_chain_of_small_steps_is_no_tie():
    assert tie_groups(scored(70.0, 69.6, 69.2, 68.8)) == ((0, 1), (2, 3))
    assert tie_groups(scored(68.8, 69.2, 69.6, 70.0)) == ((3, 2), (1, 0)), "in any order given"
    assert tie_groups(scored(70.0, 69.4)) == ((0,), (1,))
    assert tie_groups(()) == ()


def test_what_is_known_of_one_alone_widens_and_what_is_known_of_neither_does_not():
    stated = match(requirements=(Requirement("rigging"),), pay=MoneyRange(100_000, 100_000))
    silent = match(requirements=(Requirement("rigging"),))
    apart = [scored(70.0, like=stated)[0], scored(69.0, like=silent)[0]]
    assert tie_groups(apart) == ((0, 1),)
    for like in (stated, silent):
        assert tie_groups(scored(70.0, 69.0, like=like)) == ((0,), (1,))
    assert tie_groups([apart[0], replace(apart[1], score=66.0, base=apart[1].base - 3.0)]) == ((0,), (1,))


@settings(max_examples=30)
@given(seekers, worlds(Market.OPPORTUNITIES, most=8))
def test_every_match_is_in_one_group_and_groups_go_down(seeker, things):
    matches = [explain(seeker, item, scene()) for item in things]
    groups = tie_groups(matches)
    assert sorted(place for group in groups for place in group) == list(range(len(matches)))
    scores = [matches[place].score for group in groups for place in group]
    assert scores == sorted(scores, reverse=True)
    for leader, *_, last in (group for group in groups if len(group) > 1):
        if matches[leader].score - matches[last].score > 0.5:
            assert unknown(matches[leader]) != unknown(matches[last]), "beyond rounding, only by what is not known"
