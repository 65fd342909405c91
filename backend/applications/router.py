"""The HTTP face of applications."""

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from fastapi.responses import StreamingResponse

from backend.accounts.deps import Member
from backend.applications import queries, rules
from backend.applications.exporting import MEDIA_TYPES, written
from backend.applications.models import Application, ApplicationMove, ApplicationSnapshot, ApplicationStatus
from backend.applications.problems import (
    AlreadyApplied,
    AlreadyTold,
    AnsweredBefore,
    AppliesElsewhere,
    CannotMove,
    Hidden,
    NotOpen,
    OwnOpportunity,
    ProfileEmpty,
    TooLateToUndo,
)
from backend.applications.schemas import (
    ApplicationChange,
    ApplicationDetail,
    ApplicationDraft,
    ApplicationPreview,
    ApplicationRead,
    ApplicationReceipt,
    ApplicationRefusal,
    ApplicationSearch,
    Board,
    BoardSearch,
    CandidacyRead,
    Column,
    ComparedRead,
    Comparison,
    ComparisonSearch,
    ExportDraft,
    Moved,
    MoveRead,
    MovesDraft,
    OfferAcceptance,
    OfferAnswerDraft,
    OpportunityName,
    Pipeline,
    PipelineSearch,
    SendingDraft,
    StepDraft,
    UndoDraft,
    WithdrawalDraft,
)
from backend.applications.service import answers, applications, interviews, moving
from backend.applications.snapshots import shown_of
from backend.core.access import Viewer, allowed, asks, require, signed_in
from backend.core.db import Db, snapshot
from backend.core.http import router as new_router
from backend.core.page import Page, Slice
from backend.core.problems import NotFound, NotNow, ReadAgain, Stale
from backend.meetings.problems import MeetingOpen
from backend.meetings.schemas import TimesDraft
from backend.opportunities.queries import get_opportunity

router = new_router("", "applications")

REFUSALS = (AnsweredBefore, AppliesElsewhere, Hidden, NotFound, NotOpen, OwnOpportunity, ProfileEmpty, ReadAgain)


@router.get("/opportunities/{opportunity_id}/application", **asks(rules.preview_application, NotFound))
def preview_application(db: Db, viewer: Member, opportunity_id: UUID) -> ApplicationPreview:
    """What the employer would see if one applied now, to the letter. Nothing is kept."""
    return applications.preview_application(db, viewer, opportunity_id)


@router.post(
    "/opportunities/{opportunity_id}/applications",
    status_code=201,
    **asks(rules.add_application, AlreadyApplied, *REFUSALS),
)
def add_application(db: Db, viewer: Member, opportunity_id: UUID, draft: ApplicationDraft) -> ApplicationDetail:
    """Apply. A note and answers are optional; what the profile shows at this moment is what is sent."""
    return _detail(db, viewer, applications.add_application(db, viewer, opportunity_id, draft))


@router.get("/opportunities/{opportunity_id}/applications", **asks(rules.list_applications, NotFound))
def list_applications(
    db: Db, viewer: Member, opportunity_id: UUID, search: Annotated[PipelineSearch, Query()]
) -> Pipeline:
    """What was sent to an opportunity, for those who speak for its organisation."""
    opportunity = get_opportunity(db, viewer, opportunity_id)
    require(viewer, rules.list_applications, opportunity)
    found = queries.list_applications(db, viewer, opportunity, search)
    counts = queries.count_applications(db, viewer, opportunity, search)
    items = [_candidacy(viewer, one) for one in found.items]
    return Pipeline(items=items, total=found.total, page=found.page, size=found.size, counts=counts)


@router.get("/opportunities/{opportunity_id}/board", **asks(rules.list_applications, NotFound))
def get_board(db: Db, viewer: Member, opportunity_id: UUID, search: Annotated[BoardSearch, Query()]) -> Board:
    """All states side by side: how many there are in each, and the first of them."""
    opportunity = get_opportunity(db, viewer, opportunity_id)
    require(viewer, rules.list_applications, opportunity)
    heads = queries.head_applications(db, viewer, opportunity, search)
    counts = queries.count_applications(db, viewer, opportunity, search)
    columns = [
        Column(status=status, total=counts.get(status, 0), items=[_candidacy(viewer, one) for one in heads[status]])
        for status in ApplicationStatus
        if status != ApplicationStatus.DRAFT
    ]
    name = OpportunityName.model_validate(opportunity)
    return Board(opportunity=name, reply_by_days=opportunity.reply_by_days, columns=columns)


@router.get("/opportunities/{opportunity_id}/comparison", **asks(rules.list_applications, NotFound))
def compare_applications(
    db: Db, viewer: Member, opportunity_id: UUID, search: Annotated[ComparisonSearch, Query()]
) -> Comparison:
    """Up to four side by side: what is asked for, and what each of them showed."""
    opportunity = get_opportunity(db, viewer, opportunity_id)
    require(viewer, rules.list_applications, opportunity)
    found = queries.compared_applications(db, viewer, opportunity, search.application)
    skills, languages = queries.asked_of(db, opportunity)
    name = OpportunityName.model_validate(opportunity)
    items = [_compared(viewer, one) for one in found if one.shown]
    return Comparison(opportunity=name, skills=skills, languages=languages, items=items)


