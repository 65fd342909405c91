"""What belongs to a profile: skills, languages, education, experience and links."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import Viewer, require
from backend.core.events import announce
from backend.core.model import Record
from backend.core.problems import FieldError, Invalid, NotFound
from backend.core.references import unknown
from backend.core.schema import Change, Draft
from backend.profiles import queries, rules
from backend.profiles.events import ProfileEdited
from backend.profiles.models import (
    Education,
    Experience,
    Profile,
    ProfileLanguage,
    ProfileLink,
    ProfileSkill,
    Source,
)
from backend.profiles.problems import TooMuch
from backend.profiles.reading.links import kind_of
from backend.profiles.schemas import (
    EducationChange,
    EducationDraft,
    ExperienceChange,
    ExperienceDraft,
    LanguageDraft,
    LinkChange,
    LinkDraft,
    SkillDraft,
)
from backend.profiles.service.profile import ABILITIES, open_profile, touch
from backend.taxonomy.models import Concept
from backend.taxonomy.vocabulary import ConceptKind

AT_MOST = {"skills": 200, "languages": 30, "education": 40, "experience": 80, "links": 30}

Row = TypeVar("Row", bound=Record)


def put_skill(db: Session, viewer: Viewer, concept_id: UUID, draft: SkillDraft) -> ProfileSkill:
    """Say how well one can do something; what was read from a CV becomes one's own word."""
    profile = _open(db, viewer)
    _check_concept(db, concept_id, *ABILITIES)
    known = _of(profile.skills, concept_id)
    said = {**draft.model_dump(), "confidence": 100, "source": Source.TYPED}
    return _put(db, viewer, profile, "skills", known, lambda: ProfileSkill(concept_id=concept_id), said)


def drop_skill(db: Session, viewer: Viewer, concept_id: UUID) -> None:
    """Not any more."""
    profile = _open(db, viewer)
    _drop(db, viewer, profile, "skills", _of(profile.skills, concept_id))


def put_language(db: Session, viewer: Viewer, concept_id: UUID, draft: LanguageDraft) -> ProfileLanguage:
    """Say how well one speaks a language."""
    profile = _open(db, viewer)
    _check_concept(db, concept_id, ConceptKind.LANGUAGE)
    known = _of(profile.languages, concept_id)
    said = {**draft.model_dump(), "source": Source.TYPED}
    return _put(db, viewer, profile, "languages", known, lambda: ProfileLanguage(concept_id=concept_id), said)


def drop_language(db: Session, viewer: Viewer, concept_id: UUID) -> None:
    """Not any more."""
    profile = _open(db, viewer)
    _drop(db, viewer, profile, "languages", _of(profile.languages, concept_id))


def add_education(db: Session, viewer: Viewer, draft: EducationDraft) -> Education:
    """A course of study."""
    profile = _open(db, viewer)
    _check(db, field_id=(draft.field_id, ConceptKind.FIELD))
    return _put(db, viewer, profile, "education", None, Education, draft.model_dump())


def edit_education(db: Session, viewer: Viewer, education_id: UUID, change: EducationChange) -> Education:
    """Mend a course of study."""
    profile = _open(db, viewer)
    row: Education = queries.get_part(db, profile, Education, education_id)
    whole = _whole(change, row, EducationDraft)
    _check(db, field_id=(whole.field_id, ConceptKind.FIELD))
    return _put(db, viewer, profile, "education", row, Education, whole.model_dump())


def drop_education(db: Session, viewer: Viewer, education_id: UUID) -> None:
    """Take it out."""
    profile = _open(db, viewer)
    _drop(db, viewer, profile, "education", queries.get_part(db, profile, Education, education_id))


def add_experience(db: Session, viewer: Viewer, draft: ExperienceDraft) -> Experience:
    """A position held."""
    profile = _open(db, viewer)
    _check(db, occupation_id=(draft.occupation_id, ConceptKind.OCCUPATION))
    return _put(db, viewer, profile, "experience", None, Experience, draft.model_dump())


