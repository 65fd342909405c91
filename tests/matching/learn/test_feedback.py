"""What people did moves the weights; where it stood on the page does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.config import DEFAULT, Weight
from matching.errors import BadInput
from matching.learn.feedback import CAP, PROPENSITY, Event, Reaction, comparisons, examined, learned
from matching.learn.simplex import UNIT
from matching.types import Market

SIDE = DEFAULT.scheme(Market.OPPORTUNITIES).forward
TWO = (Weight("goals", 500, 500, 0, 1000), Weight("pay", 500, 500, 0, 1000))


@st.composite
def pages(draw):
    events = []
    for page in range(draw(st.integers(0, 6))):
        for position in range(1, draw(st.integers(2, 5))):
            values = draw(st.tuples(*[st.integers(0, 1000)] * len(SIDE)))
            events.append(
                Event(f"p{page}", f"i{position}", position, examined(position), values, draw(st.sampled_from(Reaction)))
            )
    return events


@given(pages(), st.randoms(use_true_random=False))
def test_learned_weights_are_weights_and_order_does_not_matter(events, chance):
    shuffled = list(events)
    chance.shuffle(shuffled)
    found = learned(SIDE, events)
    assert found == learned(SIDE, shuffled)
    assert sum(weight.weight for weight in found) == 1000
    assert min(weight.weight for weight in found) >= 1


def logged(propensities):
    """A hundred looks at a page on which goals always stood above pay; both are liked alike, but the second place is
    looked at half as often.
    """
    for page in range(60):
        liked = 0 if page < 40 else 1
        for place, values in enumerate([(900, 100), (100, 900)]):
            reaction = Reaction.APPLIED if place == liked else Reaction.SEEN
            yield Event(f"p{page}", f"i{place}", place + 1, propensities[place], values, reaction)


def test_standing_first_is_no_merit():
    told = learned(TWO, logged((PROPENSITY, PROPENSITY // 2)))
    assert [weight.weight for weight in told] == [500, 500]
    bent = learned(TWO, logged((PROPENSITY, PROPENSITY)))  # were the second place looked at as often
    assert bent[0].weight > 510


def test_a_little_feedback_moves_little_and_none_nothing():
    assert learned(SIDE, []) == SIDE
    seen = [Event("p", str(n), n, examined(n), (500,) * 6) for n in range(1, 5)]
    assert learned(SIDE, seen) == SIDE
    event = Event("p", "x", 5, examined(5), (500, 500, 500, 1000, 500, 500), Reaction.APPLIED)
    moved = learned(SIDE, [*seen, event])
    assert SIDE[3].weight < moved[3].weight < SIDE[3].weight + 15


def test_a_reaction_is_shared_among_its_comparisons_and_capped():
    shown = [
        Event("p", "a", 1, PROPENSITY, (1000, 0)),
        Event("p", "b", 2, PROPENSITY // 1000, (0, 1000), Reaction.APPLIED),
    ]
    assert [(each.delta, each.counts) for each in comparisons(shown)] == [((-1000, 1000), CAP * UNIT)]
    more = [*shown, Event("p", "c", 3, PROPENSITY, (400, 600), Reaction.SAVED)]
    assert {each.delta: each.counts for each in comparisons(more)} == {
        (-1000, 1000): CAP * UNIT // 2,  # applied over seen: one of two
        (-400, 400): CAP * UNIT // 2 // 2,  # applied over saved: half the gap
        (-600, 600): UNIT // 2,  # saved over seen
    }


def test_places_are_looked_at_less_and_less():
    looked = [examined(place) for place in range(1, 11)]
    assert looked[0] == PROPENSITY
    assert looked == sorted(looked, reverse=True)
    assert examined(1, PROPENSITY // 10) == PROPENSITY // 10


def test_what_no_log_can_hold_is_refused():
    twice = [Event("p", "a", 1, 1, (1,)), Event("p", "a", 2, 1, (1,))]
    uneven = [Event("p", "a", 1, 1, (1,)), Event("p", "b", 2, 1, (1, 2), Reaction.SAVED)]
    for wrong, code in (
        (lambda: Event("p", "a", 0, 1, ()), "feedback.position"),
        (lambda: Event("p", "a", 1, 0, ()), "feedback.position"),
        (lambda: Event("p", "a", 1, PROPENSITY + 1, ()), "feedback.position"),
        (lambda: Event("p", "a", 1, 1, (1001,)), "feedback.values"),
        (lambda: examined(0), "feedback.position"),
        (lambda: learned(TWO, twice), "feedback.twice"),
        (lambda: learned(TWO, uneven), "learn.factors"),
        (
            lambda: learned(TWO, [Event("p", "a", 1, 1, (1,)), Event("p", "b", 2, 1, (2,), Reaction.SAVED)]),
            "learn.factors",
        ),
    ):
        with pytest.raises(BadInput, match=code):
            wrong()
