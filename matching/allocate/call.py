"""What is allocated and to whom: places with their seats in order of precedence, applicants with ranked wishes."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from matching.errors import BadInput

MOST_POINTS = 1_000_000  # a score lies within ± this
MOST_GROUPS = 62  # groups that one call may reserve seats for: one bit each
DECIMALS = 6  # a score counts to the millionth: what is printed is what decides


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats of one kind: open to all, or reserved for the members of a group.

    A reserve is soft: where no member is left to take such a seat, it goes to the best of the others, so that no seat
    stays empty while somebody waits for it (Hafalir, Yenmez and Yildirim 2013, "Effective affirmative action in school
    choice", Theoretical Economics 8).
    """

    count: int
    group: str | None = None

    def __post_init__(self) -> None:
        if self.count < 0:
            raise BadInput("seats.count", count=self.count)
        if self.group is not None:
            _name("seats.group", self.group)


@dataclass(frozen=True, slots=True)
class Place:
    """Something to be allocated in a call: a track, a residency, a desk. Its seats are filled in the order given.

    The order is part of the rules and has to be published: whether reserved seats are filled before the open ones or
    after them decides how much the reserve does (Dur, Kominers, Pathak and Sönmez 2018, "Reserve design", Journal of
    Political Economy 126). Below `floor` the place would rather leave a seat empty.
    """

    id: str
    seats: tuple[Seats, ...]
    floor: float | None = None

    def __post_init__(self) -> None:
        _name("place.id", self.id)
        object.__setattr__(self, "floor", _points("place.floor", self.floor))

    @property
    def capacity(self) -> int:
        """Seats of all kinds together."""
        return sum(seats.count for seats in self.seats)

    def accepts(self, score: float | None) -> bool:
        """Whether the place would have a person with this score at all."""
        return score is not None and (self.floor is None or score >= self.floor)


@dataclass(frozen=True, slots=True)
class Wish:
    """A place that an applicant would like, and the applicant's score there; None where the place cannot take them."""

    place: str
    score: float | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "score", _points("wish.score", self.score))


@dataclass(frozen=True, slots=True)
class Applicant:
    """Whoever applies, best wish first; a team is one applicant and takes one seat."""

    id: str
    wishes: tuple[Wish, ...] = ()
    groups: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _name("applicant.id", self.id)
        all_once("wish.twice", (wish.place for wish in self.wishes), applicant=self.id)


@dataclass(frozen=True)
class Call:
    """All that an allocation is made from. Kept in the order of ids, so that the order of what comes in is nothing.

    Raises BadInput for a call without places or applicants, ids that come twice, and wishes for unknown places.
    """

    id: str
    places: tuple[Place, ...]
    applicants: tuple[Applicant, ...]

    def __post_init__(self) -> None:
        _name("call.id", self.id)
        all_once("place.twice", (place.id for place in self.places))
        all_once("applicant.twice", (applicant.id for applicant in self.applicants))
        if not self.places:
            raise BadInput("call.no-places", call=self.id)
        if not self.applicants:
            raise BadInput("call.no-applicants", call=self.id)
        if len(self.groups) > MOST_GROUPS:
            raise BadInput("seats.too-many-groups", at_most=MOST_GROUPS)
        self._know_all_wishes()
        object.__setattr__(self, "places", tuple(sorted(self.places, key=lambda place: place.id)))
        object.__setattr__(self, "applicants", tuple(sorted(self.applicants, key=lambda applicant: applicant.id)))

    def _know_all_wishes(self) -> None:
        known = {place.id for place in self.places}
        for applicant in self.applicants:
            for wish in applicant.wishes:
                if wish.place not in known:
                    raise BadInput("wish.unknown-place", applicant=applicant.id, place=wish.place)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups that seats are reserved for, in order."""
        return tuple(sorted({s.group for place in self.places for s in place.seats if s.group is not None}))

    @cached_property
    def place(self) -> dict[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.places}

    @cached_property
    def applicant(self) -> dict[str, Applicant]:
        """Applicants by id."""
        return {applicant.id: applicant for applicant in self.applicants}

    def with_wishes(self, changed: dict[str, tuple[Wish, ...]]) -> "Call":
        """The same call, where these applicants wish for something else."""
        return replace(
            self,
            applicants=tuple(
                replace(applicant, wishes=changed.get(applicant.id, applicant.wishes)) for applicant in self.applicants
            ),
        )


def _name(code: str, value: str) -> None:
    """Ids stand in hashes, files and addresses: something printable, with no blank around it."""
    if not value or not value.isprintable() or value != value.strip():
        raise BadInput(code, value=value)


def _points(code: str, value: float | None) -> float | None:
    if value is None:
        return None
    if not (math.isfinite(value) and abs(value) <= MOST_POINTS):
        raise BadInput(code, value=str(value), at_least=-MOST_POINTS, at_most=MOST_POINTS)
    return round(float(value), DECIMALS) + 0.0  # -0.0 becomes 0.0


def all_once(code: str, ids: Iterable[str], **facts: str) -> None:
    """Raises BadInput when an id comes twice."""
    twice = next((one for one, times in Counter(ids).items() if times > 1), None)
    if twice is not None:
        raise BadInput(code, id=twice, **facts)
