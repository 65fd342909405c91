"""What one can do with mentors' offers. `_move` is the one door through which a status changes."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.accounts.queries import get_account
from backend.core.access import SYSTEM, Rule, Viewer, require
from backend.core.events import Event, announce
from backend.core.model import now
from backend.core.problems import FieldError, Invalid
from backend.core.references import pointers, unknown
from backend.core.schema import differing
from backend.core.text import fold
from backend.mentoring import queries, rules
from backend.mentoring.events import MentorAdded, MentorClosed, MentorEdited, MentorOpened, MentorPaused
from backend.mentoring.models import Mentor, MentorLanguage, MentorStatus, MentorTopic
from backend.mentoring.problems import NotReady, OneEach
from backend.mentoring.schemas import MentorChange, MentorDraft
from backend.organisations.queries import get_organisation
from backend.taxonomy.models import Concept
from backend.taxonomy.vocabulary import ConceptKind
from backend.territories.models import Municipality

TEACHABLE = (ConceptKind.SKILL, ConceptKind.TOOL, ConceptKind.CRAFT)


def add_mentor(db: Session, viewer: Viewer, draft: MentorDraft) -> Mentor:
    """Begin an offer; nobody else sees it yet."""
    require(viewer, rules.add_mentor, None)
    account = get_account(db, viewer.id)
    if queries.has_offer(db, account.id):
        raise OneEach
    _check_references(db, draft)
    _check_organisation(db, viewer, draft)
    mentor = Mentor(account_id=account.id, account=account)
    _fill(mentor, draft, MentorDraft.model_fields.keys())
    db.add(mentor)
    db.flush()
    announce(db, viewer, MentorAdded(mentor.id))
    return queries.get_mentor(db, SYSTEM, mentor.id)


def edit_mentor(db: Session, viewer: Viewer, mentor_id: UUID, change: MentorChange) -> Mentor:
    """Change the offer. What is public has to stay complete."""
    mentor = _ask(db, viewer, mentor_id, rules.edit_mentor)
    change.check_fresh(mentor.updated_at)
    before = MentorDraft.model_validate(mentor, from_attributes=True)
    draft = change.on(mentor, MentorDraft)
    fields = differing(before, draft)
    if not fields:
        return mentor
    _check_references(db, draft)
    if "organisation_id" in fields:
        _check_organisation(db, viewer, draft)
    if mentor.status in rules.PUBLIC:
        _require_ready(draft)
    _fill(mentor, draft, fields)
    mentor.updated_at = now()
    db.flush()
    announce(db, viewer, MentorEdited(mentor.id, fields))
    return queries.get_mentor(db, SYSTEM, mentor.id)


def discard_mentor(db: Session, viewer: Viewer, mentor_id: UUID) -> None:
    """Throw the offer away."""
    db.delete(_ask(db, viewer, mentor_id, rules.discard_mentor))
    db.flush()


def open_mentor(db: Session, viewer: Viewer, mentor_id: UUID) -> Mentor:
    """Show it to everybody, for the first time or again."""
    mentor = _ask(db, viewer, mentor_id, rules.open_mentor)
    _require_ready(MentorDraft.model_validate(mentor, from_attributes=True))
    return _move(db, viewer, mentor, MentorStatus.OPEN, MentorOpened(mentor.id))


def pause_mentor(db: Session, viewer: Viewer, mentor_id: UUID) -> Mentor:
    """Nobody new for the moment."""
    mentor = _ask(db, viewer, mentor_id, rules.pause_mentor)
    return _move(db, viewer, mentor, MentorStatus.PAUSED, MentorPaused(mentor.id))


def close_mentor(db: Session, viewer: Viewer, mentor_id: UUID) -> Mentor:
    """End the offer."""
    mentor = _ask(db, viewer, mentor_id, rules.close_mentor)
    return _move(db, viewer, mentor, MentorStatus.CLOSED, MentorClosed(mentor.id))


def _ask(db: Session, viewer: Viewer, mentor_id: UUID, rule: Rule) -> Mentor:
    mentor = queries.get_mentor(db, viewer, mentor_id, lock=True)
    require(viewer, rule, mentor)
    return mentor


def _move(db: Session, viewer: Viewer, mentor: Mentor, status: MentorStatus, fact: Event) -> Mentor:
    """Write the status, when it changed, and tell the others, in one transaction."""
    mentor.status, mentor.status_at = status, now()
    db.flush()
    announce(db, viewer, fact)
    return mentor


def _require_ready(draft: MentorDraft) -> None:
    missing = [name for name in ("about", "topics", "languages", "goals") if not getattr(draft, name)]
    if missing:
        raise NotReady([FieldError(pointer=f"/{name}", code="missing") for name in missing])


def _check_references(db: Session, draft: MentorDraft) -> None:
    """The ids lead to things of the right kind; raises `Invalid`."""
    topics = pointers("topics", (topic.concept_id for topic in draft.topics), "concept_id")
    languages = pointers("languages", (language.concept_id for language in draft.languages), "concept_id")
    errors = [
        *unknown(db, Municipality, {"/municipality_id": draft.municipality_id}),
        *unknown(db, Concept, topics, Concept.kind.in_(TEACHABLE)),
        *unknown(db, Concept, languages, Concept.kind == ConceptKind.LANGUAGE),
    ]
    if errors:
        raise Invalid(errors)


def _check_organisation(db: Session, viewer: Viewer, draft: MentorDraft) -> None:
    if draft.organisation_id is not None:
        require(viewer, rules.speak_for, get_organisation(db, viewer, draft.organisation_id))


def _fill(mentor: Mentor, draft: MentorDraft, fields: Collection[str]) -> None:
    """These fields of the draft, and what follows from all of them."""
    for name in fields:
        setattr(mentor, name, _LINES[name](draft) if name in _LINES else getattr(draft, name))
    mentor.folded = fold(mentor.account.name, draft.title, draft.summary)


def _topics(draft: MentorDraft) -> list[MentorTopic]:
    return [MentorTopic(position=i, **topic.model_dump()) for i, topic in enumerate(draft.topics)]


def _languages(draft: MentorDraft) -> list[MentorLanguage]:
    return [MentorLanguage(position=i, **language.model_dump()) for i, language in enumerate(draft.languages)]


_LINES: dict[str, Callable[[MentorDraft], list[Any]]] = {"topics": _topics, "languages": _languages}
