"""A call nothing can be allocated from is refused with a code and the facts; the seed is never told."""

import math

import pytest

from matching.allocate import Applicant, Call, Place, Seats, Wish, allocate, commitment
from matching.errors import BadInput
from tests.matching.allocate.calls import SEED

LAB = Place("lab", (Seats(1),))
ANA = Applicant("ana", (Wish("lab", 1),))
WRONG = [
    (lambda: Seats(-1), "seats.count"),
    (lambda: Seats(1, ""), "seats.group"),
    (lambda: Place(" lab", ()), "place.id"),
    (lambda: Place("lab", (), floor=math.inf), "place.floor"),
    (lambda: Wish("lab", math.nan), "wish.score"),
    (lambda: Wish("lab", -math.inf), "wish.score"),
    (lambda: Wish("lab", 1_000_001), "wish.score"),
    (lambda: Applicant("a\nb"), "applicant.id"),
    (lambda: Applicant("ana", (Wish("lab", 1), Wish("lab", 2))), "wish.twice"),
    (lambda: Call("", (LAB,), (ANA,)), "call.id"),
    (lambda: Call("c", (), (ANA,)), "call.no-places"),
    (lambda: Call("c", (LAB,), ()), "call.no-applicants"),
    (lambda: Call("c", (LAB, LAB), (ANA,)), "place.twice"),
    (lambda: Call("c", (LAB,), (ANA, ANA)), "applicant.twice"),
    (lambda: Call("c", (LAB,), (Applicant("ana", (Wish("attic", 1),)),)), "wish.unknown-place"),
    (lambda: Call("c", (Place("lab", tuple(Seats(1, f"g{n}") for n in range(63))),), (ANA,)), "seats.too-many-groups"),
    (lambda: allocate(Call("c", (LAB,), (ANA,)), "4711"), "lottery.seed"),
    (lambda: commitment("c", (LAB,), SEED.upper()), "lottery.seed"),
]


@pytest.mark.parametrize(("make", "code"), WRONG, ids=[f"{n}-{code}" for n, (_, code) in enumerate(WRONG)])
def test_it_is_refused_with_its_code(make, code):
    with pytest.raises(BadInput) as caught:
        make()
    assert caught.value.code == code
    assert "4711" not in str(caught.value)


def test_what_is_odd_but_possible_has_a_sensible_answer():
    nobody_wishes = Call("c", (LAB,), (Applicant("ana"),))
    assert [p.place for p in allocate(nobody_wishes, SEED).placements] == [None]
    no_seats = Call("c", (Place("lab", ()),), (ANA,))
    assert [p.place for p in allocate(no_seats, SEED).placements] == [None]
    seats_for_all = Call("c", (Place("lab", (Seats(10**12),)),), (ANA,))
    assert [p.place for p in allocate(seats_for_all, SEED).placements] == ["lab"]
    assert Wish("lab", -0.0) == Wish("lab", 0)
