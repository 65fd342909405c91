"""Who belongs to which organisation: an owner for each, now and then an editor."""

from collections import defaultdict
from collections.abc import Sequence

from backend.seed.world.chance import Chance
from backend.seed.world.things import Organisation, Person, Seat


def make_seats(seed: int, people: Sequence[Person], organisations: Sequence[Organisation]) -> list[Seat]:
    """Those who work there now come first, then anybody; nobody sits twice."""
    staff: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        if person.jobs and person.jobs[-1].ended_on is None and person.jobs[-1].organisation:
            staff[person.jobs[-1].organisation].append(person)
    taken: set[str] = set()
    seats: list[Seat] = []
    for house in organisations:
        chance = Chance(seed, "seats", house.key)
        free = [p for p in staff[house.key] if p.key not in taken and house.key not in p.hidden_from]
        owner = free[0] if free else _somebody(people, taken, chance)
        taken.add(owner.key)
        seats.append(Seat(owner.key, house.key, "owner"))
        if len(free) > 1 and chance.yes(0.4):
            taken.add(free[1].key)
            seats.append(Seat(free[1].key, house.key, "editor"))
    return seats


def _somebody(people: Sequence[Person], taken: set[str], chance: Chance) -> Person:
    """Anybody grown up who has no seat yet."""
    while True:
        person = chance.one(people)
        if person.key not in taken and person.jobs and not person.hidden_from:
            return person
