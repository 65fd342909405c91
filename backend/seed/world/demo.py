"""Three people whom visitors may become, with what they need around them: a student, a founder, a manager."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from backend.seed.world.chance import Chance
from backend.seed.world.days import first_of_month
from backend.seed.world.lives import lives
from backend.seed.world.openings import draw_post, make_opening
from backend.seed.world.people import make_person
from backend.seed.world.phrases import table
from backend.seed.world.places import near, town_of
from backend.seed.world.things import Claim, Job, Opening, Organisation, Person

STUDENT, FOUNDER, MANAGER = "demo/student", "demo/founder", "demo/incubator"
STUDIO = "organisation/demo-studio"
INCUBATOR = "organisation/demo-incubator"
MOST_CLAIMS = 14


def make_demo_people(seed: int, today: date, houses: Mapping[str, Organisation]) -> list[Person]:
    """The three, told by hand where it matters and drawn for the rest."""
    return [_lead(seed, today, told, houses) for told in table("demo")["person"]]


def _lead(seed: int, today: date, told: dict[str, Any], houses: Mapping[str, Organisation]) -> Person:
    life = next(life for life in lives() if life.key == told["life"])
    town = town_of(told["town"])
    drawn = make_person(
        seed, today, told["key"], life, {}, gender=told["gender"], lang="pt", town=town, age=told["age"]
    )
    own = [Claim(*claim) for claim in told["claims"]]
    known = {claim.concept for claim in own}
    others = [claim for claim in drawn.claims if claim.concept not in known and claim.evidence_kind != "job"]
    short = told["key"].partition("/")[2]
    return replace(
        drawn,
        name=told["name"],
        email=f"{short}@example.org",
        headline=told["headline"],
        about=told["about"].strip(),
        jobs=tuple(_job(today, town.code, job, houses) for job in told["jobs"]),
        claims=(*own, *others)[:MOST_CLAIMS],
        kinds=tuple(told["kinds"]),
        travel_km=told["travel_km"],
        remote="open",
        hours_min=30,
        hours_max=40,
        available_from=today,
        status="listed",
        audience="everyone",
        hidden_from=(),
        links=(("portfolio", f"https://{short}.example"),),
    )


def _job(today: date, town: str, told: Sequence[Any], houses: Mapping[str, Organisation]) -> Job:
    title, employer, began, ended, lines, occupation = told
    house = houses.get(employer)
    return Job(
        title=title,
        employer=house.name if house else employer,
        town=house.town if house else town,
        occupation=occupation or None,
        organisation=house.key if house else None,
        started_on=first_of_month(today, -began),
        ended_on=first_of_month(today, -ended) if ended else None,
        lines=tuple(lines),
    )


def make_demo_houses(today: date) -> list[Organisation]:
    """The founder's company and the manager's incubator, both verified."""
    return [_house(today, told) for told in table("demo")["house"]]


def _house(today: date, told: dict[str, Any]) -> Organisation:
    lat, lon = near(town_of(told["town"]), Chance(0, told["key"]))
    return Organisation(
        key=told["key"],
        name=told["name"],
        kind=told["kind"],
        summary=told["summary"],
        description=told["description"].strip(),
        lang="pt",
        town=told["town"],
        address=told["address"],
        lat=lat,
        lon=lon,
        website=told["website"],
        email=told["email"],
        sectors=tuple(told["sectors"]),
        trades=tuple(told["trades"]),
        founded=today.year - told["years"],
        headcount=told["headcount"],
        legal_form=told["legal_form"],
        status="verified",
        created_at=_noon(today - timedelta(days=410)),
    )


def make_demo_openings(seed: int, today: date, houses: Sequence[Organisation]) -> list[Opening]:
    """What the two houses look for, all of it open."""
    posts = {told["key"]: told["posts"] for told in table("demo")["house"]}
    return [
        _opening(seed, today, house, kind, trade, number)
        for house in houses
        for number, (kind, trade) in enumerate(posts[house.key])
    ]


def _opening(seed: int, today: date, house: Organisation, kind: str, trade: str, number: int) -> Opening:
    key = f"opening/{house.key.partition('/')[2]}-{number}"
    post = draw_post(house, today, Chance(seed, key), kind=kind, trade=trade, grade="")
    opened, deadline = today - timedelta(days=2 + 3 * number), today + timedelta(days=20 + 6 * number)
    return replace(make_opening(key, post), status="open", deadline_at=_noon(deadline), created_at=_noon(opened))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
