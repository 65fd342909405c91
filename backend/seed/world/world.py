"""The whole region, put together: the same bytes for the same seed and day, in every process."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backend.seed.world.applications import make_applications
from backend.seed.world.demo import (
    FOUNDER,
    INCUBATOR,
    MANAGER,
    STUDIO,
    make_demo_houses,
    make_demo_openings,
    make_demo_people,
)
from backend.seed.world.funding import make_funding
from backend.seed.world.mentors import make_mentors
from backend.seed.world.openings import make_openings
from backend.seed.world.organisations import make_organisations
from backend.seed.world.people import make_people
from backend.seed.world.programmes import make_programmes
from backend.seed.world.seats import make_seats
from backend.seed.world.spaces import make_spaces
from backend.seed.world.things import (
    Application,
    FundingCall,
    Mentor,
    Opening,
    Organisation,
    Person,
    Place,
    Programme,
    Seat,
    Space,
)

SEED = 1


class Size(StrEnum):
    """How much of a region."""

    FULL = "full"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many of each."""

    people: int
    organisations: int
    openings: int
    funding: int
    spaces: int
    mentors: int
    programmes: int


NUMBERS = {
    Size.FULL: Numbers(2000, 300, 1200, 60, 150, 80, 12),
    Size.SMALL: Numbers(60, 25, 90, 12, 24, 10, 4),
}


@dataclass(frozen=True, slots=True)
class World:
    """Everybody and everything. `demo` are the keys of people one may become, `staff` the region's own desk."""

    today: date
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    seats: tuple[Seat, ...]
    openings: tuple[Opening, ...]
    applications: tuple[Application, ...]
    funding: tuple[FundingCall, ...]
    places: tuple[Place, ...]
    spaces: tuple[Space, ...]
    mentors: tuple[Mentor, ...]
    programmes: tuple[Programme, ...]


def make_world(today: date, size: Size = Size.FULL, seed: int = SEED) -> World:
    """The region as it stands on that day."""
    numbers = NUMBERS[size]
    own = make_demo_houses(today)
    drawn = make_organisations(seed, today, numbers.organisations - len(own))
    houses = [*own, *drawn]
    demo = make_demo_people(seed, today, {house.key: house for house in own})
    crowd = make_people(seed, today, numbers.people - len(demo), drawn)
    seats = [Seat(FOUNDER, STUDIO, "owner"), Seat(MANAGER, INCUBATOR, "owner"), *make_seats(seed, crowd, drawn)]
    verified = {house.key for house in houses if house.status == "verified"}
    members = {seat.person: seat.organisation for seat in seats if seat.organisation in verified}
    posts = make_demo_openings(seed, today, own)
    posts += make_openings(seed, today, numbers.openings - len(posts), drawn)
    places, spaces = make_spaces(seed, today, numbers.spaces, drawn)
    return World(
        today=today,
        organisations=tuple(houses),
        people=(*demo, *crowd),
        seats=tuple(seats),
        openings=tuple(posts),
        applications=tuple(make_applications(seed, today, posts, crowd, seats)),
        funding=tuple(make_funding(seed, today, numbers.funding, drawn)),
        places=tuple(places),
        spaces=tuple(spaces),
        mentors=tuple(make_mentors(seed, today, numbers.mentors, crowd, members)),
        programmes=tuple(make_programmes(seed, today, numbers.programmes, own[1:] + drawn)),
    )