@router.post(
    "/opportunities/{opportunity_id}/applications/moves",
    **asks(rules.list_applications, NotFound, NotNow, ReadAgain, CannotMove),
)
def move_applications(db: Db, viewer: Member, opportunity_id: UUID, draft: MovesDraft) -> Moved:
    """Take one step with one or several, all or none. For some minutes it can be undone, and nobody is told."""
    return _moved(viewer, moving.move_applications(db, viewer, opportunity_id, draft))


@router.post(
    "/opportunities/{opportunity_id}/applications/undo",
    **asks(rules.list_applications, NotFound, NotNow, AlreadyTold),
)
def take_back_steps(db: Db, viewer: Member, opportunity_id: UUID, draft: UndoDraft) -> Moved:
    """Undo the last step of one or several, all or none, before their people are told."""
    return _moved(viewer, moving.take_back_steps(db, viewer, opportunity_id, draft))


@router.post(
    "/opportunities/{opportunity_id}/applications/export",
    response_class=StreamingResponse,
    **asks(rules.list_applications, NotFound, keeps=False),
)
def export_applications(
    db: Db, viewer: Member, request: Request, opportunity_id: UUID, draft: ExportDraft
) -> StreamingResponse:
    """What the viewer may see, as CSV or JSON: the columns are the same. It stands in the log."""
    opportunity, engine = moving.export_applications(db, viewer, opportunity_id, draft), request.app.state.engine

    def rows() -> Iterator[str]:
        with snapshot(engine) as reading:
            found = queries.each_application(reading, viewer, opportunity, draft, draft.status)
            yield from written(found, draft.format)

    named = {"Content-Disposition": f'attachment; filename="applications.{draft.format.value}"'}
    return StreamingResponse(rows(), media_type=MEDIA_TYPES[draft.format], headers=named)


@router.get("/applications", response_model=Page[ApplicationRead], **asks(signed_in))
def list_my_applications(
    db: Db, viewer: Member, search: Annotated[ApplicationSearch, Query()]
) -> Slice[ApplicationRead]:
    """One's own applications."""
    found = queries.list_my_applications(db, viewer, search)
    return found.map(lambda one: ApplicationRead.of(one, can=_can(viewer, one)))


@router.get("/applications/{application_id}", **asks(signed_in, NotFound))
def get_application(db: Db, viewer: Member, application_id: UUID) -> ApplicationDetail:
    """One application: for its person, and for those it was sent to."""
    return _detail(db, viewer, queries.get_application(db, viewer, application_id))


@router.get("/applications/{application_id}/receipt", **asks(signed_in, NotFound))
def get_application_receipt(
    db: Db, viewer: Member, application_id: UUID, version: Annotated[int | None, Query(ge=1, le=10_000)] = None
) -> ApplicationReceipt:
    """What was sent, as bytes that can be checked. What its person took back is theirs alone."""
    application = queries.get_application(db, viewer, application_id)
    if application.account_id != viewer.id and version not in (None, application.version):
        raise NotFound
    return _receipt(queries.get_snapshot(db, application, version))


@router.patch("/applications/{application_id}", **asks(rules.edit_application, NotFound, NotNow, Stale))
def edit_application(db: Db, viewer: Member, application_id: UUID, change: ApplicationChange) -> ApplicationDetail:
    """Go on writing a draft."""
    return _detail(db, viewer, applications.edit_application(db, viewer, application_id, change))


@router.delete("/applications/{application_id}", status_code=204, **asks(rules.discard_application, NotFound, NotNow))
def discard_application(db: Db, viewer: Member, application_id: UUID) -> None:
    """Throw a draft away."""
    applications.discard_application(db, viewer, application_id)


@router.post("/applications/{application_id}/sending", **asks(rules.send_application, NotNow, *REFUSALS))
def send_application(db: Db, viewer: Member, application_id: UUID, draft: SendingDraft) -> ApplicationDetail:
    """Send a draft."""
    return _detail(db, viewer, applications.send_application(db, viewer, application_id, draft))


@router.delete(
    "/applications/{application_id}/sending", **asks(rules.take_back_application, NotFound, NotNow, TooLateToUndo)
)
def take_back_application(db: Db, viewer: Member, application_id: UUID) -> ApplicationDetail:
    """Undo the sending, for a few minutes and as long as nobody has looked."""
    return _detail(db, viewer, applications.take_back_application(db, viewer, application_id))


@router.post("/applications/{application_id}/withdrawal", **asks(rules.withdraw_application, NotFound, NotNow))
def withdraw_application(db: Db, viewer: Member, application_id: UUID, draft: WithdrawalDraft) -> ApplicationDetail:
    """Want it no more."""
    return _detail(db, viewer, applications.withdraw_application(db, viewer, application_id, draft))


