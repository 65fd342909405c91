"""Importing a CV: read, shown as a difference, taken over line by line. Nothing typed is overwritten unasked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core import limits
from backend.core.access import Viewer, require, signed_in
from backend.core.db import reading as a_look
from backend.core.events import announce
from backend.core.model import now
from backend.core.problems import FieldError, Invalid
from backend.core.terms import Cefr
from backend.profiles import diff, queries, rules
from backend.profiles.events import CvDecided, CvImported, ProfileEdited
from backend.profiles.models import (
    CvImport,
    CvLine,
    Education,
    Experience,
    LineKind,
    LineStatus,
    Profile,
    ProfileLanguage,
    ProfileLink,
    ProfileSkill,
    Source,
)
from backend.profiles.problems import LineDecided
from backend.profiles.reading.cv import read_cv
from backend.profiles.reading.facts import Reading
from backend.profiles.schemas import (
    AcceptanceDraft,
    EducationProposal,
    ExperienceProposal,
    FieldProposal,
    LanguageProposal,
    LinkProposal,
    SkillProposal,
)
from backend.profiles.service.findings import Finding, findings_in
from backend.profiles.service.profile import open_profile, touch

HOUR = 60 * 60
READINGS_AN_HOUR, IMPORTS_AN_HOUR = 20, 40


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, and how many bytes it may have."""

    content: bytes
    filename: str
    limit: int


def read_for_guest(db: Session, address: str, upload: Upload) -> tuple[Reading, list[Finding]]:
    """Read a CV and keep nothing; rate limited by where the visitor comes from."""
    limits.hit(db, f"cv-reading:{address}", limit=READINGS_AN_HOUR, seconds=HOUR)
    return _understood(db, upload)


def _understood(db: Session, upload: Upload) -> tuple[Reading, list[Finding]]:
    """Read and look up before the request's own transaction begins: no lock waits for a slow file."""
    reading = read_cv(upload.content, upload.filename, limit=upload.limit)
    with a_look(db.get_bind().engine) as look:
        return reading, findings_in(look, reading)


def import_cv(db: Session, viewer: Viewer, upload: Upload) -> tuple[CvImport, Profile, bool]:
    """Read a CV into proposals; says whether it is new. The same bytes again are the same import, unchanged."""
    require(viewer, signed_in, None)
    limits.hit(db, f"cv-import:{viewer.id}", limit=IMPORTS_AN_HOUR, seconds=HOUR)
    reading, findings = _understood(db, upload)
    profile = open_profile(db, viewer)
    require(viewer, rules.import_cv, profile)
    known = queries.find_import(db, profile, reading.sha256)
    if known is not None:
        return known, profile, False
    imported = CvImport(
        profile_id=profile.id,
        sha256=reading.sha256,
        format=reading.format,
        lang=reading.lang,
        filename=upload.filename[:160],
        text=reading.text,
        left_out=reading.left_out,
    )
    db.add(imported)
    db.flush()
    db.add_all(_line(imported, position, finding) for position, finding in enumerate(findings))
    db.flush()
    announce(db, viewer, CvImported(profile.id, imported.id, imported.format, len(findings)))
    return queries.get_import(db, profile, imported.id), profile, True


def _line(imported: CvImport, position: int, finding: Finding) -> CvLine:
    return CvLine(
        import_id=imported.id,
        position=position,
        kind=finding.kind,
        field=finding.field,
        proposed=finding.proposal.model_dump(mode="json"),
        span_start=finding.span.start,
        span_end=finding.span.end,
        confidence=finding.confidence,
    )


def decide_lines(db: Session, viewer: Viewer, import_id: UUID, draft: AcceptanceDraft) -> tuple[CvImport, Profile]:
    """Accept, refuse or reopen lines; all of it or nothing. Raises `LineDecided` for a line decided otherwise."""
    profile = open_profile(db, viewer)
    require(viewer, rules.import_cv, profile)
    imported = queries.get_import(db, profile, import_id)
    lines = queries.lines_of(db, imported, [*draft.accept, *draft.refuse, *draft.reopen])
    decided = (
        _decide(draft.accept, lines, LineStatus.ACCEPTED, lambda line: _accept(db, profile, line)),
        _decide(draft.refuse, lines, LineStatus.REFUSED, lambda _: None),
        _reopen(db, profile, [lines[line_id] for line_id in draft.reopen]),
    )
    if any(decided):
        db.flush()
        announce(db, viewer, CvDecided(profile.id, imported.id, *decided))
    if decided[0] or decided[2]:
        touch(db, profile)
        announce(db, viewer, ProfileEdited(profile.id, ("cv",)))
    db.expire_all()
    fresh = open_profile(db, viewer)
    return queries.get_import(db, fresh, import_id), fresh


