"""Who would rather have each other than what a plan gives them, for any plan of a call: stable ones have nobody."""

from collections.abc import Iterable, Mapping

from matching.allocate.call import Call, Place

Order = tuple[bool, float, int]  # member of the group first, then the higher score, then the lower lottery number


class Standing:
    """Compares the applicants of a call at its places."""

    def __init__(self, call: Call, numbers: Mapping[str, int]) -> None:
        self.call = call
        self.numbers = numbers
        self.scores = {
            (applicant.id, wish.place): wish.score
            for applicant in call.applicants
            for wish in applicant.wishes
            if wish.score is not None and call.place[wish.place].accepts(wish.score)
        }

    def order(self, applicant: str, place: str, group: str | None) -> Order:
        """Where an applicant stands at a place's seats for a group; whoever has the greater one goes first."""
        return group in self.call.applicant[applicant].groups, self.scores[applicant, place], -self.numbers[applicant]

    def fill(self, place: Place, held: Iterable[str]) -> list[list[str]]:
        """Who of these gets which kind of the place's seats, in order of precedence."""
        left, filled = list(held), []
        for seats in place.seats:
            left.sort(key=lambda one: self.order(one, place.id, seats.group), reverse=True)
            filled.append(left[: seats.count])
            left = left[seats.count :]
        return filled

    def blocking_pairs(self, plan: Mapping[str, str | None]) -> list[tuple[str, str]]:
        """All pairs of an applicant and a place that would both gain by leaving the plan."""
        held: dict[str, list[str]] = {place.id: [] for place in self.call.places}
        for applicant, place in plan.items():
            if place is not None:
                held[place].append(applicant)
        last = {place.id: self._last(place, held[place.id]) for place in self.call.places}
        return [
            (applicant.id, place)
            for applicant in self.call.applicants
            for place in self._preferred(applicant.id, plan[applicant.id])
            if any(worst is None or self.order(applicant.id, place, group) > worst for group, worst in last[place])
        ]

    def _last(self, place: Place, held: list[str]) -> list[tuple[str | None, Order | None]]:
        """By kind of seat: its group, and who has the last one; None where there is room."""
        return [
            (
                seats.group,
                min(self.order(one, place.id, seats.group) for one in taken) if len(taken) == seats.count else None,
            )
            for seats, taken in zip(place.seats, self.fill(place, held), strict=True)
            if seats.count
        ]

    def _preferred(self, applicant: str, got: str | None) -> list[str]:
        """The places that would take this applicant and that they would rather have."""
        found = []
        for wish in self.call.applicant[applicant].wishes:
            if wish.place == got:
                break
            if (applicant, wish.place) in self.scores:
                found.append(wish.place)
        return found
