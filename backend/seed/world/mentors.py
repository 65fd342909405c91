"""Mentors: people of the region with something to pass on and hours to do it in."""

from collections.abc import Mapping, Sequence
from datetime import date

from backend.seed.world import days, grammar, vocabulary
from backend.seed.world.chance import Chance
from backend.seed.world.lives import lives
from backend.seed.world.phrases import table, tell
from backend.seed.world.places import town_of
from backend.seed.world.things import Claim, Mentor, Person
from backend.seed.world.trades import Trade

LEAST_YEARS = 6
LEAST_LEVEL = 3
GOALS = (
    "first_job",
    "career_change",
    "portfolio",
    "craft",
    "start_a_business",
    "grow_a_business",
    "funding",
    "leadership",
)


def make_mentors(
    seed: int, today: date, count: int, people: Sequence[Person], seats: Mapping[str, str]
) -> list[Mentor]:
    """Up to `count` offers by people with years of work and strong skills; `seats` is who belongs where."""
    able = [person for person in people if _years(person, today) >= LEAST_YEARS and len(_topics(person)) >= 3]
    chosen = Chance(seed, "mentors").some(able, count)
    return [_mentor(f"mentor/{i}", seed, person, today, seats.get(person.key)) for i, person in enumerate(chosen)]


def _years(person: Person, today: date) -> int:
    started = [job.started_on for job in person.jobs if job.occupation]
    return today.year - min(started).year if started else 0


def _topics(person: Person) -> list[Claim]:
    """What somebody knows well enough to teach, tools last."""
    strong = [claim for claim in person.claims if claim.level >= LEAST_LEVEL]
    return sorted(strong, key=lambda claim: claim.concept.startswith("tool/"))[:6]


def _trade(person: Person) -> Trade:
    return next(life.trade for life in lives() if life.key == person.life)


def _mentor(key: str, seed: int, person: Person, today: date, organisation: str | None) -> Mentor:
    chance, topics, town = Chance(seed, key), _topics(person), town_of(person.town)
    skill, skill2 = (vocabulary.label(claim.concept, person.lang) for claim in topics[:2])
    slots = {
        "area": _trade(person).area.in_(person.lang),
        "skill": skill,
        "skill2": skill2,
        "town": town.name,
        "in_town": grammar.in_town(town.name),
        "years": str(_years(person, today)),
    }
    told = table("mentors")
    hours = chance.between(2, 10)
    status = chance.weighted(("open", "paused"), (92, 8))
    return Mentor(
        key=key,
        person=person.key,
        organisation=organisation if chance.yes(0.3) else None,
        title=tell(told["title"], person.lang, slots, chance),
        summary=tell(told["summary"], person.lang, slots, chance),
        about=" ".join(tell(told[part], person.lang, slots, chance) for part in ("about", "how")),
        lang=person.lang,
        town=person.town,
        meeting=chance.weighted(("online", "in_person", "either"), (3, 2, 6)),
        cadence=chance.weighted(("weekly", "fortnightly", "monthly", "on_demand"), (1, 4, 5, 2)),
        monthly_hours=hours,
        free_hours=chance.between(1, hours) if chance.yes(0.85) else 0,
        topics=tuple((claim.concept, claim.level) for claim in topics),
        speech=tuple(speech for speech in person.speech if speech.cefr >= "B1"),
        goals=tuple(sorted(chance.some(GOALS, chance.between(2, 4)))),
        status=status,
        created_at=days.before(today, chance, 3, 200),
    )