def drop_cv_import(db: Session, viewer: Viewer, import_id: UUID) -> None:
    """Forget a CV's text and proposals; what was accepted from it stays."""
    profile = open_profile(db, viewer)
    require(viewer, rules.import_cv, profile)
    db.delete(queries.get_import(db, profile, import_id))
    db.flush()


def _decide(ids: Sequence[UUID], lines: dict[UUID, CvLine], status: LineStatus, deed: Callable[[CvLine], None]) -> int:
    """How many lines were pending before; the same answer twice is no second answer."""
    done = 0
    for line_id in ids:
        line = lines[line_id]
        if line.status == status:
            continue
        if line.status != LineStatus.PENDING:
            raise LineDecided([FieldError(pointer=f"/{line_id}", code=line.status)])
        deed(line)
        line.status, line.decided_at = status, now()
        done += 1
    return done


def _accept(db: Session, profile: Profile, line: CvLine) -> None:
    """Take one proposal over, remembering what it replaced or made."""
    proposal = diff.proposal_of(line)
    if isinstance(proposal, FieldProposal):
        line.before = {"value": diff.plain(getattr(profile, line.field))}
        setattr(profile, line.field, diff.column_value(line.field, proposal.value))
    elif isinstance(proposal, LanguageProposal):
        _accept_language(db, profile, line, proposal)
    else:
        _accept_part(db, profile, line, proposal)


def _accept_language(db: Session, profile: Profile, line: CvLine, proposal: LanguageProposal) -> None:
    known = next((row for row in profile.languages if row.concept_id == proposal.concept_id), None)
    if known is None:
        _make(db, profile, line, ProfileLanguage(concept_id=proposal.concept_id, cefr=proposal.cefr))
        return
    line.before = {"cefr": known.cefr, "source": known.source}
    line.made_id = known.id
    known.cefr, known.source = proposal.cefr, Source.CV


def _accept_part(
    db: Session,
    profile: Profile,
    line: CvLine,
    proposal: SkillProposal | EducationProposal | ExperienceProposal | LinkProposal,
) -> None:
    """A new row, unless the profile has come to hold it meanwhile: then that one stays as it is."""
    if diff.is_there(profile, proposal):
        return
    said = proposal.model_dump(exclude={"kind", "link"})
    if isinstance(proposal, SkillProposal):
        _make(db, profile, line, ProfileSkill(**said, confidence=line.confidence))
    elif isinstance(proposal, EducationProposal):
        _make(db, profile, line, Education(**said))
    elif isinstance(proposal, ExperienceProposal):
        _make(db, profile, line, Experience(**said))
    else:
        _make(db, profile, line, ProfileLink(**said, kind=proposal.link))


def _make(db: Session, profile: Profile, line: CvLine, row: Any) -> None:
    row.profile_id, row.source = profile.id, Source.CV
    db.add(row)
    db.flush()
    line.made_id = row.id


TABLES: dict[LineKind, Any] = {
    LineKind.SKILL: ProfileSkill,
    LineKind.LANGUAGE: ProfileLanguage,
    LineKind.EDUCATION: Education,
    LineKind.EXPERIENCE: Experience,
    LineKind.LINK: ProfileLink,
}


def _reopen(db: Session, profile: Profile, lines: Sequence[CvLine]) -> int:
    """Back to pending. What an acceptance did is taken back, unless the person has changed it since."""
    reopened = 0
    for line in lines:
        if line.status == LineStatus.PENDING:
            continue
        if line.status == LineStatus.ACCEPTED:
            _take_back(db, profile, line)
        line.status, line.decided_at, line.before, line.made_id = LineStatus.PENDING, None, None, None
        reopened += 1
    return reopened


def _take_back(db: Session, profile: Profile, line: CvLine) -> None:
    if line.kind == LineKind.FIELD:
        _restore_field(profile, line)
        return
    row = db.get(TABLES[line.kind], line.made_id) if line.made_id else None
    if row is None or row.source != Source.CV:
        return
    if line.before is None:
        db.delete(row)
    else:
        row.cefr, row.source = Cefr(line.before["cefr"]), Source(line.before["source"])


def _restore_field(profile: Profile, line: CvLine) -> None:
    """The old value, if the accepted one still stands and the old one can (a listed profile keeps its headline)."""
    proposal = diff.proposal_of(line)
    if not isinstance(proposal, FieldProposal) or line.before is None:
        return
    if diff.plain(getattr(profile, line.field)) != proposal.value:
        return
    setattr(profile, line.field, diff.column_value(line.field, line.before["value"]))
    if profile.status == "listed" and (missing := rules.missing(profile)):
        raise Invalid([FieldError(pointer=f"/{name}", code="needed_while_listed") for name in missing])
