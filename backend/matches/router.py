"""The HTTP face of matches."""

from typing import Annotated, TypeAlias, TypeVar
from uuid import UUID

from fastapi import Depends, Path, Query, Request

from backend.accounts.deps import Config, Member
from backend.core.access import ANYONE, Viewer, asks, signed_in
from backend.core.db import Db, Write
from backend.core.http import router as new_router
from backend.core.model import now
from backend.core.page import Page, Window
from backend.core.problems import NotFound
from backend.core.schema import Decision
from backend.matches import rules
from backend.matches.day import Day
from backend.matches.problems import (
    AlreadyLive,
    GateRefuses,
    JudgedBesideAnother,
    NeverLive,
    NoChallenger,
    NoProfile,
    NotReplayable,
    TooManyRankings,
)
from backend.matches.schemas.arithmetic import ContrastRead, MatchDetail
from backend.matches.schemas.audits import AuditDetail, AuditRead
from backend.matches.schemas.cards import MatchPage
from backend.matches.schemas.configurations import (
    ApprovalDraft,
    ConfigurationRead,
    ConfigurationSearch,
    DecisionRead,
    RankingRead,
)
from backend.matches.schemas.openings import OpeningSearch, OpeningsRead
from backend.matches.schemas.people import CandidateDetail, CandidatePage, CandidateSearch
from backend.matches.schemas.preview import PreviewDraft, PreviewRead
from backend.matches.schemas.reach import ReachDraft, ReachRead
from backend.matches.schemas.reactions import ReactionDraft
from backend.matches.schemas.receipts import ReceiptRead, ReplayRead
from backend.matches.schemas.saved import SavedRead, SavedSearch
from backend.matches.schemas.search import ContrastSearch, MatchSearch
from backend.matches.schemas.today import Today
from backend.matches.schemas.weighing import ChoicesRead
from backend.matches.service import (
    auditing,
    candidates,
    choosing,
    configurations,
    keeping,
    opening,
    preview,
    ranking,
    reaching,
    reacting,
    receipts,
    saved,
    suggesting,
)
from backend.matches.service.keeping import Shown
from backend.organisations.problems import OrganisationNotPublic
from matching.types import Market

router = new_router("", "matches")

Answer = TypeVar("Answer")
ReceiptId: TypeAlias = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="The SHA-256 of its bytes.")]


async def _today(config: Config) -> Day:
    return Day.at(now(), config.zone)


Today_ = Annotated[Day, Depends(_today)]


@router.get("/matches", **asks(rules.list_matches, NoProfile, TooManyRankings))
def list_matches(
    db: Db, write: Write, viewer: Member, day: Today_, search: Annotated[MatchSearch, Query()]
) -> MatchPage:
    """What suits the asking person in one market, best first, with the reasons and what is hidden."""
    return _noted(write, viewer, ranking.list_matches(db, viewer, search, day))


@router.get("/matches/contrast", **asks(rules.list_matches, NoProfile, NotFound))
def contrast_matches(db: Db, viewer: Member, day: Today_, search: Annotated[ContrastSearch, Query()]) -> ContrastRead:
    """Why one thing stands before another: differences that sum."""
    return ranking.contrast_matches(db, viewer, search, day)


@router.get("/matches/openings", **asks(rules.list_matches, NoProfile, NotFound))
def list_openings(db: Db, viewer: Member, day: Today_, search: Annotated[OpeningSearch, Query()]) -> OpeningsRead:
    """What to learn next and with whom: the lessons that would open most opportunities to the asking person."""
    return opening.list_openings(db, viewer, search, day)


@router.get("/matches/choices", **asks(rules.list_matches, NoProfile))
def get_choices(db: Db, viewer: Member) -> ChoicesRead:
    """Six small choices that tell what one weighs; what is chosen is kept in the profile."""
    return choosing.get_choices(db, viewer)


@router.post("/matches/preview", **asks(ANYONE, keeps=False))
def preview_matches(db: Db, request: Request, day: Today_, draft: PreviewDraft) -> PreviewRead:
    """What would suit somebody with these claims. Nothing is kept."""
    return preview.preview_matches(db, request.client.host if request.client else "", draft, day)


@router.get("/matches/{market}/{thing_id}", **asks(rules.list_matches, NoProfile, NotFound))
def get_match(db: Db, viewer: Member, day: Today_, market: Market, thing_id: UUID) -> MatchDetail:
    """One match with its whole arithmetic and everything that would change it."""
    return ranking.get_match(db, viewer, market, thing_id, day)


@router.get(
    "/opportunities/{opportunity_id}/candidates",
    **asks(rules.list_candidates, NotFound, OrganisationNotPublic, TooManyRankings),
)
def list_candidates(
    db: Db, write: Write, viewer: Member, day: Today_, opportunity_id: UUID, search: Annotated[CandidateSearch, Query()]
) -> CandidatePage:
    """People who agreed to be seen, ranked for an opportunity or in an order drawn by lot."""
    return _noted(write, viewer, candidates.list_candidates(db, viewer, opportunity_id, search, day))


