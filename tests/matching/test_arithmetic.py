"""The numbers sum, only move the right way, and never hide a guess."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import BadInput, Config, contrast, explain, rounded
from matching.config import DEFAULT, SCHEMES, Scheme, Shapes, Weight
from matching.explain.contributions import explain as explain_pair
from matching.explain.contributions import sides
from matching.scoring.shapes import Shape, bent
from matching.types import TOLERANCE, Contribution, Item, Market, Part, Requirement, Seeker, Side, SkillClaim
from tests.matching.worlds import NOW, claims, items, requirements, scene, seekers, snapshot, worlds


@given(seekers, items())
def test_base_and_points_are_the_score_here_and_on_either_side(seeker, item):
    match = explain_pair(seeker, item, scene())
    assert abs(match.base + math.fsum(c.points for c in match.contributions) - match.score) <= TOLERANCE
    for side, own in ((Side.FORWARD, match.forward), (Side.BACKWARD, match.backward)):
        points = math.fsum(c.side_points for c in match.contributions if c.side is side)
        assert abs(own.base + points - own.score) <= TOLERANCE
    assert abs(match.score - math.sqrt(match.forward.score * match.backward.score)) <= TOLERANCE
    for c in match.contributions:
        assert not c.parts or abs(math.fsum(part.points for part in c.parts) - c.points) <= TOLERANCE


@given(seekers, items())
def test_a_factor_moves_the_score_the_way_its_value_says(seeker, item):
    for c in explain_pair(seeker, item, scene()).contributions:
        assert (c.points > 0) == (c.value > c.prior)
        assert (c.points < 0) == (c.value < c.prior)


@given(seekers, items())
def test_what_is_not_known_takes_the_prior_and_widens_the_interval(seeker, item):
    match = explain_pair(seeker, item, scene())
    assert match.low <= match.score + TOLERANCE
    assert match.score <= match.high + TOLERANCE
    for c in match.contributions:
        assert c.low <= c.value <= c.high
        assert c.low == c.high or not c.is_known
        if c.low < c.value:
            assert c.value == c.prior
            assert c.points == 0


def test_a_pair_of_which_nothing_is_known_scores_the_base_and_not_zero():
    match = explain_pair(Seeker("p"), Item("i", Market.MENTORS), scene())
    assert match.base > 0
    assert match.score >= match.base


@given(seekers, items(), claims)
def test_a_further_claim_never_lowers_the_backward_score(seeker, item, claim):
    _, before = sides(seeker, item, scene())
    _, after = sides(replace(seeker, skills=(*seeker.skills, claim)), item, scene())
    assert after >= before


@given(seekers, items(), requirements)
def test_a_further_demand_never_raises_the_skills_of_anyone(seeker, item, requirement):
    more = replace(item, requirements=(*item.requirements, requirement))
    before, after = (
        next(c for c in explain_pair(seeker, one, scene()).contributions if c.factor == "skills").value
        for one in (replace(item, market=Market.OPPORTUNITIES), replace(more, market=Market.OPPORTUNITIES))
    )
    assert after <= before


@given(seekers, items(), requirements)
def test_a_further_demand_never_raises_the_backward_score(seeker, item, requirement):
    more = replace(item, requirements=(*item.requirements, requirement))
    assert sides(seeker, more, scene())[1] <= sides(seeker, item, scene())[1]


@given(seekers, items(), st.integers(1, 4))
def test_a_higher_level_never_lowers_the_backward_score(seeker, item, level):
    for n, claim in enumerate(seeker.skills):
        better = replace(claim, level=max(level, claim.level))
        after = replace(seeker, skills=(*seeker.skills[:n], better, *seeker.skills[n + 1 :]))
        assert sides(after, item, scene())[1] >= sides(seeker, item, scene())[1]


@given(seekers, worlds(most=4).filter(lambda things: len(things) > 1))
def test_a_contrast_sums_to_the_difference_of_the_scores(seeker, things):
    first, second = (explain(seeker, snapshot(things), item.id, now=NOW) for item in things[:2])
    told = contrast(first, second)
    points = math.fsum(difference.points for difference in told.differences)
    assert abs(told.base + points - (first.score - second.score)) <= TOLERANCE
    assert first.market is not second.market or told.base == 0
    assert [abs(d.points) for d in told.differences] == sorted((abs(d.points) for d in told.differences), reverse=True)


def test_two_people_cannot_be_contrasted():
    one, two = (explain_pair(Seeker(name), Item("i", Market.MENTORS), scene()) for name in "ab")
    with pytest.raises(BadInput, match=r"contrast\.two-people"):
        contrast(one, two)


@given(seekers, items())
def test_what_is_printed_sums_too(seeker, item):
    match = explain_pair(seeker, item, scene())
    points = [c.points for c in match.contributions]
    base, lines, total = rounded(match.base, points)
    assert round(base + math.fsum(lines), 6) == total == round(match.score, 1)
    assert all(abs(line - point) < 0.1 for line, point in zip(lines, points, strict=True))


def test_points_that_do_not_sum_cannot_be_stored():
    match = explain_pair(Seeker("p"), Item("i", Market.MENTORS), scene())
    with pytest.raises(BadInput, match=r"score\.does-not-sum"):
        replace(match, score=match.score + 1e-6)
    with pytest.raises(BadInput, match=r"score\.does-not-sum"):
        replace(match, score=math.nan)
    with pytest.raises(BadInput, match=r"score\.does-not-sum"):
        Contribution(Side.FORWARD, "skills", 1.0, 1.0, 0.1, 1, 0, 0, 1, is_known=True, parts=(Part("x", 2.0, {}),))


def test_every_demand_gets_its_line_with_the_evidence_that_covers_it():
    seeker = Seeker("p", (SkillClaim("rigging", 3), SkillClaim("animation", 1)))
    item = Item(
        "i",
        Market.OPPORTUNITIES,
        requirements=(
            Requirement("rigging"),
            Requirement("animation", level=4),
            Requirement("modelling"),
            Requirement("dyeing"),
        ),
    )
    skills = next(c for c in explain_pair(seeker, item, scene()).contributions if c.factor == "skills")
    assert [part.code for part in skills.parts] == [
        "skills.covered",
        "skills.partly",
        "skills.related",
        "skills.missing",
    ]
    assert skills.parts[0].points > 0 > skills.parts[-1].points
    assert skills.parts[2].facts["via"] == "rigging"


@given(st.integers(-50, 2500))
def test_shapes_agree_on_one_and_many(x):
    for name in ("travel", "hours", "delay", "deadline", "pay", "months", "education_gap", "wait"):
        shape = getattr(Shapes(), name)
        many, corners = np.array([x]), np.array(shape.corners)
        assert shape.at(x) == shape.over(many)[0] == bent(many, *corners.T)[0]
        first, second = shape.at(x), shape.at(x + 1)
        assert (first <= second) if shape.corners[0][1] <= shape.corners[-1][1] else (first >= second)


def test_numbers_without_sense_are_refused():
    for wrong in (
        lambda: Shape(((0, 0), (0, 5))),
        lambda: Shape(((0, 0), (5, 9), (6, 3))),
        lambda: Shape(()),
        lambda: Weight("skills", 0, 1, 0, 1),
        lambda: Weight("skills", 10, 1, 2, 3),
        lambda: Scheme(Market.SPACES, (Weight("pay", 999, 1, 1, 1),), (Weight("pay", 1000, 1, 1, 1),)),
        lambda: Config(schemes=SCHEMES[1:]),
        lambda: Config(silence=1000),
        lambda: Shapes(travel=Shape(((0, 0), (1, 1)))),
    ):
        with pytest.raises(BadInput):
            wrong()


def test_a_configuration_is_known_by_its_hash():
    assert Config().digest == DEFAULT.digest
    assert Config(silence=61).digest != DEFAULT.digest