def edit_experience(db: Session, viewer: Viewer, experience_id: UUID, change: ExperienceChange) -> Experience:
    """Mend a position."""
    profile = _open(db, viewer)
    row: Experience = queries.get_part(db, profile, Experience, experience_id)
    whole = _whole(change, row, ExperienceDraft)
    _check(db, occupation_id=(whole.occupation_id, ConceptKind.OCCUPATION))
    return _put(db, viewer, profile, "experience", row, Experience, whole.model_dump())


def drop_experience(db: Session, viewer: Viewer, experience_id: UUID) -> None:
    """Take it out."""
    profile = _open(db, viewer)
    _drop(db, viewer, profile, "experience", queries.get_part(db, profile, Experience, experience_id))


def add_link(db: Session, viewer: Viewer, draft: LinkDraft) -> ProfileLink:
    """An address on the web; the same one twice stays one."""
    profile = _open(db, viewer)
    known = next((link for link in profile.links if link.url == draft.url), None)
    said = draft.model_dump() | {"kind": draft.kind or kind_of(draft.url)}
    return _put(db, viewer, profile, "links", known, ProfileLink, said)


def edit_link(db: Session, viewer: Viewer, link_id: UUID, change: LinkChange) -> ProfileLink:
    """Mend an address."""
    profile = _open(db, viewer)
    row: ProfileLink = queries.get_part(db, profile, ProfileLink, link_id)
    whole = _whole(change, row, LinkDraft)
    if any(link.url == whole.url and link.id != row.id for link in profile.links):
        raise Invalid([FieldError(pointer="/url", code="repeated")])
    return _put(db, viewer, profile, "links", row, ProfileLink, whole.model_dump())


def drop_link(db: Session, viewer: Viewer, link_id: UUID) -> None:
    """Take it out."""
    profile = _open(db, viewer)
    _drop(db, viewer, profile, "links", queries.get_part(db, profile, ProfileLink, link_id))


def _open(db: Session, viewer: Viewer) -> Profile:
    profile = open_profile(db, viewer)
    require(viewer, rules.edit_profile, profile)
    return profile


Claim = TypeVar("Claim", ProfileSkill, ProfileLanguage)


def _of(rows: Sequence[Claim], concept_id: UUID) -> Claim | None:
    return next((row for row in rows if row.concept_id == concept_id), None)


WholeDraft = TypeVar("WholeDraft", bound=Draft)


def _whole(change: Change, row: Record, whole: type[WholeDraft]) -> WholeDraft:
    change.check_fresh(row.updated_at)
    return change.on(row, whole)


def _check_concept(db: Session, concept_id: UUID, *kinds: ConceptKind) -> None:
    """The address itself names the concept: one that is not there, or a mere group, is a 404."""
    if unknown(db, Concept, {"/concept_id": concept_id}, Concept.kind.in_(kinds), Concept.is_group.is_(False)):
        raise NotFound


def _check(db: Session, **asked: tuple[UUID | None, ConceptKind]) -> None:
    errors = [
        error
        for name, (concept_id, kind) in asked.items()
        for error in unknown(db, Concept, {f"/{name}": concept_id}, Concept.kind == kind)
    ]
    if errors:
        raise Invalid(errors)


def _put(
    db: Session,
    viewer: Viewer,
    profile: Profile,
    part: str,
    known: Row | None,
    new: Callable[[], Row],
    said: dict[str, Any],
) -> Row:
    """Write a row that belongs to the profile, new or known; what a person sends is their own word."""
    if known is None and len(getattr(profile, part)) >= AT_MOST[part]:
        raise TooMuch(at_most=AT_MOST[part])
    row = known or new()
    for name, value in {"source": Source.TYPED, **said}.items():
        setattr(row, name, value)
    if known is None:
        row.profile_id = profile.id  # type: ignore[attr-defined]  # every part has it; Record does not say so
        db.add(row)
    db.flush()
    touch(db, profile)
    announce(db, viewer, ProfileEdited(profile.id, (part,)))
    return row


def _drop(db: Session, viewer: Viewer, profile: Profile, part: str, row: Record | None) -> None:
    if row is None:
        raise NotFound
    db.delete(row)
    db.flush()
    touch(db, profile)
    announce(db, viewer, ProfileEdited(profile.id, (part,)))
