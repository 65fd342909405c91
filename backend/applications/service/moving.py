"""The board: one step for one or for several, all or none, and the way back before anybody is told."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from backend.applications import queries, rules
from backend.applications.events import (
    ApplicationDeclined,
    ApplicationSeen,
    ApplicationsExported,
    ApplicationShortlisted,
    InterviewProposed,
    OfferMade,
)
from backend.applications.models import Application, ApplicationStatus, Reason, Side
from backend.applications.problems import AlreadyTold, CannotMove
from backend.applications.schemas import Card, ExportDraft, MovesDraft, UndoDraft
from backend.applications.service.door import Told, move, take_back
from backend.core.access import Rule, Viewer, require
from backend.core.events import announce
from backend.core.problems import FieldError, NotFound, Problem, ReadAgain
from backend.opportunities.models import Opportunity
from backend.opportunities.queries import get_opportunity

TELLS: dict[ApplicationStatus, Told] = {
    ApplicationStatus.SEEN: ApplicationSeen,
    ApplicationStatus.SHORTLISTED: ApplicationShortlisted,
    ApplicationStatus.INTERVIEW: InterviewProposed,
    ApplicationStatus.OFFERED: OfferMade,
}
UNREAD = frozenset({ApplicationStatus.SENT, ApplicationStatus.SEEN})  # a colleague who looks moves nothing


def move_applications(db: Session, viewer: Viewer, opportunity_id: UUID, draft: MovesDraft) -> list[Application]:
    """Take the same step with all of them, or with none: raises `ReadAgain` where a colleague was faster, and
    `CannotMove` where the step is not to be taken from there; both name each that stands in the way.
    """
    opportunity = _board(db, viewer, opportunity_id)
    found = queries.some_applications(db, viewer, opportunity, [card.id for card in draft.cards])
    _check(viewer, draft.cards, found, rules.STEPS[draft.status])
    reason = Reason(draft.reason) if draft.reason else None
    told = partial(ApplicationDeclined, reason=reason) if reason else TELLS[ApplicationStatus(draft.status)]
    step = partial(
        move,
        status=ApplicationStatus(draft.status),
        told=told,
        by=Side.ORGANISATION,
        reason=reason,
        words=draft.words,
        is_undoable=draft.is_undoable,
    )
    return [step(db, viewer, found[card.id]) for card in draft.cards]


def take_back_steps(db: Session, viewer: Viewer, opportunity_id: UUID, draft: UndoDraft) -> list[Application]:
    """Undo the last step of all of them, or of none."""
    opportunity = _board(db, viewer, opportunity_id)
    found = queries.some_applications(db, viewer, opportunity, draft.ids)
    late = [i for i, one in enumerate(draft.ids) if one not in found or rules.take_back_step(viewer, found[one])]
    if late:
        raise AlreadyTold([FieldError(pointer=f"/ids/{i}", code=AlreadyTold.code) for i in late])
    return [take_back(db, viewer, found[one]) for one in dict.fromkeys(draft.ids)]


def export_applications(db: Session, viewer: Viewer, opportunity_id: UUID, draft: ExportDraft) -> Opportunity:
    """Say in the log that they are taken away, and how many; the file itself is written while it is sent."""
    opportunity = _board(db, viewer, opportunity_id)
    counts = queries.count_applications(db, viewer, opportunity, draft)
    count = sum(n for status, n in counts.items() if not draft.status or status in draft.status)
    announce(db, viewer, ApplicationsExported(opportunity.id, opportunity.organisation_id, draft.format.value, count))
    return opportunity


def _board(db: Session, viewer: Viewer, opportunity_id: UUID) -> Opportunity:
    opportunity = get_opportunity(db, viewer, opportunity_id)
    require(viewer, rules.list_applications, opportunity)
    return opportunity


def _check(viewer: Viewer, cards: Sequence[Card], found: dict[UUID, Application], rule: Rule) -> None:
    objections: list[type[Problem] | None] = [_objection(viewer, card, found.get(card.id), rule) for card in cards]
    errors = [FieldError(pointer=f"/cards/{i}", code=o.code) for i, o in enumerate(objections) if o]
    if errors:
        raise ReadAgain(errors) if ReadAgain in objections else CannotMove(errors)


def _objection(viewer: Viewer, card: Card, application: Application | None, rule: Rule) -> type[Problem] | None:
    if application is None:
        return NotFound
    is_as_read = application.status == card.status or {application.status, card.status} <= UNREAD
    return rule(viewer, application) if is_as_read else ReadAgain
