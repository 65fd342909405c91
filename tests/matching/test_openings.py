"""What a lesson opens is what ranking anew shows, and only with who can be learnt from."""

from dataclasses import replace

from hypothesis import given, settings

from matching import rank
from matching.explain.openings import openings, teachers
from matching.rank import EVERYTHING, Asked
from matching.types import Importance, Item, Market, Place, Requirement, Seeker, SkillClaim
from tests.matching.worlds import DAY, NOW, SKILLS, seekers, snapshot, worlds

PAGE = 3
MENTOR = Item("mentor", Market.MENTORS, teaches=SKILLS[:5])


def ranked(seeker, shelf, top=99, **more):
    return rank(seeker, shelf, now=NOW, day_seed=DAY, market=Market.OPPORTUNITIES, top=top, **more)


def scores(seeker, shelf):
    return {match.item_id: match.forward.score * match.backward.score for match in ranked(seeker, shelf).matches}


def promises(seeker, shelf, **more):
    return openings(seeker, shelf, [MENTOR], now=NOW, day_seed=DAY, page=PAGE, **more)


@settings(max_examples=25)
@given(seekers, worlds(Market.OPPORTUNITIES, most=8).filter(len))
def test_every_number_comes_true_once_it_is_learnt(seeker, things):
    shelf = snapshot((*things, MENTOR))
    for told in promises(seeker, shelf, most=2):
        before, after = ranked(seeker, shelf), ranked(told.action.after, shelf)
        was, will = scores(seeker, shelf), scores(told.action.after, shelf)
        pages = [[match.item_id for match in ranking.matches[:PAGE]] for ranking in (before, after)]
        unlocked, entered = will.keys() - was.keys(), set(pages[1]) - set(pages[0])
        assert (told.unlocks, told.enters, told.opens) == (len(unlocked), len(entered), len(unlocked | entered))
        assert told.raises == sum(will[one] > was[one] + 1e-6 for one in was)
        assert told.opens or told.raises
        ranks = [{match.item_id: match.rank for match in ranking.matches} for ranking in (before, after)]
        if told.best:
            assert (told.rank_before, told.rank_after) == (ranks[0].get(told.best), ranks[1][told.best])
            assert told.rank_before is None or told.rank_before > told.rank_after
        assert told.teachers == ("mentor",)
        assert told.steps == told.level - max((c.level for c in seeker.skills if c.concept == told.concept), default=0)


def jobs(*asked):
    return tuple(
        Item(f"job{n}", Market.OPPORTUNITIES, requirements=(Requirement(skill, Importance.MUST, level, is_essential),))
        for n, (skill, level, is_essential) in enumerate(asked)
    )


def test_what_opens_most_for_each_level_to_climb_comes_first():
    shelf = snapshot(
        (*jobs(("rigging", 4, False), ("rigging", 4, False), ("editing", 1, False), ("editing", 1, False)), MENTOR)
    )
    told = openings(Seeker("p", (SkillClaim("weaving"),)), shelf, [replace(MENTOR, teaches=("rigging", "editing"))],
                    now=NOW, day_seed=DAY, page=4)  # fmt: skip
    assert [(one.concept, one.level, one.steps, one.raises) for one in told] == [
        ("editing", 1, 1, 2),
        ("rigging", 4, 4, 2),
    ]


def test_what_is_hidden_for_a_skill_comes_to_light():
    person = Seeker("p", (SkillClaim("rigging", 1), SkillClaim("weaving", 3)))
    (told,) = promises(person, snapshot((*jobs(("rigging", 3, True), ("weaving", 1, False)), MENTOR)))
    assert (told.action.code, told.unlocks, told.enters, told.best) == ("learn.level", 1, 1, "job0")
    assert (told.rank_before, told.rank_after is not None) == (None, True)


def test_only_what_the_opportunity_asks_for_is_told_about_it():
    shelf = snapshot((*jobs(("rigging", 2, False), ("editing", 2, False)), MENTOR))
    told = promises(Seeker("p", (SkillClaim("weaving"),)), shelf, about=shelf.item("job0"))
    assert [one.concept for one in told] == ["rigging"]


def test_who_is_full_or_too_far_teaches_nobody():
    porto, lisboa = Place(41.15, -8.61), Place(38.7, -9.1)
    near = Item("near", Market.MENTORS, teaches=("rigging",), place=porto, capacity=2)
    things = (near, replace(near, id="full", capacity=0), replace(near, id="far", place=lisboa), replace(near, id="mute", teaches=()))  # fmt: skip
    person = Seeker("p", (SkillClaim("weaving"),), place=porto, travel_limit_km=25)
    asked = Asked(NOW, DAY, Market.MENTORS, EVERYTHING, 1, "fit")
    shelf = snapshot((*things, *jobs(("rigging", 2, False))))
    assert [item.id for item in teachers(person, shelf, asked)] == ["near"]
    assert openings(person, shelf, (), now=NOW, day_seed=DAY) == ()
