"""What one can do with funding calls. `_move` is the one door through which a status changes."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import SYSTEM, Rule, Viewer, require
from backend.core.events import Event, announce
from backend.core.model import now
from backend.core.problems import FieldError, Invalid
from backend.core.references import pointers, unknown
from backend.core.schema import differing
from backend.core.text import fold
from backend.core.work import every
from backend.funding import queries, rules
from backend.funding.events import (
    FundingCallAdded,
    FundingCallAnnounced,
    FundingCallAwarded,
    FundingCallClosed,
    FundingCallEdited,
    FundingCallOpened,
)
from backend.funding.models import FundingCall, FundingClosingReason, FundingStatus, FundingTerm
from backend.funding.problems import NotReady
from backend.funding.schemas import FundingCallChange, FundingCallDraft, FundingClosureDraft
from backend.organisations.eligibility import sectors_in, stored, term_of, towns_in
from backend.organisations.queries import get_organisation
from backend.taxonomy.models import Concept
from backend.taxonomy.vocabulary import ConceptKind
from backend.territories.models import Municipality


def add_funding_call(db: Session, viewer: Viewer, draft: FundingCallDraft) -> FundingCall:
    """Begin to describe a call; nobody else sees it yet."""
    organisation = get_organisation(db, viewer, draft.organisation_id) if draft.organisation_id else None
    require(viewer, rules.add_funding_call, organisation)
    _check_references(db, draft)
    call = FundingCall()
    _fill(call, draft)
    db.add(call)
    db.flush()
    announce(db, viewer, FundingCallAdded(call.id))
    return queries.get_funding_call(db, SYSTEM, call.id)


def edit_funding_call(db: Session, viewer: Viewer, call_id: UUID, change: FundingCallChange) -> FundingCall:
    """Change text or terms. What is public has to stay complete."""
    call = _ask(db, viewer, call_id, rules.edit_funding_call)
    change.check_fresh(call.updated_at)
    before = FundingCallDraft.model_validate(call, from_attributes=True)
    draft = change.on(call, FundingCallDraft)
    fields = differing(before, draft)
    if not fields:
        return call
    _check_references(db, draft)
    if call.standing_at(now()) in rules.RUNNING:
        _require_ready(draft)
    _fill(call, draft)
    call.updated_at = now()
    db.flush()
    announce(db, viewer, FundingCallEdited(call.id, fields))
    return queries.get_funding_call(db, SYSTEM, call.id)


def discard_funding_call(db: Session, viewer: Viewer, call_id: UUID) -> None:
    """Throw a draft away that nobody else has seen."""
    db.delete(_ask(db, viewer, call_id, rules.discard_funding_call))
    db.flush()


def announce_funding_call(db: Session, viewer: Viewer, call_id: UUID) -> FundingCall:
    """Show it to everybody; it opens at its hour, or at once when that has come."""
    call = _ask(db, viewer, call_id, rules.announce_funding_call)
    _require_ready(FundingCallDraft.model_validate(call, from_attributes=True))
    _move(db, viewer, call, FundingStatus.ANNOUNCED, FundingCallAnnounced(call.id, call.opens_at))
    _keep_time(db, viewer, call)
    return call


def close_funding_call(db: Session, viewer: Viewer, call_id: UUID, draft: FundingClosureDraft) -> FundingCall:
    """End it before its deadline, and say why."""
    call = _ask(db, viewer, call_id, rules.close_funding_call)
    return _close(db, viewer, call, draft.reason)


def award_funding_call(db: Session, viewer: Viewer, call_id: UUID) -> FundingCall:
    """It is decided who gets the money."""
    call = _ask(db, viewer, call_id, rules.award_funding_call)
    return _move(db, viewer, call, FundingStatus.AWARDED, FundingCallAwarded(call.id))


@every(minutes=5)
def keep_time(db: Session) -> None:
    """Open and close calls when their hour has come."""
    for call in queries.due(db, now()):
        _keep_time(db, SYSTEM, call)


def _keep_time(db: Session, viewer: Viewer, call: FundingCall) -> None:
    moment = now()
    if call.deadline_at is not None and call.deadline_at <= moment:
        _close(db, viewer, call, FundingClosingReason.DEADLINE)
    elif call.status == FundingStatus.ANNOUNCED and call.opens_at is not None and call.opens_at <= moment:
        _move(db, viewer, call, FundingStatus.OPEN, FundingCallOpened(call.id, call.deadline_at))


def _close(db: Session, viewer: Viewer, call: FundingCall, reason: FundingClosingReason) -> FundingCall:
    call.closed_for = reason
    return _move(db, viewer, call, FundingStatus.CLOSED, FundingCallClosed(call.id, reason))


def _ask(db: Session, viewer: Viewer, call_id: UUID, rule: Rule) -> FundingCall:
    call = queries.get_funding_call(db, viewer, call_id, lock=True)
    require(viewer, rule, call)
    return call


def _move(db: Session, viewer: Viewer, call: FundingCall, status: FundingStatus, fact: Event) -> FundingCall:
    """Write the status, when it changed, and tell the others, in one transaction."""
    if status != FundingStatus.CLOSED:
        call.closed_for = None
    call.status, call.status_at = status, now()
    db.flush()
    announce(db, viewer, fact)
    return call


def _require_ready(draft: FundingCallDraft) -> None:
    errors = []
    if draft.url is None:
        errors.append(FieldError(pointer="/url", code="missing", detail="People need to find the official text."))
    if draft.deadline_at is not None and draft.deadline_at <= now():
        errors.append(FieldError(pointer="/deadline_at", code="in_the_past"))
    if errors:
        raise NotReady(errors)


def _check_references(db: Session, draft: FundingCallDraft) -> None:
    """The ids lead to things of the right kind; raises `Invalid`."""
    sectors = pointers("sector_ids", draft.sector_ids) | sectors_in(draft.rules)
    errors = [
        *unknown(db, Concept, sectors, Concept.kind == ConceptKind.SECTOR),
        *unknown(db, Municipality, towns_in(draft.rules)),
    ]
    if errors:
        raise Invalid(errors)


def _fill(call: FundingCall, draft: FundingCallDraft) -> None:
    """Every field of the draft, and what follows from them."""
    for name in FundingCallDraft.model_fields:
        setattr(call, name, stored(draft.rules) if name == "rules" else getattr(draft, name))
    binding = [term for term in map(term_of, draft.rules) if not term.is_bonus]
    call.terms = [FundingTerm(topic=term.topic, value=value) for term in binding for value in term.one_of]
    call.folded = fold(draft.title, draft.summary, draft.programme or "", draft.funder_name or "")
