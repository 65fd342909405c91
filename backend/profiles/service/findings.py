"""What a reading means in the words of the vocabulary: the proposals a person will be asked about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.model import now
from backend.core.text import fold
from backend.profiles.models import EvidenceKind, LineKind
from backend.profiles.reading.facts import Job, Month, Period, Reading, SectionKind, Span, Study
from backend.profiles.reading.grades import level_beside
from backend.profiles.reading.naming import Names
from backend.profiles.reading.passages import passage_of
from backend.profiles.reading.standing import as_of, is_held
from backend.profiles.schemas import (
    EducationProposal,
    ExperienceProposal,
    FieldProposal,
    LanguageProposal,
    LinkProposal,
    Proposal,
    SkillProposal,
)
from backend.taxonomy import queries as taxonomy
from backend.taxonomy.models import Concept
from backend.taxonomy.vocabulary import ConceptKind
from backend.territories.models import Municipality

ABILITIES = (ConceptKind.SKILL, ConceptKind.TOOL, ConceptKind.CRAFT)
WORKING = 2  # the level of a skill that is only named
SURE_ENOUGH = 0.8  # how alike a title and the name of an occupation must be
SKILLS_AT_MOST = 120  # more is a word list, not a person

# Where a skill stands says what shows it; the strongest place counts.
SHOWN_BY: dict[SectionKind, EvidenceKind] = {
    SectionKind.EXPERIENCE: EvidenceKind.JOB,
    SectionKind.VOLUNTEERING: EvidenceKind.JOB,
    SectionKind.PROJECTS: EvidenceKind.PROJECT,
    SectionKind.AWARDS: EvidenceKind.PROJECT,
    SectionKind.PUBLICATIONS: EvidenceKind.PROJECT,
    SectionKind.EDUCATION: EvidenceKind.COURSE,
    SectionKind.COURSES: EvidenceKind.COURSE,
    SectionKind.REFERENCES: EvidenceKind.REFERENCE,
}
STRENGTH = [
    EvidenceKind.JOB,
    EvidenceKind.PROJECT,
    EvidenceKind.REFERENCE,
    EvidenceKind.COURSE,
    EvidenceKind.SELF,
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One proposal, the words that show it, and how sure we are (0–100). `field` names what it would fill."""

    kind: LineKind
    field: str
    proposal: Proposal
    span: Span
    confidence: int


def findings_in(db: Session, reading: Reading) -> list[Finding]:
    """Everything a reading proposes, in the order of a profile."""
    return [
        *_fields(db, reading),
        *_experience(db, reading),
        *_education(db, reading),
        *_languages(db, reading),
        *_skills(db, reading),
        *_links(reading),
    ]


def _fields(db: Session, reading: Reading) -> Iterator[Finding]:
    named = (("display_name", reading.name, 120), ("headline", reading.headline, 160), ("about", reading.about, 4000))
    for field, fact, longest in named:
        if fact is not None and len(fact.value) <= longest:
            yield _field(field, fact.value, fact.evidence, fact.confidence)
    if reading.place is not None and (municipality_id := _municipality(db, reading.place.value)):
        yield _field("municipality_id", str(municipality_id), reading.place.evidence, reading.place.confidence)
    if done := [study for study in reading.education if is_held(study, _today())]:
        highest = max(done, key=lambda study: (study.level or 0, study.confidence))
        yield _field("education_level", highest.level or 0, highest.evidence, highest.confidence)


def _field(field: str, value: str | int, span: Span, confidence: float) -> Finding:
    return Finding(LineKind.FIELD, field, FieldProposal(value=value), span, round(confidence * 100))


def _municipality(db: Session, name: str) -> UUID | None:
    """Only where one municipality, and no other, has this name."""
    found = db.scalars(select(Municipality.id).where(Municipality.folded == fold(name)).limit(2)).all()
    return found[0] if len(found) == 1 else None


def _experience(db: Session, reading: Reading) -> Iterator[Finding]:
    for read in reading.experience:
        job = _right_way_round(db, read, reading.lang)
        proposal = ExperienceProposal(
            title=job.title[:200],
            employer=job.employer[:200],
            occupation_id=occupation_of(db, job, reading.lang),
            **_dates(job.period),
        )
        yield Finding(LineKind.EXPERIENCE, "", proposal, job.evidence, round(job.confidence * 100))


def _right_way_round(db: Session, job: Job, lang: str | None) -> Job:
    """Title first, where only the vocabulary can tell: "Pixel Loft — Junior Designer"."""
    turned = replace(job, title=job.employer, employer=job.title)
    is_turned = (
        bool(job.employer) and occupation_of(db, job, lang) is None and occupation_of(db, turned, lang) is not None
    )
    return turned if is_turned else job


def _education(db: Session, reading: Reading) -> Iterator[Finding]:
    for study in reading.education:
        proposal = EducationProposal(
            title=study.title[:200],
            school=study.school[:200],
            level=study.level if is_held(study, _today()) or _goes_on(study) else None,
            field_id=field_of(db, study, reading.lang),
            **_dates(study.period),
        )
        yield Finding(LineKind.EDUCATION, "", proposal, study.evidence, round(study.confidence * 100))