@router.get(
    "/opportunities/{opportunity_id}/candidates/{profile_id}",
    **asks(rules.list_candidates, NotFound, OrganisationNotPublic),
)
def get_candidate(db: Db, viewer: Member, day: Today_, opportunity_id: UUID, profile_id: UUID) -> CandidateDetail:
    """One person's match with its whole arithmetic, and what changes of the posting would do."""
    return candidates.get_candidate(db, viewer, opportunity_id, profile_id, day)


@router.post("/opportunities/reach", **asks(rules.preview_reach, NotFound, OrganisationNotPublic, keeps=False))
def preview_reach(db: Db, viewer: Member, day: Today_, draft: ReachDraft) -> ReachRead:
    """How many people a posting would reach, and what each of its demands costs. Nothing is kept."""
    return reaching.preview_reach(db, viewer, draft, day)


@router.get("/receipts/{receipt_id}", **asks(rules.read_receipt, NotFound, NotReplayable))
def get_receipt(db: Db, viewer: Member, receipt_id: ReceiptId) -> ReceiptRead:
    """A ranking as it was shown, in a form that can be checked."""
    return receipts.get_receipt(db, viewer, receipt_id)


@router.post("/receipts/{receipt_id}/replay", **asks(rules.read_receipt, NotFound, NotReplayable))
def replay_receipt(db: Db, viewer: Member, receipt_id: ReceiptId) -> ReplayRead:
    """Compute a ranking again from its receipt alone, and compare every byte."""
    return receipts.replay_receipt(db, viewer, receipt_id)


@router.post("/reactions", status_code=204, **asks(signed_in, NotFound))
def note_reaction(db: Db, viewer: Member, draft: ReactionDraft) -> None:
    """What one did with a thing on a page of one's own: the market learns from it what people weigh."""
    reacting.note_reaction(db, viewer, draft)


@router.get("/configurations", **asks(rules.read_configurations))
def list_configurations(db: Db, viewer: Member, search: Annotated[ConfigurationSearch, Query()]) -> RankingRead:
    """Which numbers rank, which might, and all that did, with what was measured before a person decided."""
    return configurations.list_configurations(db, viewer, search)


@router.get("/configurations/decisions", **asks(rules.read_configurations))
def list_decisions(db: Db, viewer: Member, window: Annotated[Window, Query()]) -> Page[DecisionRead]:
    """What was proposed, approved, returned to and declined, by whom and when."""
    return configurations.list_decisions(db, viewer, window)


@router.post(
    "/configurations/{configuration_id}/approve",
    **asks(rules.approve_configuration, NotFound, GateRefuses, JudgedBesideAnother, AlreadyLive, NeverLive),
)
def approve_configuration(db: Db, viewer: Member, configuration_id: UUID, draft: ApprovalDraft) -> ConfigurationRead:
    """Let a challenger rank that passed the gate, or return to what ranked before; the version is typed by hand."""
    return configurations.approve_configuration(db, viewer, configuration_id, draft)


@router.post("/configurations/{configuration_id}/decline", **asks(rules.decline_configuration, NotFound, NoChallenger))
def decline_configuration(db: Db, viewer: Member, configuration_id: UUID, draft: Decision) -> ConfigurationRead:
    """Keep what is in use."""
    return configurations.decline_configuration(db, viewer, configuration_id, draft)


@router.get("/audits", **asks(rules.read_configurations))
def list_audits(db: Db, viewer: Member, window: Annotated[Window, Query()]) -> Page[AuditRead]:
    """The audits that were kept, newest first."""
    return Page[AuditRead].model_validate(auditing.list_audits(db, viewer, window))


@router.get("/audits/{audit_id}", **asks(rules.read_configurations, NotFound))
def get_audit(db: Db, viewer: Member, audit_id: UUID) -> AuditDetail:
    """What the rankings showed whom on that day: many people's figures, nobody's."""
    return AuditDetail.of(auditing.get_audit(db, viewer, audit_id))


@router.get("/saved", **asks(signed_in))
def list_saved(db: Db, viewer: Member, day: Today_, search: Annotated[SavedSearch, Query()]) -> Page[SavedRead]:
    """What the asking person keeps in view, newest first."""
    return saved.list_saved(db, viewer, search, day)


@router.put("/saved/{market}/{thing_id}", status_code=204, **asks(signed_in, NotFound))
def save_thing(db: Db, viewer: Member, market: Market, thing_id: UUID) -> None:
    """Keep a thing in view; a second time changes nothing."""
    saved.save_thing(db, viewer, market, thing_id)


@router.delete("/saved/{market}/{thing_id}", status_code=204, **asks(signed_in, NotFound))
def unsave_thing(db: Db, viewer: Member, market: Market, thing_id: UUID) -> None:
    """Let go of a thing; a second time changes nothing."""
    saved.unsave_thing(db, viewer, market, thing_id)


@router.get("/today", **asks(signed_in, TooManyRankings))
def get_today(db: Db, write: Write, viewer: Member, day: Today_) -> Today:
    """At most three things worth doing this week."""
    return _noted(write, viewer, suggesting.get_today(db, viewer, day))


def _noted(write: Write, viewer: Viewer, shown: Shown[Answer]) -> Answer:
    """What is shown is written down first."""
    note = shown.note
    if note is not None:
        write(lambda own: keeping.keep(own, viewer, note))
    return shown.answer
