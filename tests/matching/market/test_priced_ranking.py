"""Competition in a ranking: one named term that comes off, in the order, in the sum, and in the receipt."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import BrokenReceipt, Config, Filters, contrast, counterfactuals, explain, rank, receipt, replay, verify
from matching.config import DEFAULT, Competition, Policy
from matching.market.prices import Prices
from matching.rank import Asked, look, rank_of
from matching.types import Market
from tests.matching.worlds import DAY, NOW, plain_order, seekers, snapshot, worlds

EARLIER = Config(policies=(Policy("fit"), Policy("plain", 0, None, None, 0)))
"""As it was before there were prices."""

amounts = st.lists(st.integers(0, 4000), min_size=20, max_size=20)


def dear(things, each):
    """A snapshot in which things cost this much, in hundredths of a point."""
    costs = {thing.id: cost for thing, cost in zip(things, each, strict=False) if cost}
    return snapshot(things).priced(Prices(costs))


@settings(max_examples=15)
@given(seekers, worlds(Market.OPPORTUNITIES, most=20), amounts, st.sampled_from(("competition", "plain-competition")))
def test_prices_come_off_by_name_and_order_what_is_shown(seeker, things, each, policy):
    shelf = dear(things, each)
    ranking = rank(seeker, shelf, now=NOW, day_seed=DAY, top=99, policy=policy, market=Market.OPPORTUNITIES)
    fit = rank(seeker, snapshot(things), now=NOW, day_seed=DAY, top=99, policy="plain", market=Market.OPPORTUNITIES)
    scores = {match.item_id: match.score for match in fit.matches}
    assert {match.item_id for match in ranking.matches} == scores.keys()
    for match in ranking.matches:
        taken = shelf.prices.of(match.item_id, Competition()).taken
        assert taken == min(1500, shelf.prices.prices.get(match.item_id, 0) * 3 // 4)
        assert (match.competition is None) == (taken == 0)
        off = match.competition.points if match.competition else 0.0
        assert match.score - off == pytest.approx(scores[match.item_id], abs=1e-9)
        assert off == pytest.approx(-min(taken / 100, scores[match.item_id]), abs=1e-3)
        assert match.low <= match.score <= match.high
        again = explain(seeker, shelf, match.item_id, now=NOW, policy=policy)
        assert (again.score, again.competition) == (match.score, match.competition)
    views = look(seeker, shelf, Asked(NOW, DAY, Market.OPPORTUNITIES, Filters(), 1, policy))
    assert [rank_of(shelf.item(m.item_id), views, DEFAULT.policy(policy)) for m in ranking.matches] == [
        match.rank for match in ranking.matches
    ]
    if policy == "plain-competition":
        assert [m.score for m in ranking.matches] == sorted((m.score for m in ranking.matches), reverse=True)


@settings(max_examples=10)
@given(seekers, worlds(Market.OPPORTUNITIES, most=12), amounts)
def test_a_receipt_carries_the_prices_and_replays_to_the_same_bytes(seeker, things, each):
    shelf = dear(things, each)
    for policy in ("competition", "fit"):
        ranking = rank(seeker, shelf, now=NOW, day_seed=DAY, top=5, policy=policy)
        told = receipt(ranking)
        assert verify(told.content, told.sha256)
        assert verify(told.content, told.sha256, shelf)
        body = json.loads(told.content)
        shown = {item.id for item in ranking.items} & shelf.prices.prices.keys()
        assert body.get("prices", {}).keys() == (shown if policy == "competition" else set())
        if body.get("prices"):
            cheaper = dict.fromkeys(body["prices"], 1)
            forged = json.dumps(body | {"prices": cheaper}).encode()
            assert body["prices"] == cheaper or replay(forged) != told.content
            with pytest.raises(BrokenReceipt):
                replay(json.dumps(body | {"prices": {"a": -3}}).encode())


@settings(max_examples=15)
@given(seekers, worlds(Market.OPPORTUNITIES, most=12), amounts)
def test_pure_fit_and_what_was_ranked_before_there_were_prices_know_none(seeker, things, each):
    asked = {"now": NOW, "day_seed": DAY, "top": 99, "market": Market.OPPORTUNITIES}
    fit = rank(seeker, dear(things, each), **asked)
    assert fit.matches == rank(seeker, snapshot(things), **asked).matches
    assert rank(seeker, snapshot(things), **asked, policy="competition").matches == fit.matches
    plain = rank(seeker, dear(things, each), **asked, policy="plain")
    assert [match.item_id for match in plain.matches] == plain_order(seeker, things)
    told = receipt(rank(seeker, snapshot(things, EARLIER), **asked))
    assert replay(told.content) == told.content
    assert b"competition" not in told.content
    assert told.config == "21e8f4e6dd86f8759c94b3e2ac12a1e4a24a1e7a2bcd2f50e051b3d1dd5d5874"  # as it was written then


@settings(max_examples=15)
@given(seekers, worlds(Market.OPPORTUNITIES, most=6).filter(len), amounts)
def test_promises_are_kept_at_these_prices_and_differences_sum(seeker, things, each):
    shelf = dear(things, each)
    for promise in counterfactuals(seeker, shelf, things[0].id, now=NOW, day_seed=DAY, policy="competition"):
        then = rank(promise.after, shelf, now=NOW, day_seed=DAY, top=99, policy="competition", market=things[0].market)
        match = next((one for one in then.matches if one.item_id == things[0].id), None)
        assert (match.rank if match else None) == promise.rank_after
        assert match is None or match.score == promise.score_after
    first, second = (explain(seeker, shelf, things[n].id, now=NOW, policy="competition") for n in (0, -1))
    assert contrast(first, second).score == first.score - second.score  # or it could not be made