@router.post("/applications/{application_id}/acceptance", **asks(rules.accept_offer, NotFound, NotNow))
def accept_offer(db: Db, viewer: Member, application_id: UUID, draft: OfferAcceptance) -> ApplicationDetail:
    """Say yes to an offer, and whether one's other applications end with it."""
    return _detail(db, viewer, answers.accept_offer(db, viewer, application_id, draft))


@router.post("/applications/{application_id}/refusal", **asks(rules.decline_offer, NotFound, NotNow))
def decline_offer(db: Db, viewer: Member, application_id: UUID, draft: OfferAnswerDraft) -> ApplicationDetail:
    """Say no to an offer."""
    return _detail(db, viewer, answers.decline_offer(db, viewer, application_id, draft))


@router.post("/applications/{application_id}/sight", **asks(rules.see_application, NotFound, NotNow))
def see_application(db: Db, viewer: Member, application_id: UUID) -> ApplicationDetail:
    """Say that somebody of the organisation has opened it."""
    return _detail(db, viewer, answers.see_application(db, viewer, application_id))


@router.post("/applications/{application_id}/shortlisting", **asks(rules.shortlist_application, NotFound, NotNow))
def shortlist_application(db: Db, viewer: Member, application_id: UUID, draft: StepDraft) -> ApplicationDetail:
    """Keep it among the few."""
    return _detail(db, viewer, answers.shortlist_application(db, viewer, application_id, draft))


@router.post("/applications/{application_id}/interview", **asks(rules.propose_interview, NotFound, NotNow))
def propose_interview(db: Db, viewer: Member, application_id: UUID, draft: StepDraft) -> ApplicationDetail:
    """Ask the person to meet."""
    return _detail(db, viewer, answers.propose_interview(db, viewer, application_id, draft))


@router.post(
    "/applications/{application_id}/interview-times",
    **asks(rules.offer_interview, MeetingOpen, NotFound, NotNow),
)
def offer_interview(db: Db, viewer: Member, application_id: UUID, draft: TimesDraft) -> ApplicationDetail:
    """Ask the person to meet, with times to choose from."""
    return _detail(db, viewer, interviews.offer_interview(db, viewer, application_id, draft))


@router.post("/applications/{application_id}/offer", **asks(rules.make_offer, NotFound, NotNow))
def make_offer(db: Db, viewer: Member, application_id: UUID, draft: StepDraft) -> ApplicationDetail:
    """Say yes; the person has the last word."""
    return _detail(db, viewer, answers.make_offer(db, viewer, application_id, draft))


@router.post("/applications/{application_id}/rejection", **asks(rules.decline_application, NotFound, NotNow))
def decline_application(db: Db, viewer: Member, application_id: UUID, draft: ApplicationRefusal) -> ApplicationDetail:
    """Say no, with a reason that the person reads."""
    return _detail(db, viewer, answers.decline_application(db, viewer, application_id, draft))


def _detail(db: Db, viewer: Viewer, application: Application) -> ApplicationDetail:
    """The organisation sees what was sent, and nothing else; the person also what they write."""
    is_own = viewer.id == application.account_id
    snapshot = application.shown
    shown = shown_of(snapshot.content) if snapshot else None
    is_draft = application.status == rules.DRAFT
    written = {"note": application.note, "answers": application.answers}
    if shown and not is_draft:
        written = {"note": shown.note, "answers": [line.model_dump() for line in shown.answers]}
    return ApplicationDetail.of(
        application,
        **written,
        questions=application.opportunity.questions,
        sha256=snapshot.sha256 if snapshot else None,
        shown=None if is_draft else shown,
        is_own=is_own,
        moves=[MoveRead.model_validate(one) for one in (application.moves if is_own else _since_sent(application))],
        undo_until=rules.undo_until(application) if is_own else None,
        others=queries.count_waiting(db, application) if is_own else 0,
        can=_can(viewer, application),
    )


def _since_sent(application: Application) -> list[ApplicationMove]:
    """What a person undid before anybody looked is theirs to know."""
    sendings = [i for i, one in enumerate(application.moves) if one.status == ApplicationStatus.SENT]
    return application.moves[sendings[-1] :] if sendings else application.moves


def _can(viewer: Viewer, application: Application) -> list[str]:
    return allowed(viewer, application, rules.OF_AN_APPLICATION)


def _candidacy(viewer: Viewer, application: Application) -> CandidacyRead:
    said = {name: getattr(application.shown, name, "") for name in ("name", "headline")}
    return CandidacyRead.of(application, **said, can=_can(viewer, application))


def _compared(viewer: Viewer, application: Application) -> ComparedRead:
    shown = shown_of(application.shown.content) if application.shown else None
    said = {name: getattr(application.shown, name, "") for name in ("name", "headline")}
    return ComparedRead.of(application, **said, shown=shown, can=_can(viewer, application))


def _moved(viewer: Viewer, applications: list[Application]) -> Moved:
    return Moved(items=[_candidacy(viewer, one) for one in applications])


def _receipt(snapshot: ApplicationSnapshot) -> ApplicationReceipt:
    return ApplicationReceipt(
        application_id=snapshot.application_id,
        version=snapshot.version,
        sha256=snapshot.sha256,
        canonical=snapshot.content,
        created_at=snapshot.created_at,
    )
