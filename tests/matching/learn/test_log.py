"""A receipt is a log: what it showed can be learned from."""

from dataclasses import replace

import pytest

from matching import DEFAULT, rank, rank_people, receipt
from matching.errors import BadInput, BrokenReceipt
from matching.learn.feedback import PROPENSITY, Reaction, learned
from matching.learn.log import events_of
from matching.types import Item, Market, Money, MoneyRange, Period, Place, Seeker
from tests.matching.worlds import DAY, GRAPH, NOW, snapshot

HOME, FAR = Place(41.55, -8.42), Place(41.15, -8.61)
MARKET = Market.OPPORTUNITIES
SCHEME = DEFAULT.scheme(MARKET)


def paid(id, cents, place):
    return Item(
        id,
        Market.OPPORTUNITIES,
        kind="job",
        place=place,
        remote_share=0,
        pay=MoneyRange(cents, cents, "EUR", Period.MONTH),
    )


ANA = Seeker("ana", place=HOME, travel_limit_km=60, pay_floor=Money(70_000, "EUR", Period.MONTH))
THINGS = (paid("near", 70_000, HOME), paid("rich", 250_000, FAR), Item("mentor", Market.MENTORS))


def test_places_and_values_are_those_that_were_shown():
    ranking = rank(ANA, snapshot(THINGS), now=NOW, day_seed=DAY)
    events = events_of(receipt(ranking).content, "p", {"rich": Reaction.APPLIED}, Market.OPPORTUNITIES)
    shown = {match.item_id: match for match in ranking.matches}
    assert {event.item for event in events} == {"near", "rich"}
    for event in events:
        match = shown[event.item]
        forward = match.contributions[: len(SCHEME.forward)]
        assert event.position == match.rank
        assert event.propensity == int(PROPENSITY / match.rank**0.5)
        assert [value / 1000 for value in event.values] == [part.value for part in forward]
        assert event.reaction == (Reaction.APPLIED if event.item == "rich" else Reaction.SEEN)


def test_a_later_page_goes_on_counting_and_who_weighs_for_themselves_teaches_nothing():
    content = receipt(rank(ANA, snapshot(THINGS), now=NOW, day_seed=DAY, market=MARKET)).content
    places = [event.position for event in events_of(content, "p", {}, MARKET, first=11)]
    assert sorted(places) == [11, 12]
    own = replace(ANA, weights=tuple((weight.factor, weight.weight) for weight in SCHEME.forward))
    assert events_of(receipt(rank(own, snapshot(THINGS), now=NOW, day_seed=DAY)).content, "p", {}, MARKET) == []


def test_many_who_go_far_for_pay_make_pay_weigh_more():
    content = receipt(rank(ANA, snapshot(THINGS), now=NOW, day_seed=DAY)).content
    events = [
        event
        for page in range(80)
        for event in events_of(content, f"p{page}", {"rich": Reaction.APPLIED}, Market.OPPORTUNITIES)
    ]
    moved = {weight.factor: weight.weight for weight in learned(SCHEME.forward, events)}
    before = {weight.factor: weight.weight for weight in SCHEME.forward}
    assert moved["pay"] > before["pay"] + 20
    assert moved["place"] < before["place"] - 20


def test_people_for_a_thing_are_judged_by_what_the_thing_weighs():
    ranking = rank_people(THINGS[0], [ANA, Seeker("rui")], GRAPH, now=NOW, day_seed=DAY)
    events = events_of(receipt(ranking).content, "p", {"rui": Reaction.SAVED}, Market.OPPORTUNITIES)
    assert {event.item: event.reaction for event in events} == {"ana": Reaction.SEEN, "rui": Reaction.SAVED}
    assert {len(event.values) for event in events} == {len(SCHEME.backward)}


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"about": "items", "matches": [{"market": "opportunities"}]}']
)
def test_what_is_no_receipt_is_refused(content):
    with pytest.raises(BrokenReceipt):
        events_of(content, "p", {}, Market.OPPORTUNITIES)
    assert issubclass(BrokenReceipt, BadInput)
