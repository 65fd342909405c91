"""What a proposal would change: pure comparison of a line of a CV with a profile that is loaded whole."""

from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from backend.core.text import fold
from backend.profiles.models import CvLine, Profile
from backend.profiles.schemas import (
    EducationProposal,
    ExperienceProposal,
    FieldProposal,
    LanguageProposal,
    LinkProposal,
    Proposal,
    SkillProposal,
)

_PROPOSALS: TypeAdapter[Proposal] = TypeAdapter(Proposal)


def proposal_of(line: CvLine) -> Proposal:
    """The stored proposal, checked."""
    return _PROPOSALS.validate_python(line.proposed)


def plain(value: Any) -> str | int | None:
    """A column's value as a proposal would write it."""
    return str(value) if isinstance(value, UUID) else value


def column_value(field: str, value: str | int | None) -> Any:
    """A proposal's value as its column keeps it."""
    return UUID(str(value)) if field.endswith("_id") and value else value


def current(profile: Profile, field: str, proposal: Proposal) -> str | int | None:
    """What accepting the proposal would replace; None where it only adds."""
    if isinstance(proposal, FieldProposal):
        return plain(getattr(profile, field)) or None
    if isinstance(proposal, LanguageProposal):
        return next((row.cefr for row in profile.languages if row.concept_id == proposal.concept_id), None)
    return None


def changes_nothing(profile: Profile, field: str, proposal: Proposal) -> bool:
    """The profile says so already."""
    if isinstance(proposal, FieldProposal):
        now = plain(getattr(profile, field))
        return now == proposal.value or (
            isinstance(now, str) and isinstance(proposal.value, str) and fold(now) == fold(proposal.value)
        )
    if isinstance(proposal, LanguageProposal):
        return current(profile, field, proposal) == proposal.cefr
    return is_there(profile, proposal)


def is_there(profile: Profile, proposal: SkillProposal | EducationProposal | ExperienceProposal | LinkProposal) -> bool:
    """Whether the profile holds such a row, whatever else it says about it."""
    if isinstance(proposal, SkillProposal):
        return any(row.concept_id == proposal.concept_id for row in profile.skills)
    if isinstance(proposal, LinkProposal):
        return any(row.url.rstrip("/") == proposal.url.rstrip("/") for row in profile.links)
    if isinstance(proposal, EducationProposal):
        studied = {_key(row.title, row.school, row.started, row.ended) for row in profile.education}
        return _key(proposal.title, proposal.school, proposal.started, proposal.ended) in studied
    held = {_key(row.title, row.employer, row.started, row.ended) for row in profile.experience}
    return _key(proposal.title, proposal.employer, proposal.started, proposal.ended) in held


def _key(title: str, place: str, started: str | None, ended: str | None) -> tuple[str, str, str, str]:
    """The same position is the same title and place in the same years."""
    return fold(title), fold(place), (started or "")[:4], (ended or "")[:4]
