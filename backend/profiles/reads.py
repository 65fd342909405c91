"""Rows as people read them: with the words of the vocabulary, in one query for all of them."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import Viewer, allowed
from backend.core.model import now
from backend.profiles import diff, queries, rules
from backend.profiles.models import (
    Audience,
    CvImport,
    CvLine,
    Education,
    Experience,
    LineStatus,
    Profile,
    ProfileLanguage,
    ProfileSkill,
    ProfileStatus,
)
from backend.profiles.periods import months_between
from backend.profiles.reading.facts import Reading, Span
from backend.profiles.reading.passages import passage_of
from backend.profiles.schemas import (
    CvImportRead,
    CvLineRead,
    CvReading,
    EducationProposal,
    EducationRead,
    ExperienceProposal,
    ExperienceRead,
    FieldProposal,
    FoundJob,
    FoundLanguage,
    FoundSkill,
    FoundStudy,
    LanguageProposal,
    LanguageRead,
    LinkRead,
    MyProfile,
    ProfileRead,
    Proposal,
    SightRead,
    SightSearch,
    SkillProposal,
    SkillRead,
    SpanRead,
)
from backend.profiles.service import sight
from backend.profiles.service.findings import Finding
from backend.taxonomy import queries as taxonomy
from backend.taxonomy.schemas import ConceptName

Timed = TypeVar("Timed", Education, Experience)


class Words:
    """Names of concepts in one language, fetched once."""

    def __init__(self, db: Session, lang: str, ids: Iterable[UUID | None]) -> None:
        self.named = taxonomy.names_of(db, {one for one in ids if one is not None}, lang)

    def of(self, concept_id: UUID | None) -> ConceptName | None:
        """The name, or None for no concept."""
        return self.named.get(concept_id) if concept_id else None

    def all(self, ids: Iterable[UUID]) -> list[ConceptName]:
        """The names of those that are there, in the same order."""
        return [name for one in ids if (name := self.of(one)) is not None]


def profile_read(db: Session, viewer: Viewer, profile: Profile, lang: str) -> ProfileRead:
    """What others see."""
    return ProfileRead.of(profile, **_shown(db, viewer, profile, lang))


def my_profile(db: Session, viewer: Viewer, profile: Profile, lang: str) -> MyProfile:
    """What the person sees."""
    return MyProfile.of(
        profile,
        **_shown(db, viewer, profile, lang),
        hidden_from=[row.organisation_id for row in profile.hidden_from],
        missing=rules.missing(profile),
    )


def sight_read(db: Session, viewer: Viewer, profile: Profile, search: SightSearch) -> SightRead:
    """One's profile through somebody else's eyes."""
    eyes, applied = sight.looker(db, search)
    because = rules.unseen_because(eyes, profile, {*applied, *queries.shown_to(db, profile)})
    organisations, people = sight.count_lookers(db, profile)
    is_listed_for_all = profile.status == ProfileStatus.LISTED and profile.audience == Audience.EVERYONE
    return SightRead(
        seen=None if because else profile_read(db, eyes, profile, search.lang),
        because=because,
        is_public=is_listed_for_all and not profile.hidden_from,
        organisations=organisations,
        people=people,
        hidden=len(profile.hidden_from),
    )


def _shown(db: Session, viewer: Viewer, profile: Profile, lang: str) -> dict[str, object]:
    words = Words(db, lang, _concepts(profile))
    return {
        "occupations": words.all(profile.occupation_ids),
        "sectors": words.all(profile.sector_ids),
        "goals": words.all(profile.goal_ids),
        "fields": words.all(profile.field_ids),
        "skills": [_skill(row, words) for row in sorted(profile.skills, key=lambda row: (-row.level, row.id))],
        "languages": [_language(row, words) for row in profile.languages],
        "education": [_education(row, words) for row in _latest_first(profile.education)],
        "experience": [_experience(row, words) for row in _latest_first(profile.experience)],
        "links": [LinkRead.of(row) for row in profile.links],
        "can": allowed(viewer, profile, rules.OF_A_PROFILE),
    }


def _concepts(profile: Profile) -> list[UUID | None]:
    return [
        *(wish.concept_id for wish in profile.wishes),
        *(row.concept_id for row in profile.skills),
        *(row.concept_id for row in profile.languages),
        *(row.field_id for row in profile.education),
        *(row.occupation_id for row in profile.experience),
    ]


def _latest_first(rows: Sequence[Timed]) -> list[Timed]:
    """What is going on, then what ended last."""
    return sorted(rows, key=lambda r: (r.is_current, r.ended or r.started or "", r.started or "", r.id), reverse=True)


def _skill(row: ProfileSkill, words: Words) -> SkillRead:
    return SkillRead.of(row, concept=words.of(row.concept_id))


def _language(row: ProfileLanguage, words: Words) -> LanguageRead:
    return LanguageRead.of(row, concept=words.of(row.concept_id))


def _education(row: Education, words: Words) -> EducationRead:
    return EducationRead.of(row, field=words.of(row.field_id))


def _experience(row: Experience, words: Words) -> ExperienceRead:
    months = months_between(row.started, row.ended, now() if row.is_current else None)
    return ExperienceRead.of(row, occupation=words.of(row.occupation_id), months=months)


def skill_read(db: Session, row: ProfileSkill, lang: str) -> SkillRead:
    """One skill."""
    return _skill(row, Words(db, lang, [row.concept_id]))


def language_read(db: Session, row: ProfileLanguage, lang: str) -> LanguageRead:
    """One language."""
    return _language(row, Words(db, lang, [row.concept_id]))


def education_read(db: Session, row: Education, lang: str) -> EducationRead:
    """One course of study."""
    return _education(row, Words(db, lang, [row.field_id]))


def experience_read(db: Session, row: Experience, lang: str) -> ExperienceRead:
    """One position."""
    return _experience(row, Words(db, lang, [row.occupation_id]))


# -- CVs -----------------------------------------------------------------------------------------------------------


def import_read(db: Session, imported: CvImport, profile: Profile, lang: str) -> CvImportRead:
    """An import as a difference to the profile as it is now."""
    proposals = [(line, diff.proposal_of(line)) for line in imported.lines]
    shown = [
        (line, proposal)
        for line, proposal in proposals
        if line.status != LineStatus.PENDING or not diff.changes_nothing(profile, line.field, proposal)
    ]
    words = Words(db, lang, [_concept_of(proposal) for _, proposal in shown])
    lines = [_line(line, proposal, imported, profile, words) for line, proposal in shown]
    return CvImportRead.of(imported, lines=lines)


def _line(line: CvLine, proposal: Proposal, imported: CvImport, profile: Profile, words: Words) -> CvLineRead:
    current = diff.current(profile, line.field, proposal)
    name = words.of(_concept_of(proposal))
    return CvLineRead(
        id=line.id,
        kind=line.kind,
        field=line.field,
        label=name.label if name else "",
        proposed=proposal,
        current=current if line.status == LineStatus.PENDING else _before(line),
        default="accept" if current is None else "keep",
        evidence=_span(Span(line.span_start, line.span_end), imported.text),
        confidence=line.confidence,
        status=line.status,
    )


def _before(line: CvLine) -> str | int | None:
    """What an accepted line has replaced."""
    before = line.before or {}
    value: str | int | None = before.get("value", before.get("cefr"))
    return value or None


def _concept_of(proposal: Proposal) -> UUID | None:
    if isinstance(proposal, SkillProposal | LanguageProposal):
        return proposal.concept_id
    if isinstance(proposal, EducationProposal):
        return proposal.field_id
    return proposal.occupation_id if isinstance(proposal, ExperienceProposal) else None


def _span(span: Span, text: str) -> SpanRead:
    passage = passage_of(text, span)
    return SpanRead(start=span.start, end=span.end, text=passage.words, before=passage.before, after=passage.after)


def cv_reading(db: Session, reading: Reading, findings: Sequence[Finding], lang: str) -> CvReading:
    """A reading nobody keeps."""
    words = Words(db, lang, [_concept_of(finding.proposal) for finding in findings])
    found = _Found(reading, words)
    for finding in findings:
        found.add(finding)
    return CvReading(
        format=reading.format,
        lang=reading.lang,
        text=reading.text,
        left_out=reading.left_out,
        education_level=found.education_level,
        skills=found.skills,
        languages=found.languages,
        experience=found.experience,
        education=found.education,
    )


class _Found:
    """Findings sorted by what they are."""

    def __init__(self, reading: Reading, words: Words) -> None:
        self.text, self.words = reading.text, words
        self.education_level: int | None = None
        self.skills: list[FoundSkill] = []
        self.languages: list[FoundLanguage] = []
        self.experience: list[FoundJob] = []
        self.education: list[FoundStudy] = []

    def add(self, finding: Finding) -> None:
        """Into the list it belongs to; what a visitor's preview has no use for is left aside."""
        proposal, concept = finding.proposal, self.words.of(_concept_of(finding.proposal))
        shown = {"confidence": finding.confidence, "evidence": _span(finding.span, self.text)}
        if isinstance(proposal, SkillProposal) and concept:
            said = {"concept": concept, "level": proposal.level, "evidence_kind": proposal.evidence_kind}
            self.skills.append(FoundSkill.model_validate(said | shown))
        elif isinstance(proposal, LanguageProposal) and concept:
            self.languages.append(FoundLanguage.model_validate({"concept": concept, "cefr": proposal.cefr} | shown))
        elif isinstance(proposal, ExperienceProposal):
            months = months_between(proposal.started, proposal.ended, now() if proposal.is_current else None)
            said = {"title": proposal.title, "occupation": concept, "months": months}
            self.experience.append(FoundJob.model_validate(said | shown))
        elif isinstance(proposal, EducationProposal):
            said = {"title": proposal.title, "level": proposal.level, "field": concept}
            self.education.append(FoundStudy.model_validate(said | shown))
        elif isinstance(proposal, FieldProposal) and finding.field == "education_level":
            self.education_level = int(proposal.value)
