"""What stability costs is the exact difference to the plan of greatest total fit, shown with who would object."""

from hypothesis import given, settings

from matching.allocate import Applicant, Call, Place, Seats, Wish, allocate, compare
from tests.matching.allocate.calls import SEED, all_plans, big_call, calls, chosen, is_stable, prefers


@settings(max_examples=20)
@given(calls(most=5))
def test_no_plan_within_the_wishes_has_more_total_fit(call):
    told = compare(allocate(call, SEED))
    scores = {(a.id, w.place): w.score for a in call.applicants for w in a.wishes}

    def total(plan):
        return sum(scores[one, place] for one, place in plan.items() if place)

    def fits(plan):
        return all(sum(at == place.id for at in plan.values()) <= place.capacity for place in call.places)

    assert told.fullest.total == max(total(plan) for plan in all_plans(call) if fits(plan))
    assert fits(told.fullest.places)
    assert told.cost == told.fullest.total - told.stable.total >= 0


@given(calls())
def test_blocking_pairs_are_counted_by_their_definition(call):
    allocation = allocate(call, SEED)
    told = compare(allocation)
    assert told.stable.blocking_pairs == ()
    plan = told.fullest.places
    expected = set()
    for place in call.places:
        held = {one for one, at in plan.items() if at == place.id}
        for a in call.applicants:
            would = prefers(a, place.id, plan[a.id]) and (a.id, place.id) in allocation.scores
            if would and a.id in chosen(call, allocation.numbers, place, held | {a.id}):
                expected.add((a.id, place.id))
    assert set(told.fullest.blocking_pairs) == expected
    assert is_stable(call, allocation.numbers, plan) == (not expected)


def test_the_two_plans_side_by_side():
    call = Call(
        "c",
        (Place("lab", (Seats(1),)), Place("studio", (Seats(1),))),
        (
            Applicant("ana", (Wish("lab", 9), Wish("studio", 8))),
            Applicant("eva", (Wish("lab", 7), Wish("studio", 1))),
        ),
    )
    told = compare(allocate(call, SEED))
    assert (told.stable.total, told.stable.first_wishes, told.stable.lowest) == (10.0, 1, 1.0)
    assert (told.fullest.total, told.fullest.first_wishes, told.fullest.lowest) == (15.0, 1, 7.0)
    assert told.fullest.blocking_pairs == (("ana", "lab"),)
    assert (told.cost, told.moved) == (5.0, ("ana", "eva"))


def test_on_a_big_call_stability_costs_something_and_saves_many_objections():
    told = compare(allocate(big_call(), SEED))
    assert told.cost > 0
    assert len(told.fullest.blocking_pairs) > 50
    assert told.fullest.placed >= told.stable.placed - 5
