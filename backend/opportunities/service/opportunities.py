"""What one can do with opportunities. `_move` is the one door through which a status changes."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import SYSTEM, Rule, Viewer, require
from backend.core.events import Event, announce
from backend.core.model import now
from backend.core.problems import FieldError, Invalid
from backend.core.references import pointers, unknown
from backend.core.schema import Decision, differing
from backend.core.terms import Period
from backend.core.text import fold
from backend.core.work import every
from backend.opportunities import lint, queries, rules
from backend.opportunities.events import (
    OpportunityAdded,
    OpportunityApproved,
    OpportunityClosed,
    OpportunityEdited,
    OpportunityExpired,
    OpportunityOpened,
    OpportunityPaused,
    OpportunityRefused,
    OpportunityReopened,
    OpportunityReturned,
    OpportunitySubmitted,
)
from backend.opportunities.models import (
    ClosingReason,
    Opportunity,
    OpportunityLanguage,
    OpportunityRequirement,
    OpportunityStatus,
)
from backend.opportunities.pay import minimum_wage, monthly
from backend.opportunities.problems import NotReady
from backend.opportunities.schemas import (
    ClosureDraft,
    Finding,
    Findings,
    LintCode,
    OpportunityChange,
    OpportunityCheck,
    OpportunityDraft,
    RefusalDraft,
    ReturnDraft,
)
from backend.organisations.queries import get_organisation
from backend.taxonomy.models import Concept, ConceptKind
from backend.territories.models import Municipality

ABILITIES = (ConceptKind.SKILL, ConceptKind.TOOL, ConceptKind.CRAFT)


def add_opportunity(db: Session, viewer: Viewer, draft: OpportunityDraft) -> Opportunity:
    """Begin to write; only the organisation sees it."""
    require(viewer, rules.add_opportunity, get_organisation(db, viewer, draft.organisation_id))
    _check_references(db, draft)
    opportunity = Opportunity(organisation_id=draft.organisation_id)
    _fill(opportunity, draft, set(OpportunityDraft.model_fields))
    db.add(opportunity)
    db.flush()
    announce(db, viewer, OpportunityAdded(opportunity.id, opportunity.organisation_id))
    return queries.get_opportunity(db, SYSTEM, opportunity.id)


def edit_opportunity(db: Session, viewer: Viewer, opportunity_id: UUID, change: OpportunityChange) -> Opportunity:
    """Change text or terms. What is public has to pass the checks, and stays public only in words that were read."""
    opportunity = queries.get_opportunity(db, viewer, opportunity_id, lock=True)
    require(viewer, rules.edit_opportunity, opportunity)
    change.check_fresh(opportunity.updated_at)
    before = OpportunityDraft.model_validate(opportunity, from_attributes=True)
    draft = change.on(opportunity, OpportunityDraft)
    fields = differing(before, draft)
    if not fields:
        return opportunity
    _check_references(db, draft)
    if opportunity.status != OpportunityStatus.DRAFT:
        _require_ready(db, draft, except_for=_passed(opportunity, fields))
    _fill(opportunity, draft, fields)
    opportunity.updated_at = now()
    fact = OpportunityEdited(opportunity.id, opportunity.organisation_id, fields)
    if rules.shows_unread(viewer, opportunity, fields):
        _withdraw(db, viewer, opportunity, fact)
    else:
        announce(db, viewer, fact)
    db.flush()
    return queries.get_opportunity(db, viewer, opportunity.id)


def discard_opportunity(db: Session, viewer: Viewer, opportunity_id: UUID) -> None:
    """Throw a draft away that nobody else has seen."""
    opportunity = _ask(db, viewer, opportunity_id, rules.discard_opportunity)
    db.delete(opportunity)
    db.flush()


def check_opportunity(db: Session, viewer: Viewer, draft: OpportunityCheck) -> Findings:
    """Everything the checks have to say about a draft, and offers it may repeat."""
    found = lint.check(draft, circumstances_of(db, draft))
    for other, likeness in queries.similar(db, viewer, draft, except_id=draft.opportunity_id):
        facts = {"id": str(other.id), "title": other.title, "status": other.status, "likeness": round(likeness)}
        found.append(Finding(code=LintCode.POSSIBLE_DUPLICATE, pointer="/title", refuses=False, facts=facts))
    return Findings(findings=found, is_ready=not any(finding.refuses for finding in found))


def open_opportunity(db: Session, viewer: Viewer, opportunity_id: UUID) -> Opportunity:
    """Publish it; the staff read it first where the organisation is not verified."""
    return _publish(db, viewer, _ask(db, viewer, opportunity_id, rules.open_opportunity))


def reopen_opportunity(db: Session, viewer: Viewer, opportunity_id: UUID) -> Opportunity:
    """Publish it again. Its age stays what it was."""
    opportunity = _ask(db, viewer, opportunity_id, rules.reopen_opportunity)
    if opportunity.status != OpportunityStatus.PAUSED:
        return _publish(db, viewer, opportunity)
    _require_ready(db, OpportunityDraft.model_validate(opportunity, from_attributes=True))
    return _open(db, viewer, opportunity)


def approve_opportunity(db: Session, viewer: Viewer, opportunity_id: UUID, decision: Decision) -> Opportunity:
    """The staff let pass what they have read; raises `ReadAgain` where it was changed since."""
    opportunity = _ask(db, viewer, opportunity_id, rules.approve_opportunity)
    decision.check_read(opportunity.updated_at)
    announce(db, viewer, OpportunityApproved(opportunity.id, opportunity.organisation_id))
    return _publish(db, viewer, opportunity)


def return_opportunity(db: Session, viewer: Viewer, opportunity_id: UUID, draft: ReturnDraft) -> Opportunity:
    """The staff send it back, and say why."""
    opportunity = _ask(db, viewer, opportunity_id, rules.return_opportunity)
    draft.check_read(opportunity.updated_at)
    opportunity.returned_for, opportunity.refused_for, opportunity.staff_note = draft.reason, None, draft.note
    fact = OpportunityReturned(opportunity.id, opportunity.organisation_id, draft.reason)
    return _move(db, viewer, opportunity, OpportunityStatus.DRAFT, fact)


def refuse_opportunity(db: Session, viewer: Viewer, opportunity_id: UUID, draft: RefusalDraft) -> Opportunity:
    """The staff will not have it published, and say why. It stays where its organisation reads that."""
    opportunity = _ask(db, viewer, opportunity_id, rules.refuse_opportunity)
    draft.check_read(opportunity.updated_at)
    opportunity.returned_for, opportunity.refused_for, opportunity.staff_note = None, draft.reason, draft.note
    fact = OpportunityRefused(opportunity.id, opportunity.organisation_id, draft.reason)
    return _move(db, viewer, opportunity, OpportunityStatus.DRAFT, fact)


def pause_opportunity(db: Session, viewer: Viewer, opportunity_id: UUID) -> Opportunity:
    """Take nobody for the moment."""
    opportunity = _ask(db, viewer, opportunity_id, rules.pause_opportunity)
    fact = OpportunityPaused(opportunity.id, opportunity.organisation_id)
    return _move(db, viewer, opportunity, OpportunityStatus.PAUSED, fact)


def close_opportunity(db: Session, viewer: Viewer, opportunity_id: UUID, draft: ClosureDraft) -> Opportunity:
    """End it, and say why."""
    opportunity = _ask(db, viewer, opportunity_id, rules.close_opportunity)
    opportunity.closed_for = draft.reason
    is_filled = draft.reason == ClosingReason.FILLED
    status = OpportunityStatus.FILLED if is_filled else OpportunityStatus.CLOSED
    fact = OpportunityClosed(opportunity.id, opportunity.organisation_id, draft.reason)
    return _move(db, viewer, opportunity, status, fact)


@every(minutes=5)
def expire_opportunities(db: Session) -> None:
    """A deadline that has passed ends the offer."""
    for opportunity in queries.past_deadline(db, now()):
        fact = OpportunityExpired(opportunity.id, opportunity.organisation_id)
        _move(db, SYSTEM, opportunity, OpportunityStatus.EXPIRED, fact)


def _ask(db: Session, viewer: Viewer, opportunity_id: UUID, rule: Rule) -> Opportunity:
    opportunity = queries.get_opportunity(db, viewer, opportunity_id, lock=True)
    require(viewer, rule, opportunity)
    return opportunity


def _publish(db: Session, viewer: Viewer, opportunity: Opportunity) -> Opportunity:
    _require_ready(db, OpportunityDraft.model_validate(opportunity, from_attributes=True))
    if rules.needs_review(viewer, opportunity.organisation):
        return _submit(db, viewer, opportunity)
    return _open(db, viewer, opportunity)


def _submit(db: Session, viewer: Viewer, opportunity: Opportunity) -> Opportunity:
    fact = OpportunitySubmitted(opportunity.id, opportunity.organisation_id)
    return _move(db, viewer, opportunity, OpportunityStatus.IN_REVIEW, fact)


def _withdraw(db: Session, viewer: Viewer, opportunity: Opportunity, fact: OpportunityEdited) -> None:
    """Take new words out of sight: what still ran goes to the staff, what was over waits until it is opened again."""
    if opportunity.status in rules.OVER:  # an approval opens, and nobody asked for that here
        _move(db, viewer, opportunity, OpportunityStatus.DRAFT, fact)
    else:
        announce(db, viewer, fact)
        _submit(db, viewer, opportunity)


def _open(db: Session, viewer: Viewer, opportunity: Opportunity) -> Opportunity:
    fact = OpportunityReopened if opportunity.opened_at else OpportunityOpened
    opportunity.opened_at = opportunity.opened_at or now()
    told = fact(opportunity.id, opportunity.organisation_id)
    return _move(db, viewer, opportunity, OpportunityStatus.OPEN, told)


def _move(db: Session, viewer: Viewer, opportunity: Opportunity, status: OpportunityStatus, fact: Event) -> Opportunity:
    """Write the status, when it changed, and tell the others, in one transaction."""
    if status not in (OpportunityStatus.FILLED, OpportunityStatus.CLOSED):
        opportunity.closed_for = None
    if status != OpportunityStatus.DRAFT:
        opportunity.returned_for, opportunity.staff_note = None, ""
    opportunity.status, opportunity.status_at = status, now()
    db.flush()
    announce(db, viewer, fact)
    return opportunity


def _require_ready(db: Session, draft: OpportunityDraft, *, except_for: Collection[LintCode] = ()) -> None:
    refusals = [f for f in lint.check(draft, circumstances_of(db, draft)) if f.refuses and f.code not in except_for]
    if refusals:
        raise NotReady([FieldError(pointer=f.pointer, code=f.code, params=f.facts) for f in refusals])


def _passed(opportunity: Opportunity, changed: Collection[str]) -> set[LintCode]:
    """What time alone has made untrue keeps nobody from mending the rest; publishing again asks for it."""
    if opportunity.status in rules.OVER:
        return {LintCode.DEADLINE_PAST, LintCode.START_PAST}
    return set() if "starts_on" in changed else {LintCode.START_PAST}


def circumstances_of(db: Session, draft: OpportunityDraft) -> lint.Circumstances:
    """The law of the country in which the place lies; its NUTS code begins with it."""
    moment, place = now(), db.get(Municipality, draft.municipality_id)
    return lint.Circumstances(moment, minimum_wage(place.nuts3[:2], moment.date()) if place else None)


def _check_references(db: Session, draft: OpportunityDraft) -> None:
    """The ids lead to things of the right kind; raises `Invalid`."""
    abilities = pointers("requirements", (line.concept_id for line in draft.requirements), "concept_id")
    languages = pointers("languages", (line.concept_id for line in draft.languages), "concept_id")
    errors = [
        *unknown(db, Municipality, {"/municipality_id": draft.municipality_id}),
        *unknown(db, Concept, {"/occupation_id": draft.occupation_id}, Concept.kind == ConceptKind.OCCUPATION),
        *unknown(db, Concept, abilities, Concept.kind.in_(ABILITIES)),
        *unknown(db, Concept, languages, Concept.kind == ConceptKind.LANGUAGE),
    ]
    if errors:
        raise Invalid(errors)


def _fill(opportunity: Opportunity, draft: OpportunityDraft, fields: Collection[str]) -> None:
    """These fields of the draft, and what follows from all of them."""
    for name in fields:
        setattr(opportunity, name, _LINES[name](draft) if name in _LINES else getattr(draft, name))
    opportunity.folded = fold(draft.title, draft.summary)
    opportunity.pay_monthly = _monthly(draft)


def _requirements(draft: OpportunityDraft) -> list[OpportunityRequirement]:
    return [OpportunityRequirement(position=i, **line.model_dump()) for i, line in enumerate(draft.requirements)]


def _languages(draft: OpportunityDraft) -> list[OpportunityLanguage]:
    return [OpportunityLanguage(position=i, **line.model_dump()) for i, line in enumerate(draft.languages)]


_LINES: dict[str, Callable[[OpportunityDraft], list[Any]]] = {"requirements": _requirements, "languages": _languages}


def _monthly(draft: OpportunityDraft) -> int | None:
    if draft.pay_max is None or draft.pay_period is None:
        return None
    return monthly(draft.pay_max, Period(draft.pay_period), draft.hours_max)
