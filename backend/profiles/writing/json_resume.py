"""A profile as JSON Resume (jsonresume.org, schema 1.0.0)."""

import json
from datetime import datetime
from typing import Any

from backend.profiles.schemas import EducationRead, ExperienceRead, MyProfile

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
LEVELS = {1: "Basic", 2: "Intermediate", 3: "Advanced", 4: "Master"}


def json_resume(profile: MyProfile, email: str, at: datetime) -> bytes:
    """UTF-8 JSON. What the person did not say is left out; a wage, a visibility or a wish is in no CV."""
    return json.dumps(_without_gaps(_told(profile, email, at)), ensure_ascii=False, indent=2).encode()


def _told(profile: MyProfile, email: str, at: datetime) -> dict[str, Any]:
    town = profile.municipality
    return {
        "$schema": SCHEMA,
        "basics": {
            "name": profile.display_name,
            "label": profile.headline,
            "email": email,
            "url": profile.links[0].url if profile.links else "",
            "summary": profile.about,
            "location": {"city": town.name if town else ""},
            "profiles": [{"network": link.title or link.kind.value, "url": link.url} for link in profile.links],
        },
        "work": [
            {"name": job.employer, "position": job.title, **_dates(job), "summary": job.summary}
            for job in profile.experience
        ],
        "education": [
            {"institution": study.school, "studyType": study.title, **_dates(study)} for study in profile.education
        ],
        "skills": [{"name": skill.concept.label, "level": LEVELS[skill.level]} for skill in profile.skills],
        "languages": [{"language": one.concept.label, "fluency": one.cefr.value} for one in profile.languages],
        "meta": {"version": "v1.0.0", "lastModified": at.replace(tzinfo=None).isoformat(timespec="seconds")},
    }


def _dates(station: EducationRead | ExperienceRead) -> dict[str, str | None]:
    """ISO 8601, to the month or the year, as people know it. What goes on has no end."""
    return {"startDate": station.started, "endDate": None if station.is_current else station.ended}


def _without_gaps(value: Any) -> Any:
    """Nothing empty: the schema knows strings and lists, but no null."""
    if isinstance(value, dict):
        kept = {name: _without_gaps(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
    return [_without_gaps(one) for one in value] if isinstance(value, list) else value
