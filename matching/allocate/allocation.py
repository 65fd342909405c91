"""Who gets which place, and by what: lottery numbers, cut-offs, waiting lists."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from matching.allocate.blocking import Standing
from matching.allocate.call import Call, Place
from matching.allocate.deferred import Solver, solve
from matching.allocate.lottery import commitment, draw
from matching.allocate.table import tabulate
from matching.errors import UnknownId


@dataclass(frozen=True, slots=True)
class Placement:
    """One applicant's result: a place and which of its kinds of seats (from 0, in order of precedence), or neither."""

    applicant: str
    place: str | None = None
    kind: int | None = None


@dataclass(frozen=True, slots=True)
class Cutoff:
    """Who holds the last seat of one kind at a full place: whoever comes before them would have got it.

    Members of `group` come before others; then the higher score, then the lower lottery number.
    """

    place: str
    kind: int
    group: str | None
    is_member: bool
    score: float
    number: int

    @property
    def order(self) -> tuple[bool, float, int]:
        """Where the last seat stands; whoever has the greater triple comes before."""
        return self.is_member, self.score, -self.number


@dataclass(frozen=True)
class Allocation:
    """The stable plan that is best for every applicant, with all that it follows from."""

    call: Call
    seed: str
    numbers: Mapping[str, int]
    placements: tuple[Placement, ...]

    @property
    def commitment(self) -> str:
        """What has to have been published before the call closed."""
        return commitment(self.call.id, self.call.places, self.seed)

    @cached_property
    def of(self) -> dict[str, Placement]:
        """The placement of each applicant."""
        return {placement.applicant: placement for placement in self.placements}

    def placement(self, applicant_id: str) -> Placement:
        """One applicant's result; UnknownId for a stranger."""
        if applicant_id not in self.of:
            raise UnknownId("applicant.unknown", applicant=applicant_id)
        return self.of[applicant_id]

    @cached_property
    def held(self) -> dict[str, tuple[Placement, ...]]:
        """Who is at each place."""
        found: defaultdict[str, list[Placement]] = defaultdict(list)
        for placement in self.placements:
            if placement.place is not None:
                found[placement.place].append(placement)
        return {place.id: tuple(found[place.id]) for place in self.call.places}

    @cached_property
    def standing(self) -> Standing:
        """Compares applicants at places."""
        return Standing(self.call, self.numbers)

    @property
    def scores(self) -> Mapping[tuple[str, str], float]:
        """The score of each applicant at each place that would take them, where they wished for it."""
        return self.standing.scores

    @cached_property
    def cutoffs(self) -> dict[str, tuple[Cutoff, ...]]:
        """By place, one for each kind of seat there is; none where a seat was left: everybody acceptable got in."""
        return {place.id: self._cutoffs(place) for place in self.call.places}

    def _cutoffs(self, place: Place) -> tuple[Cutoff, ...]:
        held = self.held[place.id]
        if len(held) < place.capacity:
            return ()
        last: dict[int, Cutoff] = {}
        for placement in held:
            kind = placement.kind or 0
            group = place.seats[kind].group
            is_member, score, number = self.standing.order(placement.applicant, place.id, group)
            one = Cutoff(place.id, kind, group, is_member, score, -number)
            if kind not in last or one.order < last[kind].order:
                last[kind] = one
        return tuple(last[kind] for kind in sorted(last))

    @cached_property
    def waiting(self) -> dict[str, tuple[str, ...]]:
        """By place, who would rather be there than where they are: the higher score first, then by lottery.

        A seat reserved for a group looks among these for members first; `continued` says who really moves.
        """
        lists: dict[str, list[tuple[float, int, str]]] = {place.id: [] for place in self.call.places}
        for applicant in self.call.applicants:
            got = self.of[applicant.id].place
            for wish in applicant.wishes:
                if wish.place == got:
                    break
                score = self.scores.get((applicant.id, wish.place))
                if score is not None:
                    lists[wish.place].append((-score, self.numbers[applicant.id], applicant.id))
        return {place: tuple(applicant for *_, applicant in sorted(rows)) for place, rows in lists.items()}


def allocate(call: Call, seed: str, solver: Solver | None = None) -> Allocation:
    """Runs deferred acceptance on a call; the same plan whatever the order of its parts and whichever solver runs.

    `seed` is the lottery's: 64 lower-case hex digits, whose `commitment` was published before the call closed.
    Raises BadInput `lottery.seed`.
    """
    numbers = draw(call.id, (applicant.id for applicant in call.applicants), seed)
    kinds = [(place.id, kind) for place in call.places for kind in range(len(place.seats))]
    by_number = solve(tabulate(call, numbers), solver).tolist()
    seated = [by_number[numbers[applicant.id] - 1] for applicant in call.applicants]
    return Allocation(
        call,
        seed,
        numbers,
        tuple(
            Placement(applicant.id, *kinds[seat]) if seat >= 0 else Placement(applicant.id)
            for applicant, seat in zip(call.applicants, seated, strict=True)
        ),
    )
