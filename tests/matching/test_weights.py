"""What a person weighs changes their own order, and nothing about what the other side weighs."""

from dataclasses import replace

import pytest
from hypothesis import given

from matching import DEFAULT, explain, rank, receipt, replay
from matching.errors import BadInput
from matching.learn.vignettes import Answer, Choice, design, personal
from matching.scoring.personal import scheme_of
from matching.types import Item, Market, Money, MoneyRange, Period, Place, Seeker
from tests.matching.worlds import DAY, NOW, seekers, snapshot, worlds

MARKET = DEFAULT.scheme(Market.OPPORTUNITIES).forward
HOME, FAR = Place(41.55, -8.42), Place(41.15, -8.61)
NEAR_AND_POOR = Item(
    "near",
    Market.OPPORTUNITIES,
    kind="job",
    place=HOME,
    remote_share=0,
    pay=MoneyRange(70_000, 70_000, "EUR", Period.MONTH),
)
FAR_AND_RICH = Item(
    "rich",
    Market.OPPORTUNITIES,
    kind="job",
    place=FAR,
    remote_share=0,
    pay=MoneyRange(250_000, 250_000, "EUR", Period.MONTH),
)


def order(seeker, *things):
    found = rank(seeker, snapshot(things), now=NOW, day_seed=DAY, market=Market.OPPORTUNITIES)
    return [match.item_id for match in found.matches]


def weighing(**most):
    rest = (1000 - sum(most.values())) // (len(MARKET) - len(most))
    own = {weight.factor: most.get(weight.factor, rest) for weight in MARKET}
    own["goals"] += 1000 - sum(own.values())
    return tuple(own.items())


def test_who_weighs_pay_sees_what_pays_and_who_weighs_the_way_sees_what_is_near():
    anyone = Seeker("p", place=HOME, travel_limit_km=60, pay_floor=Money(70_000, "EUR", Period.MONTH))
    assert order(replace(anyone, weights=weighing(pay=700)), NEAR_AND_POOR, FAR_AND_RICH) == ["rich", "near"]
    assert order(replace(anyone, weights=weighing(place=700)), NEAR_AND_POOR, FAR_AND_RICH) == ["near", "rich"]


@given(seekers, worlds(Market.OPPORTUNITIES, most=4))
def test_only_the_persons_own_side_changes_and_the_sum_still_holds(seeker, things):
    shelf = snapshot(things)
    own = replace(seeker, weights=weighing(pay=500))
    for item in things:
        plain, changed = (explain(one, shelf, item.id, now=NOW) for one in (replace(seeker, weights=()), own))
        assert changed.backward == plain.backward
        assert changed.base + sum(part.points for part in changed.contributions) == pytest.approx(
            changed.score, abs=1e-9
        )
    told = receipt(rank(own, shelf, now=NOW, day_seed=DAY))
    assert replay(told.content) == told.content


def test_weights_hold_only_where_these_factors_are_weighed():
    own = Seeker("p", weights=weighing(pay=500))
    for market in Market:
        is_theirs = market is Market.OPPORTUNITIES
        assert (scheme_of(DEFAULT, market, own) != DEFAULT.scheme(market)) == is_theirs
        assert scheme_of(DEFAULT, market, own).backward == DEFAULT.scheme(market).backward
    assert scheme_of(DEFAULT, Market.OPPORTUNITIES, Seeker("p")) is DEFAULT.scheme(Market.OPPORTUNITIES)


def test_six_answers_become_weights_that_a_match_can_use():
    answers = [Answer(vignette, Choice.FIRST) for vignette in design(MARKET)]
    own = Seeker("p", weights=tuple((weight.factor, weight.weight) for weight in personal(MARKET, answers)))
    assert scheme_of(DEFAULT, Market.OPPORTUNITIES, own).forward == personal(MARKET, answers)


@pytest.mark.parametrize("weights", [(("pay", 999),), (("pay", 1000), ("place", 0)), (("pay", 1200), ("place", -200))])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(BadInput, match=r"seeker\.weights"):
        Seeker("p", weights=weights)
