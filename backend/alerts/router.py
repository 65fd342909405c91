"""The HTTP face of alerts."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from backend.accounts.deps import Member
from backend.alerts import rules
from backend.alerts.problems import SavedAlready, TooManyAlerts
from backend.alerts.schemas import (
    AlertChange,
    AlertDraft,
    AlertList,
    AlertRead,
    DigestRead,
    RhythmDraft,
    RhythmRead,
    StopRead,
)
from backend.alerts.service import alerts, showing
from backend.core.access import ANYONE, asks
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.problems import NotFound, Stale
from backend.organisations.problems import OrganisationNotPublic

router = new_router("/alerts", "alerts")
letters = new_router("/unsubscribe", "alerts")
"""Where a letter's one click goes: the page that people see there is the same address."""

Token = Annotated[str, Path(max_length=120, description="What stands in the letter.")]


@router.get("", **asks(rules.list_alerts))
def list_alerts(db: Db, viewer: Member) -> AlertList:
    """The searches one keeps, and when one hears of them."""
    return alerts.list_alerts(db, viewer)


@router.post(
    "", status_code=201, **asks(rules.keep_alert, TooManyAlerts, SavedAlready, NotFound, OrganisationNotPublic)
)
def keep_alert(db: Db, viewer: Member, draft: AlertDraft) -> AlertRead:
    """Keep a search, and be told of what comes."""
    return alerts.keep_alert(db, viewer, draft)


@router.get("/preview", **asks(rules.list_alerts))
def preview_digest(db: Db, viewer: Member) -> DigestRead:
    """What the next letter would say if it went out now."""
    return showing.preview_digest(db, viewer)


@router.put("/rhythm", **asks(rules.list_alerts))
def set_rhythm(db: Db, viewer: Member, draft: RhythmDraft) -> RhythmRead:
    """When letters go out."""
    return alerts.set_rhythm(db, viewer, draft)


@router.post("/rhythm/resume", **asks(rules.list_alerts))
def resume_letters(db: Db, viewer: Member) -> RhythmRead:
    """Letters again, after all were stopped."""
    return alerts.resume_letters(db, viewer)


@router.get("/links/{token}", **asks(ANYONE, NotFound))
def read_link(db: Db, token: Token) -> StopRead:
    """What a link in a letter stops."""
    return alerts.read_link(db, token)


@router.patch("/{alert_id}", **asks(rules.list_alerts, NotFound, Stale))
def edit_alert(db: Db, viewer: Member, alert_id: UUID, change: AlertChange) -> AlertRead:
    """Another name, or more or less often."""
    return alerts.edit_alert(db, viewer, alert_id, change)


@router.post("/{alert_id}/pause", **asks(rules.list_alerts, NotFound))
def pause_alert(db: Db, viewer: Member, alert_id: UUID) -> AlertRead:
    """No letters of this search for the time being."""
    return alerts.pause_alert(db, viewer, alert_id)


@router.post("/{alert_id}/resume", **asks(rules.list_alerts, NotFound))
def resume_alert(db: Db, viewer: Member, alert_id: UUID) -> AlertRead:
    """Letters again, of what comes from now on."""
    return alerts.resume_alert(db, viewer, alert_id)


@router.delete("/{alert_id}", status_code=204, **asks(rules.list_alerts, NotFound))
def remove_alert(db: Db, viewer: Member, alert_id: UUID) -> None:
    """Throw a search away; for a day it can be brought back."""
    alerts.remove_alert(db, viewer, alert_id)


@router.post("/{alert_id}/restore", **asks(rules.keep_alert, TooManyAlerts, SavedAlready, NotFound))
def restore_alert(db: Db, viewer: Member, alert_id: UUID) -> AlertRead:
    """Bring back what was thrown away."""
    return alerts.restore_alert(db, viewer, alert_id)


@letters.post("/{token}", status_code=204, **asks(ANYONE, NotFound, keeps=False))
def stop_letters(db: Db, token: Token) -> None:
    """One click in a letter stops a search, or all letters (RFC 8058): no session, and as often as one likes."""
    alerts.stop_letters(db, token)
