"""What one can do with calls. `_move` is the one door through which a status changes."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend.cohorts import rules
from backend.cohorts.events import CallAdded, CallClosed, CallEdited, CallOpened, CallScheduled
from backend.cohorts.models import Call, CallClosingReason, CallStatus
from backend.cohorts.problems import NotReady, Promised
from backend.cohorts.queries import calls
from backend.cohorts.queries.programmes import get_programme
from backend.cohorts.schemas import CallChange, CallClosureDraft, CallDraft
from backend.core.access import SYSTEM, Rule, Viewer, require
from backend.core.events import Event, announce
from backend.core.model import now
from backend.core.problems import FieldError, Invalid
from backend.core.references import unknown
from backend.core.schema import differing
from backend.core.text import fold
from backend.core.work import every
from backend.organisations.eligibility import sectors_in, stored, towns_in
from backend.taxonomy.models import Concept
from backend.taxonomy.vocabulary import ConceptKind
from backend.territories.models import Municipality


def add_call(db: Session, viewer: Viewer, programme_id: UUID, draft: CallDraft) -> Call:
    """Begin a call; only the organisation sees it."""
    programme = get_programme(db, viewer, programme_id)
    require(viewer, rules.add_call, programme)
    _check_references(db, draft)
    call = Call(programme_id=programme.id)
    _fill(call, draft)
    db.add(call)
    db.flush()
    announce(db, viewer, CallAdded(call.id, programme.id))
    return calls.get_call(db, SYSTEM, call.id)


def edit_call(db: Session, viewer: Viewer, call_id: UUID, change: CallChange) -> Call:
    """Change text or terms. What an open call has promised can only become better."""
    call = _ask(db, viewer, call_id, rules.edit_call)
    change.check_fresh(call.updated_at)
    before = CallDraft.model_validate(call, from_attributes=True)
    draft = change.on(call, CallDraft)
    fields = differing(before, draft)
    if not fields:
        return call
    _check_references(db, draft)
    if call.status != CallStatus.DRAFT:
        _require_ready(draft)
    if call.status == CallStatus.OPEN:
        _require_kept(before, draft, fields)
    _fill(call, draft)
    call.updated_at = now()
    db.flush()
    announce(db, viewer, CallEdited(call.id, call.programme_id, fields))
    return calls.get_call(db, SYSTEM, call.id)


def discard_call(db: Session, viewer: Viewer, call_id: UUID) -> None:
    """Throw a draft away that nobody else has seen."""
    db.delete(_ask(db, viewer, call_id, rules.discard_call))
    db.flush()


def schedule_call(db: Session, viewer: Viewer, call_id: UUID) -> Call:
    """Show it to everybody; it opens at its hour, or at once when that has come."""
    call = _ask(db, viewer, call_id, rules.schedule_call)
    _require_ready(CallDraft.model_validate(call, from_attributes=True))
    opens_at, _ = _hours(call)
    _move(db, viewer, call, CallStatus.SCHEDULED, CallScheduled(call.id, call.programme_id, opens_at))
    _keep_time(db, viewer, call)
    return call


def close_call(db: Session, viewer: Viewer, call_id: UUID, draft: CallClosureDraft) -> Call:
    """End it before its deadline, and say why."""
    return _close(db, viewer, _ask(db, viewer, call_id, rules.close_call), draft.reason)


@every(minutes=5)
def keep_time(db: Session) -> None:
    """Open and close calls when their hour has come."""
    for call in calls.due(db, now()):
        _keep_time(db, SYSTEM, call)


def _keep_time(db: Session, viewer: Viewer, call: Call) -> None:
    moment = now()
    opens_at, deadline_at = _hours(call)
    if deadline_at <= moment:
        _close(db, viewer, call, CallClosingReason.DEADLINE)
    elif call.status == CallStatus.SCHEDULED and opens_at <= moment:
        _move(db, viewer, call, CallStatus.OPEN, CallOpened(call.id, call.programme_id, deadline_at))


def _hours(call: Call) -> tuple[datetime, datetime]:
    """When it opens and closes; the database keeps both from the moment it is no draft any more."""
    if call.opens_at is None or call.deadline_at is None:
        raise NotReady
    return call.opens_at, call.deadline_at


def _close(db: Session, viewer: Viewer, call: Call, reason: CallClosingReason) -> Call:
    call.closed_for = reason
    return _move(db, viewer, call, CallStatus.CLOSED, CallClosed(call.id, call.programme_id, reason))


def _ask(db: Session, viewer: Viewer, call_id: UUID, rule: Rule) -> Call:
    call = calls.get_call(db, viewer, call_id, lock=True)
    require(viewer, rule, call)
    return call


def _move(db: Session, viewer: Viewer, call: Call, status: CallStatus, fact: Event) -> Call:
    """Write the status, when it changed, and tell the others, in one transaction."""
    call.status, call.status_at = status, now()
    db.flush()
    announce(db, viewer, fact)
    return call


def _require_ready(draft: CallDraft) -> None:
    errors = [
        FieldError(pointer=f"/{name}", code="missing")
        for name in ("opens_at", "deadline_at", "starts_on")
        if getattr(draft, name) is None
    ]
    if draft.deadline_at is not None and draft.deadline_at <= now():
        errors.append(FieldError(pointer="/deadline_at", code="in_the_past"))
    if (
        draft.starts_on
        and draft.deadline_at
        and draft.starts_on < draft.deadline_at.astimezone(ZoneInfo(draft.zone)).date()
    ):
        errors.append(FieldError(pointer="/starts_on", code="before_deadline"))
    if errors:
        raise NotReady(errors)


def _require_kept(before: CallDraft, after: CallDraft, fields: Collection[str]) -> None:
    """Those who prepare an application rely on its terms; raises `Promised`."""
    taken_back = set(fields) & {"rules", "opens_at", "zone", "starts_on", "ends_on"}
    if after.places < before.places:
        taken_back.add("places")
    if before.deadline_at and after.deadline_at and after.deadline_at < before.deadline_at:
        taken_back.add("deadline_at")
    if taken_back:
        raise Promised([FieldError(pointer=f"/{name}", code="promised") for name in sorted(taken_back)])


def _check_references(db: Session, draft: CallDraft) -> None:
    """The ids in the rules lead to things of the right kind; raises `Invalid`."""
    errors = [
        *unknown(db, Concept, sectors_in(draft.rules), Concept.kind == ConceptKind.SECTOR),
        *unknown(db, Municipality, towns_in(draft.rules)),
    ]
    if errors:
        raise Invalid(errors)


def _fill(call: Call, draft: CallDraft) -> None:
    """Every field of the draft, and what follows from them."""
    for name in CallDraft.model_fields:
        setattr(call, name, stored(draft.rules) if name == "rules" else getattr(draft, name))
    call.folded = fold(draft.title)