def _dates(given: Period | None) -> dict[str, str | bool | None]:
    period = as_of(given, _today())
    if period is None:
        return {"started": None, "ended": None, "is_current": False}
    return {"started": _written(period.start), "ended": _written(period.end), "is_current": period.is_current}


def _goes_on(study: Study) -> bool:
    period = as_of(study.period, _today())
    return period is not None and period.is_current


def _today() -> Month:
    moment = now()
    return Month(moment.year, moment.month)


def _written(month: Month | None) -> str | None:
    return str(month) if month else None


def occupation_of(db: Session, job: Job, lang: str | None) -> UUID | None:
    """The occupation a title names, where there is little doubt."""
    return _linked(db, job.title, lang, ConceptKind.OCCUPATION)


def field_of(db: Session, study: Study, lang: str | None) -> UUID | None:
    """The field of study in the name of a degree: what comes after "in", where there is little doubt."""
    _, _, subject = study.title.partition(" em ") if " em " in study.title else study.title.partition(" in ")
    return _linked(db, subject or study.title, lang, ConceptKind.FIELD)


def _linked(db: Session, words: str, lang: str | None, kind: ConceptKind) -> UUID | None:
    candidates = taxonomy.link(db, words, lang, [kind], top=1)
    return candidates[0].concept_id if candidates and candidates[0].score >= SURE_ENOUGH else None


def _languages(db: Session, reading: Reading) -> Iterator[Finding]:
    codes = {spoken.code: spoken for spoken in reading.languages if spoken.cefr}
    by_code = language_concepts(db, list(codes))
    for code, spoken in codes.items():
        if code in by_code:
            proposal = LanguageProposal.model_validate({"concept_id": by_code[code], "cefr": spoken.cefr})
            yield Finding(LineKind.LANGUAGE, "", proposal, spoken.evidence, round(spoken.confidence * 100))


def language_concepts(db: Session, codes: list[str]) -> dict[str, UUID]:
    """The concepts of languages by their ISO 639-1 codes."""
    wanted = select(Concept.code, Concept.id).where(Concept.kind == ConceptKind.LANGUAGE, Concept.code.in_(codes))
    return {code: concept_id for code, concept_id in db.execute(wanted) if code}


def _skills(db: Session, reading: Reading) -> Iterator[Finding]:
    """Each skill once, by its strongest mention; what is denied is no skill, not even where it is also named.

    What somebody only wishes to learn counts nowhere for itself, but stands in no other mention's way.
    """
    best: dict[UUID, Finding] = {}
    stated: dict[UUID, int] = {}
    denied: set[UUID] = set()
    names = Names(reading)
    for found in taxonomy.find_in_text(db, reading.text, reading.lang, ABILITIES):
        if found.negated:
            denied.add(found.concept_id)
        span = Span(found.start, found.end)
        if found.negated or found.wished or names.covers(span):
            continue
        finding = _skill(reading, found.concept_id, span, found.confidence)
        if level := level_beside(reading.text, span):
            stated[found.concept_id] = min(level, stated.get(found.concept_id, level))
        known = best.get(found.concept_id)
        if known is None or _strength(finding) > _strength(known):
            best[found.concept_id] = finding
    kept = [finding for concept_id, finding in best.items() if concept_id not in denied]
    strongest = sorted(kept, key=_strength, reverse=True)[:SKILLS_AT_MOST]
    for finding in sorted(strongest, key=lambda finding: finding.span):
        yield _at_level(finding, stated)


def _at_level(finding: Finding, stated: Mapping[UUID, int]) -> Finding:
    """With the level the CV states for it, the lowest of several."""
    proposal = finding.proposal
    if not isinstance(proposal, SkillProposal):
        return finding
    level = stated.get(proposal.concept_id, WORKING)
    return replace(finding, proposal=proposal.model_copy(update={"level": level}))


def _skill(reading: Reading, concept_id: UUID, span: Span, confidence: float) -> Finding:
    section = next((s for s in reading.sections if s.span.start <= span.start < s.span.end), None)
    shown_by = SHOWN_BY.get(section.kind, EvidenceKind.SELF) if section else EvidenceKind.SELF
    proposal = SkillProposal(
        concept_id=concept_id, level=WORKING, evidence_kind=shown_by, evidence=str(passage_of(reading.text, span))
    )
    return Finding(LineKind.SKILL, "", proposal, span, round(confidence * 100))


def _strength(finding: Finding) -> tuple[int, int]:
    proposal = finding.proposal
    place = -STRENGTH.index(proposal.evidence_kind) if isinstance(proposal, SkillProposal) else 0
    return place, finding.confidence


def _links(reading: Reading) -> Iterator[Finding]:
    for link in reading.links:
        yield Finding(LineKind.LINK, "", LinkProposal(url=link.url, link=link.kind), link.evidence, 95)
