"""When seats come free the run goes on: some move up, nobody moves down, and the new result is proved like the first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.allocate import Applicant, Call, Place, Promotion, Seats, Wish, allocate, bundle, continued, verify
from matching.errors import BadInput
from tests.matching.allocate.calls import SEED, calls, rank


@given(calls(), st.data())
def test_nobody_who_stays_is_worse_off(call, data):
    before = allocate(call, SEED)
    placed = [p.applicant for p in before.placements if p.place]
    accepted = data.draw(st.sets(st.sampled_from(placed))) if placed else set()
    declined = data.draw(st.sets(st.sampled_from([a.id for a in call.applicants]))) - accepted
    after = continued(before, declined=declined, accepted=accepted)
    for applicant in call.applicants:
        then, now = before.placement(applicant.id).place, after.allocation.placement(applicant.id).place
        if applicant.id in declined:
            assert now is None
        elif applicant.id in accepted:
            assert now == then
        else:
            assert rank(applicant, now) <= rank(applicant, then)
    moved = {p.applicant: p.place for p in after.allocation.placements if p.place} | {}
    assert {p.applicant: p.place for p in after.promotions} == {
        one: place for one, place in moved.items() if before.placement(one).place != place
    }
    assert verify(bundle(after.allocation), before.commitment).is_valid


def test_a_free_seat_moves_a_chain_unless_somebody_has_settled():
    call = Call(
        "chain",
        (Place("lab", (Seats(1),)), Place("studio", (Seats(1),))),
        (
            Applicant("ana", (Wish("lab", 9),)),
            Applicant("eva", (Wish("lab", 5), Wish("studio", 9))),
            Applicant("rui", (Wish("lab", 1), Wish("studio", 1))),
        ),
    )
    before = allocate(call, SEED)
    assert before.waiting == {"lab": ("eva", "rui"), "studio": ("rui",)}
    assert continued(before, declined={"ana"}).promotions == (
        Promotion("eva", "studio", "lab"),
        Promotion("rui", None, "studio"),
    )
    assert continued(before, declined={"ana"}, accepted={"eva"}).promotions == (Promotion("rui", None, "lab"),)


def test_what_cannot_be_is_refused():
    call = Call("c", (Place("lab", (Seats(1),)),), (Applicant("ana", (Wish("lab", 1),)), Applicant("eva")))
    before = allocate(call, SEED)
    for answers, code in (
        ({"declined": {"ana"}, "accepted": {"ana"}}, "continuation.both"),
        ({"accepted": {"eva"}}, "continuation.nothing-to-accept"),
        ({"declined": {"max"}}, "applicant.unknown"),
    ):
        with pytest.raises(BadInput, match=code):
            continued(before, **answers)
