"""Mentors and what they help with."""

from collections.abc import Iterator, Mapping

from backend.core.model import Model
from backend.core.text import fold
from backend.mentoring.models import Mentor, MentorGoal, MentorLanguage, MentorTopic
from backend.seed.rows.row import Row, born, concept, municipality, row_id
from backend.seed.world import things
from backend.seed.world.world import World


def batches(world: World) -> Iterator[tuple[type[Model], list[Row]]]:
    """Offers, then topics, languages and goals."""
    names = {person.key: person.name for person in world.people}
    yield Mentor, [_mentor(mentor, names) for mentor in world.mentors]
    yield (
        MentorTopic,
        [
            {"mentor_id": row_id(mentor.key), "concept_id": concept(key), "position": position, "level": level}
            for mentor in world.mentors
            for position, (key, level) in enumerate(mentor.topics)
        ],
    )
    yield (
        MentorLanguage,
        [
            {
                "mentor_id": row_id(mentor.key),
                "concept_id": concept(speech.concept),
                "position": position,
                "level": speech.cefr,
            }
            for mentor in world.mentors
            for position, speech in enumerate(mentor.speech)
        ],
    )
    yield (
        MentorGoal,
        [{"mentor_id": row_id(mentor.key), "goal": goal} for mentor in world.mentors for goal in mentor.goals],
    )


def _mentor(mentor: things.Mentor, names: Mapping[str, str]) -> Row:
    return born(mentor.key, mentor.created_at) | {
        "account_id": row_id(mentor.person),
        "organisation_id": row_id(mentor.organisation) if mentor.organisation else None,
        "title": mentor.title,
        "summary": mentor.summary,
        "about": mentor.about,
        "lang": mentor.lang,
        "municipality_id": municipality(mentor.town),
        "meeting": mentor.meeting,
        "cadence": mentor.cadence,
        "monthly_hours": mentor.monthly_hours,
        "free_hours": mentor.free_hours,
        "status": mentor.status,
        "status_at": mentor.created_at,
        "folded": fold(names[mentor.person], mentor.title, mentor.summary),
    }
