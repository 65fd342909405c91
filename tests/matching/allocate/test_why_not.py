"""Everybody hears one reason for each wish that was not fulfilled, and can check it with the cut-offs alone."""

import pytest
from hypothesis import given

from matching.allocate import Applicant, Call, Place, Seats, Wish, allocate, why_not
from matching.codes import WHY_NOT
from matching.errors import UnknownId
from tests.matching.allocate.calls import SEED, acceptable, calls, rank


@given(calls())
def test_there_is_exactly_one_reason_for_each_wish_that_was_not_fulfilled(call):
    allocation = allocate(call, SEED)
    for applicant in call.applicants:
        got = allocation.placement(applicant.id).place
        reasons = why_not(allocation, applicant.id)
        assert [reason.place for reason in reasons] == [w.place for w in applicant.wishes if w.place != got]
        assert {reason.code for reason in reasons} <= WHY_NOT
        for reason in reasons:
            is_below = rank(applicant, reason.place) > rank(applicant, got)
            assert (reason.code == "why-not.better-wish") == is_below


@given(calls())
def test_the_reason_is_true_by_the_published_numbers(call):
    allocation = allocate(call, SEED)
    for applicant in call.applicants:
        score = {wish.place: wish.score for wish in applicant.wishes}
        for reason in why_not(allocation, applicant.id):
            if reason.code == "why-not.score":
                assert all(score[reason.place] < c.score for c in allocation.cutoffs[reason.place] if not c.is_member)
                assert score[reason.place] < reason.facts["cutoff"]
            elif reason.code == "why-not.lottery":
                assert reason.facts["number"] > reason.facts["cutoff_number"]
            elif reason.code == "why-not.reserved":
                assert reason.facts["group"] not in applicant.groups
                assert score[reason.place] >= reason.facts["cutoff"]


@given(calls())
def test_the_own_result_follows_from_the_cutoffs(call):
    """An applicant gets the first wish whose cut-offs they reach: nothing but the published numbers is needed."""
    allocation = allocate(call, SEED)
    for applicant in call.applicants:
        for wish in applicant.wishes:
            if not acceptable(call, applicant, wish.place):
                continue
            cutoffs = allocation.cutoffs[wish.place]
            has_room = len(allocation.held[wish.place]) < call.place[wish.place].capacity
            mine = [(c.group in applicant.groups, wish.score, -allocation.numbers[applicant.id]) for c in cutoffs]
            if has_room or any(one >= cutoff.order for one, cutoff in zip(mine, cutoffs, strict=True)):
                assert allocation.placement(applicant.id).place == wish.place
                break
        else:
            assert allocation.placement(applicant.id).place is None


def test_each_reason_has_its_name():
    call = Call(
        "c",
        (
            Place("lab", (Seats(1, "small-town"), Seats(1)), floor=2),
            Place("attic", ()),
            Place("hall", (Seats(1),)),
        ),
        (
            Applicant("ana", (Wish("lab", 9), Wish("hall", 9))),
            Applicant("eva", (Wish("lab", 5), Wish("attic", 5), Wish("hall", 3))),
            Applicant("ivo", (Wish("hall", 3),)),
            Applicant("rui", (Wish("lab", 3),), frozenset({"small-town"})),
            Applicant("zoe", (Wish("lab", 1), Wish("attic", None), Wish("hall", 2))),
        ),
    )
    allocation = allocate(call, SEED)
    told = {
        a.id: [reason.code.removeprefix("why-not.") for reason in why_not(allocation, a.id)] for a in call.applicants
    }
    unlucky = "eva" if allocation.placement("ivo").place else "ivo"
    assert told["ana"] == ["better-wish"]
    assert told["eva"][:2] == ["reserved", "no-seats"]
    assert told["zoe"] == ["below-floor", "not-eligible", "score"]
    assert told[unlucky][-1] == "lottery"
    with pytest.raises(UnknownId, match=r"applicant\.unknown"):
        why_not(allocation, "max")
