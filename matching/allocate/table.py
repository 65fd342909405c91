"""A call as columns of integers: what the solvers run on.

Everything that decides between two applicants at a place is packed into one integer, its *key*: the score in
millionths above the lowest one, and in the lowest bits how far from the end of the lottery. Applicants stand in the
order of the lottery: so keys at one place are all different, a higher one goes first, and who it is can be read off it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.allocate.call import DECIMALS, Call

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]

MEMBER = 1 << 62  # added to the key of a group's member at a seat reserved for the group


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """`n` applicants by lottery number, `m` wishes that both sides would accept, `p` places, `s` kinds of seats.

    starts  (n+1,)  where each applicant's wishes begin, best first
    places  (m,)    the place wished for
    keys    (m,)    the wish's key there
    groups  (n,)    the groups each applicant belongs to, one bit each
    first   (p+1,)  where each place's kinds of seats begin, in order of precedence
    sizes   (s,)    seats of each kind, no more than could ever be asked for
    bits    (s,)    the bit of the group a kind is reserved for; 0 is open to all
    mask            the lowest bits of a key; less those of a key it is the applicant
    """

    starts: Longs
    places: Ints
    keys: Longs
    groups: Longs
    first: Ints
    sizes: Longs
    bits: Longs
    mask: int

    @property
    def heaps(self) -> Longs:
        """(s,) Where each kind's seats begin when all are laid end to end."""
        return np.concatenate(([0], np.cumsum(self.sizes)[:-1])).astype(np.int64)


def tabulate(call: Call, numbers: Mapping[str, int]) -> Table:
    """The columns of a call; `numbers` are the lottery's, from 1."""
    index = {place.id: i for i, place in enumerate(call.places)}
    floors = [place.floor for place in call.places]
    starts, places, scores = [0], [], []
    applicants = sorted(call.applicants, key=lambda applicant: numbers[applicant.id])
    for applicant in applicants:
        for wish in applicant.wishes:
            score = wish.score
            if score is not None:
                place = index[wish.place]
                floor = floors[place]
                if floor is None or score >= floor:
                    places.append(place)
                    scores.append(score)
        starts.append(len(places))
    bit = {group: 1 << i for i, group in enumerate(call.groups)}
    return columns(
        np.array(starts, dtype=np.int64),
        np.array(places, dtype=np.int32),
        np.rint(np.array(scores, dtype=np.float64) * 10**DECIMALS).astype(np.int64),
        [[(seats.count, bit.get(seats.group or "", 0)) for seats in place.seats] for place in call.places],
        np.array([sum(bit.get(g, 0) for g in a.groups) for a in applicants], dtype=np.int64),
    )


def columns(starts: Longs, places: Ints, points: Longs, seats: list[list[tuple[int, int]]], groups: Longs) -> Table:
    """The table from what is known of applicants in the order of the lottery; `points` (m,) are scores as integers.

    `seats` holds, for each place, pairs of a number of seats and the bit of the group they are reserved for.
    """
    kinds = [kind for place in seats for kind in place]
    asked = np.bincount(places, minlength=len(seats))
    owner = np.repeat(np.arange(len(seats)), [len(place) for place in seats])
    sizes = np.array([min(count, int(asked[p])) for p, (count, _) in zip(owner, kinds, strict=True)], dtype=np.int64)
    mask = (1 << (len(starts) - 2).bit_length()) - 1
    return Table(
        starts,
        places,
        _keys(starts, points, mask),
        groups,
        np.cumsum([0, *(len(place) for place in seats)]).astype(np.int32),
        sizes,
        np.array([bit for _, bit in kinds], dtype=np.int64),
        mask,
    )


def _keys(starts: Longs, points: Longs, mask: int) -> Longs:
    if not len(points):
        return np.empty(0, dtype=np.int64)
    low = int(points.min())
    if (int(points.max()) - low + 1) * (mask + 1) >= MEMBER:  # too far apart to pack: only their order matters
        points, low = np.unique(points, return_inverse=True)[1].astype(np.int64), 0
    keys: Longs = (points - low) * (mask + 1) + np.repeat(mask - np.arange(len(starts) - 1), np.diff(starts))
    return keys
