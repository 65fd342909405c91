"""People as accounts and profiles."""

from collections.abc import Iterator

from backend.accounts.models import Account, DemoPerson
from backend.core.model import Model
from backend.profiles.models import (
    Education,
    Experience,
    HiddenFrom,
    Profile,
    ProfileLanguage,
    ProfileLink,
    ProfileSkill,
    ProfileWish,
    Source,
)
from backend.seed.rows.row import Row, born, concept, municipality, part, row_id
from backend.seed.world.demo import FOUNDER, MANAGER, STUDENT
from backend.seed.world.things import Job, Person, Study
from backend.seed.world.world import World

DEMO = (STUDENT, FOUNDER, MANAGER)
CONFIDENCE = {"job": 90, "course": 80, "project": 75, "reference": 95, "self": 60}


def batches(world: World) -> Iterator[tuple[type[Model], list[Row]]]:
    """Accounts first, then who may be entered, then profiles and their parts."""
    people = world.people
    yield Account, [_account(person) for person in people]
    yield DemoPerson, [_demo(person, DEMO.index(person.key)) for person in people if person.key in DEMO]
    yield Profile, [_profile(person) for person in people]
    yield ProfileWish, [row for person in people for row in _wishes(person)]
    yield ProfileSkill, [row for person in people for row in _skills(person)]
    yield ProfileLanguage, [row for person in people for row in _languages(person)]
    yield Education, [row for person in people for row in _education(person)]
    yield Experience, [row for person in people for row in _experience(person)]
    yield ProfileLink, [row for person in people for row in _links(person)]
    yield HiddenFrom, [row for person in people for row in _hidden(person)]


def profile_id(person: str) -> str:
    """The key from which the id of a person's profile is made."""
    return f"{person}/profile"


def _account(person: Person) -> Row:
    names = {"email": person.email, "name": person.name, "lang": person.lang, "password_hash": None}
    return born(person.key, person.created_at) | names | {"confirmed_at": person.created_at}


def _demo(person: Person, order: int) -> Row:
    key = person.key.partition("/")[2]
    return born(f"{person.key}/door", person.created_at) | {
        "key": key,
        "account_id": row_id(person.key),
        "order": order,
    }


def _profile(person: Person) -> Row:
    return born(profile_id(person.key), person.created_at) | {
        "account_id": row_id(person.key),
        "display_name": person.name,
        "headline": person.headline,
        "about": person.about,
        "lang": person.lang,
        "municipality_id": municipality(person.town),
        "travel_km": person.travel_km,
        "remote": person.remote,
        "hours_min": person.hours_min,
        "hours_max": person.hours_max,
        "available_from": person.available_from,
        "available_until": None,
        "kinds": list(person.kinds),
        "pay_floor": person.pay_floor,
        "pay_currency": "EUR",
        "pay_period": "month" if person.pay_floor is not None else None,
        "education_level": person.eqf,
        "status": person.status,
        "status_at": person.created_at,
        "audience": person.audience,
        "content_at": person.created_at,
    }


def _wishes(person: Person) -> Iterator[Row]:
    wished = {
        "occupation": person.occupations,
        "sector": person.sectors,
        "goal": person.goals,
        "field": tuple(dict.fromkeys(study.field for study in person.studies)),
    }
    for aspect, keys in wished.items():
        for position, key in enumerate(keys):
            yield {
                "profile_id": row_id(profile_id(person.key)),
                "aspect": aspect,
                "concept_id": concept(key),
                "position": position,
            }


def _part(person: Person, name: str, number: int) -> Row:
    common = part(person.key, name, number, person.created_at)
    return common | {"profile_id": row_id(profile_id(person.key)), "source": Source.TYPED}


def _skills(person: Person) -> Iterator[Row]:
    for number, claim in enumerate(person.claims):
        yield _part(person, "skill", number) | {
            "concept_id": concept(claim.concept),
            "level": claim.level,
            "evidence_kind": claim.evidence_kind,
            "evidence": claim.evidence,
            "evidence_url": None,
            "confidence": CONFIDENCE[claim.evidence_kind],
        }


def _languages(person: Person) -> Iterator[Row]:
    for number, speech in enumerate(person.speech):
        yield _part(person, "language", number) | {"concept_id": concept(speech.concept), "cefr": speech.cefr}


def _education(person: Person) -> Iterator[Row]:
    for number, study in enumerate(reversed(person.studies)):
        yield (
            _part(person, "education", number)
            | _span(study)
            | {
                "title": study.title,
                "school": study.school,
                "level": study.eqf,
                "field_id": concept(study.field),
            }
        )


def _experience(person: Person) -> Iterator[Row]:
    for number, job in enumerate(reversed(person.jobs)):
        yield (
            _part(person, "experience", number)
            | _span(job)
            | {
                "title": job.title,
                "employer": job.employer,
                "occupation_id": concept(job.occupation) if job.occupation else None,
                "summary": "\n".join(job.lines),
            }
        )


def _span(time: Study | Job) -> Row:
    """Dates as people know them: the month."""
    return {
        "started": f"{time.started_on:%Y-%m}",
        "ended": f"{time.ended_on:%Y-%m}" if time.ended_on else None,
        "is_current": time.ended_on is None,
    }


def _links(person: Person) -> Iterator[Row]:
    for number, (kind, url) in enumerate(person.links):
        yield _part(person, "link", number) | {"url": url, "kind": kind, "title": ""}


def _hidden(person: Person) -> Iterator[Row]:
    for house in person.hidden_from:
        yield {
            "profile_id": row_id(profile_id(person.key)),
            "organisation_id": row_id(house),
            "created_at": person.created_at,
        }
