"""Nothing goes live that is worse in any way, or that nobody approved; whatever was replaced still replays."""

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import DEFAULT, rank, receipt, replay
from matching.errors import BadInput
from matching.learn.calibration import Curve, calibration_error
from matching.learn.feedback import PROPENSITY, Event, Reaction
from matching.learn.gate import Standing, adopted, judge, quality
from matching.learn.simplex import reweighed
from matching.types import Item, Market, Requirement, Seeker, Side, SkillClaim
from tests.matching.worlds import DAY, NOW, snapshot

CHAMPION = Standing(0.70, 0.04, 900, {"town": 0.95, "village": 0.85})


@pytest.mark.parametrize(
    ("change", "refusals"),
    [
        pytest.param({}, (), id="equal"),
        pytest.param({"ndcg": 0.72}, (), id="better"),
        pytest.param({"ndcg": 0.699}, ("gate.ndcg",), id="worse order"),
        pytest.param({"ndcg": math.nan}, ("gate.ndcg",), id="no figure"),
        pytest.param({"calibration_error": 0.051}, ("gate.calibration",), id="chances that are off"),
        pytest.param({"calibration_error": math.nan}, ("gate.calibration",), id="no calibration"),
        pytest.param({"outcomes": 499}, ("gate.too-few-outcomes",), id="too few outcomes"),
        pytest.param({"impact_ratios": {"town": 1.0, "village": 0.84}}, ("gate.impact",), id="a group loses"),
        pytest.param({"impact_ratios": {"town": 0.95}}, ("gate.impact",), id="a group is not looked at"),
        pytest.param(
            {"impact_ratios": {"town": 0.95, "village": math.nan}}, ("gate.impact",), id="a group without figure"
        ),
        pytest.param({"impact_ratios": {**CHAMPION.impact_ratios, "island": 0.2}}, (), id="a group that is new"),
        pytest.param({"ndcg": 0.1, "calibration_error": 1.0}, ("gate.ndcg", "gate.calibration"), id="two reasons"),
    ],
)
def test_the_gate_says_why_not(change, refusals):
    verdict = judge(CHAMPION, replace(CHAMPION, **change), approved_by="approval/7")
    assert (verdict.goes_live, verdict.refusals) == (not refusals, refusals)
    unapproved = judge(CHAMPION, replace(CHAMPION, **change), approved_by=None)
    assert (unapproved.goes_live, unapproved.refusals) == (False, (*refusals, "gate.approval"))


def test_without_anybody_to_compare_nothing_is_no_worse():
    nobody = replace(CHAMPION, impact_ratios={})
    assert judge(nobody, nobody, approved_by="approval/7").refusals == ("gate.impact-unknown",)
    assert judge(nobody, CHAMPION, approved_by="approval/7").refusals == ("gate.impact-unknown",)
    assert judge(CHAMPION, nobody, approved_by="approval/7").refusals == ("gate.impact",)


@settings(max_examples=8)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=500, max_size=560),
    st.randoms(use_true_random=False),
)
def test_a_curve_rises_and_keeps_how_much_happened(outcomes, chance):
    scores, came = zip(*outcomes, strict=True)
    curve = Curve.fit(scores, came)
    chances = [curve.at(score) for score in range(-1, 60)]
    assert chances == sorted(chances)
    assert math.fsum(curve.at(score) for score in scores) == pytest.approx(sum(came))
    assert calibration_error([curve.at(score) for score in scores], came, 1) == pytest.approx(0, abs=1e-9)
    shuffled = list(outcomes)
    chance.shuffle(shuffled)
    assert Curve.fit(*zip(*shuffled, strict=True)) == curve


def test_calibration_error_is_small_for_true_chances_and_large_for_boasts():
    chance = random.Random(1)
    true = [chance.random() for _ in range(4000)]
    came = [chance.random() < each for each in true]
    assert calibration_error(true, came) < 0.03
    assert calibration_error([0.5 + each / 2 for each in true], came) == pytest.approx(0.25, abs=0.03)
    assert calibration_error([0.9, 0.1], [True, False], 2) == pytest.approx(0.1)
    with pytest.raises(BadInput, match=r"learn\.too-few-outcomes"):
        Curve.fit([1] * 499, [True] * 499)
    with pytest.raises(BadInput, match=r"learn\.too-few-outcomes"):
        calibration_error([], [])


def test_held_out_pages_are_judged_as_if_ordered_by_the_weights():
    side = DEFAULT.scheme(Market.OPPORTUNITIES).forward
    liked = Event("p", "a", 2, PROPENSITY // 2, (1000, 0, 0, 0, 0, 0), Reaction.APPLIED)
    other = Event("p", "b", 1, PROPENSITY, (0, 0, 1000, 0, 0, 0))
    silent = Event("q", "a", 1, PROPENSITY, (0,) * 6)
    assert quality(side, [liked, other, silent]) == 1  # goals weigh more than place
    upside = reweighed(side, [160, 230, 320, 110, 90, 90])
    assert quality(upside, [liked, other, silent]) == pytest.approx(1 / math.log2(3))
    with pytest.raises(BadInput, match=r"learn\.no-pages"):
        quality(side, [silent])


def test_what_was_replaced_replays_and_what_replaces_it_is_another_configuration():
    seeker = Seeker("p", (SkillClaim("animation", 3),), occupations=("animator",))
    items = [
        Item("a", Market.OPPORTUNITIES, occupation="animator", requirements=(Requirement("weaving"),)),
        Item("b", Market.OPPORTUNITIES, occupation="weaver", requirements=(Requirement("animation"),)),
    ]
    before = receipt(rank(seeker, snapshot(items), now=NOW, day_seed=DAY, market=Market.OPPORTUNITIES))
    side = DEFAULT.scheme(Market.OPPORTUNITIES).forward
    challenger = adopted(
        DEFAULT, Market.OPPORTUNITIES, Side.FORWARD, reweighed(side, [100, 100, 500, 100, 100, 100]), "2026-12"
    )
    after = receipt(rank(seeker, snapshot(items, challenger), now=NOW, day_seed=DAY, market=Market.OPPORTUNITIES))
    dearer = tuple((importance, weight + 1) for importance, weight in challenger.importance)
    for other in (challenger, replace(challenger, silence=61), replace(challenger, importance=dearer)):
        turned = rank(seeker, snapshot(items).under(other), now=NOW, day_seed=DAY, market=Market.OPPORTUNITIES)
        anew = rank(seeker, snapshot(items, other), now=NOW, day_seed=DAY, market=Market.OPPORTUNITIES)
        assert receipt(turned) == receipt(anew)

    assert (challenger.version, challenger.digest == DEFAULT.digest) == ("2026-12", False)
    assert before.config != after.config
    assert before.content != after.content
    assert [replay(one.content) for one in (before, after)] == [before.content, after.content]
    assert challenger.scheme(Market.OPPORTUNITIES).backward == DEFAULT.scheme(Market.OPPORTUNITIES).backward


def test_a_challenger_has_a_name_of_its_own_and_the_same_factors():
    side = DEFAULT.scheme(Market.MENTORS).backward
    with pytest.raises(BadInput, match=r"learn\.version"):
        adopted(DEFAULT, Market.MENTORS, Side.BACKWARD, side, DEFAULT.version)
    with pytest.raises(BadInput, match=r"learn\.factors"):
        adopted(DEFAULT, Market.MENTORS, Side.FORWARD, side, "2")
