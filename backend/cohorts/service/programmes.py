"""What one can do with programmes. `_move` is the one door through which a status changes."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.cohorts import rules
from backend.cohorts.events import ProgrammeAdded, ProgrammeArchived, ProgrammeEdited, ProgrammePublished
from backend.cohorts.models import Programme, ProgrammeStatus, ProgrammeTopic
from backend.cohorts.problems import CallsRunning, NotReady
from backend.cohorts.queries.calls import has_running
from backend.cohorts.queries.programmes import get_programme
from backend.cohorts.schemas import ProgrammeChange, ProgrammeDraft
from backend.core.access import SYSTEM, Rule, Viewer, require
from backend.core.events import Event, announce
from backend.core.model import now
from backend.core.problems import FieldError, Invalid
from backend.core.references import pointers, unknown
from backend.core.schema import differing
from backend.core.text import fold
from backend.organisations.queries import get_organisation
from backend.taxonomy.models import Concept
from backend.taxonomy.vocabulary import ConceptKind
from backend.territories.models import Municipality

TEACHABLE = (ConceptKind.SKILL, ConceptKind.TOOL, ConceptKind.CRAFT)


def add_programme(db: Session, viewer: Viewer, draft: ProgrammeDraft) -> Programme:
    """Begin to describe a programme; only the organisation sees it."""
    require(viewer, rules.add_programme, get_organisation(db, viewer, draft.organisation_id))
    _check_references(db, draft)
    programme = Programme()
    _fill(programme, draft, set(ProgrammeDraft.model_fields))
    db.add(programme)
    db.flush()
    announce(db, viewer, ProgrammeAdded(programme.id, programme.organisation_id))
    return get_programme(db, SYSTEM, programme.id)


def edit_programme(db: Session, viewer: Viewer, programme_id: UUID, change: ProgrammeChange) -> Programme:
    """Change the description. What is published has to stay complete."""
    programme = _ask(db, viewer, programme_id, rules.edit_programme)
    change.check_fresh(programme.updated_at)
    before = ProgrammeDraft.model_validate(programme, from_attributes=True)
    draft = change.on(programme, ProgrammeDraft)
    fields = differing(before, draft)
    if not fields:
        return programme
    _check_references(db, draft)
    if programme.status == ProgrammeStatus.PUBLISHED:
        _require_ready(draft)
    _fill(programme, draft, set(fields))
    programme.updated_at = now()
    db.flush()
    announce(db, viewer, ProgrammeEdited(programme.id, fields))
    return get_programme(db, SYSTEM, programme.id)


def discard_programme(db: Session, viewer: Viewer, programme_id: UUID) -> None:
    """Throw a draft away, with the drafts of its calls."""
    db.delete(_ask(db, viewer, programme_id, rules.discard_programme))
    db.flush()


def publish_programme(db: Session, viewer: Viewer, programme_id: UUID) -> Programme:
    """Show it to everybody."""
    programme = _ask(db, viewer, programme_id, rules.publish_programme)
    _require_ready(ProgrammeDraft.model_validate(programme, from_attributes=True))
    fact = ProgrammePublished(programme.id, programme.organisation_id)
    return _move(db, viewer, programme, ProgrammeStatus.PUBLISHED, fact)


def archive_programme(db: Session, viewer: Viewer, programme_id: UUID) -> Programme:
    """It opens no more calls; raises `CallsRunning` while one is announced or open."""
    programme = _ask(db, viewer, programme_id, rules.archive_programme)
    if has_running(db, programme):
        raise CallsRunning
    fact = ProgrammeArchived(programme.id, programme.organisation_id)
    return _move(db, viewer, programme, ProgrammeStatus.ARCHIVED, fact)


def _ask(db: Session, viewer: Viewer, programme_id: UUID, rule: Rule) -> Programme:
    programme = get_programme(db, viewer, programme_id, lock=True)
    require(viewer, rule, programme)
    return programme


def _move(db: Session, viewer: Viewer, programme: Programme, status: ProgrammeStatus, fact: Event) -> Programme:
    """Write the status, when it changed, and tell the others, in one transaction."""
    programme.status, programme.status_at = status, now()
    db.flush()
    announce(db, viewer, fact)
    return programme


def _require_ready(draft: ProgrammeDraft) -> None:
    missing = [name for name in ("description", "offers") if not getattr(draft, name)]
    if missing:
        raise NotReady([FieldError(pointer=f"/{name}", code="missing") for name in missing])


def _check_references(db: Session, draft: ProgrammeDraft) -> None:
    """The ids lead to things of the right kind; raises `Invalid`."""
    topics = pointers("teaches", (topic.concept_id for topic in draft.teaches), "concept_id")
    errors = [
        *unknown(db, Municipality, {"/municipality_id": draft.municipality_id}),
        *unknown(db, Concept, pointers("sector_ids", draft.sector_ids), Concept.kind == ConceptKind.SECTOR),
        *unknown(db, Concept, topics, Concept.kind.in_(TEACHABLE)),
    ]
    if errors:
        raise Invalid(errors)


def _fill(programme: Programme, draft: ProgrammeDraft, fields: set[str]) -> None:
    """These fields of the draft, and what follows from all of them."""
    for name in fields - {"teaches"}:
        setattr(programme, name, getattr(draft, name))
    if "teaches" in fields:
        programme.teaches = [ProgrammeTopic(position=i, **topic.model_dump()) for i, topic in enumerate(draft.teaches)]
    programme.folded = fold(draft.title, draft.summary)
