"""From a CV to claims: what `viveiro rank` and a visitor's page have in common. Names stay behind."""

from sqlalchemy.orm import Session

from backend.matches.schemas.preview import PreviewDraft, PreviewJob, PreviewLanguage, PreviewSkill
from backend.profiles import reads
from backend.profiles.reading.cv import read_cv
from backend.profiles.schemas import CvReading, FieldProposal
from backend.profiles.service.findings import Finding, findings_in

ENGLISH = "en"


def read_claims(
    db: Session, content: bytes, filename: str, *, limit: int, lang: str | None
) -> tuple[CvReading, PreviewDraft]:
    """What a file says as people read it, and as claims; raises the problems of unreadable files.

    Concepts are named in `lang`; where it is None, in the language of the file.
    """
    reading = read_cv(content, filename, limit=limit)
    findings = findings_in(db, reading)
    cv = reads.cv_reading(db, reading, findings, lang or reading.lang or ENGLISH)
    return cv, claims_of(cv, findings)


def claims_of(cv: CvReading, findings: list[Finding]) -> PreviewDraft:
    """The claims of a reading, each once. A language without a level counts as B1."""
    skills = {skill.concept.id: skill for skill in cv.skills}
    languages = {language.concept.id: language for language in cv.languages}
    fields = [study.field.id for study in cv.education if study.field]
    return PreviewDraft(
        skills=[
            PreviewSkill(
                concept_id=one,
                level=skill.level,
                evidence_kind=skill.evidence_kind,
                evidence=skill.evidence.text[:500],
                confidence=skill.confidence,
            )
            for one, skill in skills.items()
        ],
        languages=[PreviewLanguage(concept_id=one, cefr=spoken.cefr or "B1") for one, spoken in languages.items()],
        experience=[
            PreviewJob(occupation_id=job.occupation.id, months=min(job.months or 0, 1200))
            for job in cv.experience
            if job.occupation
        ],
        education_level=cv.education_level,
        field_ids=list(dict.fromkeys(fields)),
        municipality_id=_town(findings),
    )


def _town(findings: list[Finding]) -> str | None:
    towns = (
        f.proposal.value for f in findings if f.field == "municipality_id" and isinstance(f.proposal, FieldProposal)
    )
    return next((str(town) for town in towns), None)
