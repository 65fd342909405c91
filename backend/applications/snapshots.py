"""What an employer sees of an application, as canonical JSON: the same words, the same bytes, the same hash."""

import hashlib
import json
from typing import Any

from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.applications.schemas import (
    Shown,
    ShownLanguage,
    ShownLink,
    ShownOpportunity,
    ShownPerson,
    ShownPosition,
    ShownSkill,
    ShownStudy,
)
from backend.core.access import Viewer
from backend.opportunities.models import Opportunity
from backend.profiles.models import Profile, RemoteWish
from backend.profiles.reads import profile_read
from backend.taxonomy.schemas import ConceptName


def canonical(content: Any) -> str:
    """Sorted keys, no spaces, every letter as it is."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    """Of its UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def person_of(db: Session, viewer: Viewer, account: Account, profile: Profile, lang: str) -> ShownPerson:
    """The profile as others see it, with the address to answer to; concepts by their names in the reader's language."""
    read = profile_read(db, viewer, profile, lang)
    return ShownPerson(
        name=read.display_name,
        email=account.email,
        headline=read.headline,
        about=read.about,
        lang=read.lang,
        municipality=read.municipality.name if read.municipality else None,
        remote=read.remote,
        hours_min=read.hours_min,
        hours_max=read.hours_max,
        available_from=read.available_from,
        available_until=read.available_until,
        education_level=read.education_level,
        occupations=[_label(one) for one in read.occupations],
        skills=[ShownSkill(name=_label(one.concept), **_fields(one, ShownSkill)) for one in read.skills],
        languages=[ShownLanguage(name=_label(one.concept), cefr=one.cefr) for one in read.languages],
        education=[ShownStudy(**_fields(one, ShownStudy)) for one in read.education],
        experience=[ShownPosition(**_fields(one, ShownPosition)) for one in read.experience],
        links=[ShownLink(**_fields(one, ShownLink)) for one in read.links],
    )


def stranger_of(account: Account) -> ShownPerson:
    """Whoever has no profile yet has a name."""
    return ShownPerson(
        name=account.name,
        email=account.email,
        headline="",
        about="",
        lang=account.lang,
        municipality=None,
        remote=RemoteWish.OPEN,
        hours_min=None,
        hours_max=None,
        available_from=None,
        available_until=None,
        education_level=None,
        occupations=[],
        skills=[],
        languages=[],
        education=[],
        experience=[],
        links=[],
    )


def opportunity_of(opportunity: Opportunity) -> ShownOpportunity:
    """The terms as they are at this moment."""
    said = _fields(opportunity, ShownOpportunity) | {"organisation": opportunity.organisation.name}
    return ShownOpportunity(**said)


def preview_hash(opportunity: ShownOpportunity, person: ShownPerson) -> str:
    """Of what does not depend on what is written beside it."""
    return sha256(canonical({"opportunity": _plain(opportunity), "person": _plain(person)}))


def content_of(shown: Shown) -> str:
    """The bytes that are kept, as text."""
    return canonical(_plain(shown))


def shown_of(content: str) -> Shown:
    """What was kept."""
    return Shown.model_validate_json(content)


def _plain(model: Any) -> dict[str, Any]:
    plain: dict[str, Any] = model.model_dump(mode="json")
    return plain


def _fields(row: Any, model: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in model.model_fields if hasattr(row, name)}


def _label(concept: ConceptName) -> str:
    return concept.label
