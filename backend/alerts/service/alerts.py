"""Keeping, changing, stopping and throwing away a search."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.alerts import queries, rules
from backend.alerts.events import AlertKept, AlertRemoved, LettersStopped, LettersWanted
from backend.alerts.models import Alert, Listing, Rhythm
from backend.alerts.problems import SavedAlready
from backend.alerts.rhythms import next_due
from backend.alerts.schemas import AlertChange, AlertDraft, AlertList, AlertRead, RhythmDraft, RhythmRead, StopRead
from backend.alerts.searches import canonical, page_of
from backend.alerts.service.standing import states_of
from backend.alerts.tokens import stopped_by
from backend.core.access import GUEST, Viewer, require
from backend.core.events import announce
from backend.core.model import now
from backend.core.problems import FieldError, Invalid, NotFound
from backend.core.work import every
from backend.matches import rules as matches
from backend.opportunities import queries as opportunities
from backend.settings import settings

UNDONE_WITHIN = timedelta(days=1)


def list_alerts(db: Session, viewer: Viewer) -> AlertList:
    """All that one keeps, and when one hears of it."""
    require(viewer, rules.list_alerts, None)
    rhythm = queries.find_rhythm(db, viewer.id)
    items = _reads(db, viewer, queries.list_alerts(db, viewer))
    return AlertList(items=items, rhythm=_rhythm(rhythm), at_most=rules.AT_MOST)


def keep_alert(db: Session, viewer: Viewer, draft: AlertDraft) -> AlertRead:
    """Keep a search. What is there now is known already: only what comes from now on is told."""
    require(viewer, rules.list_alerts, None)
    rhythm = _rhythm_of(db, viewer, draft.zone)  # locked: two at once do not pass the limit together
    require(viewer, rules.keep_alert, queries.count_alerts(db, viewer))
    query = canonical(draft.listing, draft.query)
    _check_whose(db, viewer, draft)
    _check_new(db, viewer, (draft.listing, draft.opportunity_id, query))
    alert = Alert(
        account_id=viewer.id,
        listing=draft.listing,
        opportunity_id=draft.opportunity_id,
        query=query,
        name=draft.name,
        frequency=draft.frequency,
    )
    db.add(alert)
    db.flush()
    announce(db, viewer, AlertKept(alert.id))
    schedule(db, rhythm, now())
    return _reads(db, viewer, [alert])[0]


def _check_new(db: Session, viewer: Viewer, search: tuple[Listing, UUID | None, str]) -> None:
    if search in {(one.listing, one.opportunity_id, one.query) for one in queries.list_alerts(db, viewer)}:
        raise SavedAlready


def _check_whose(db: Session, viewer: Viewer, draft: AlertDraft) -> None:
    """People are looked for by those who may see them; everything else is for everybody."""
    if (draft.listing == Listing.CANDIDATES) != (draft.opportunity_id is not None):
        raise Invalid(
            [
                FieldError(
                    pointer="/opportunity_id", code="missing" if draft.opportunity_id is None else "extra_forbidden"
                )
            ]
        )
    if draft.opportunity_id is not None:
        opportunity = opportunities.get_opportunity(db, viewer, draft.opportunity_id)
        require(viewer, matches.list_candidates, opportunity)


def edit_alert(db: Session, viewer: Viewer, alert_id: UUID, change: AlertChange) -> AlertRead:
    """Another name, or more or less often."""
    alert = _mine(db, viewer, alert_id)
    change.check_fresh(alert.updated_at)
    for name, value in change.changes().items():
        setattr(alert, name, value)
    return _rescheduled(db, viewer, alert)


def pause_alert(db: Session, viewer: Viewer, alert_id: UUID) -> AlertRead:
    """No letters of this search for the time being; what was paused before stays so."""
    alert = _mine(db, viewer, alert_id)
    _stop(db, viewer, alert)
    return _rescheduled(db, viewer, alert)


def resume_alert(db: Session, viewer: Viewer, alert_id: UUID) -> AlertRead:
    """Letters again, of what comes from now on."""
    alert = _mine(db, viewer, alert_id)
    if alert.paused_at is not None:
        alert.paused_at, alert.begins_at = None, now()
        announce(db, viewer, LettersWanted(alert.id))
    return _rescheduled(db, viewer, alert)


def remove_alert(db: Session, viewer: Viewer, alert_id: UUID) -> None:
    """Throw it away; for a day it can be brought back."""
    alert = _mine(db, viewer, alert_id)
    alert.removed_at = now()
    announce(db, viewer, AlertRemoved(alert.id))
    _rescheduled(db, viewer, alert)


def restore_alert(db: Session, viewer: Viewer, alert_id: UUID) -> AlertRead:
    """Bring back what was thrown away, as it was."""
    alert = _mine(db, viewer, alert_id, is_removed=True)
    require(viewer, rules.keep_alert, queries.count_alerts(db, viewer))
    _check_new(db, viewer, (alert.listing, alert.opportunity_id, alert.query))
    alert.removed_at = None
    announce(db, viewer, AlertKept(alert.id))
    return _rescheduled(db, viewer, alert)


def set_rhythm(db: Session, viewer: Viewer, draft: RhythmDraft) -> RhythmRead:
    """Another hour, weekday or zone."""
    require(viewer, rules.list_alerts, None)
    rhythm = _rhythm_of(db, viewer, draft.zone)
    rhythm.hour, rhythm.weekday, rhythm.zone = draft.hour, draft.weekday, draft.zone
    schedule(db, rhythm, now())
    return RhythmRead.model_validate(rhythm, from_attributes=True)


def resume_letters(db: Session, viewer: Viewer) -> RhythmRead:
    """Letters again after all were stopped: of what comes from now on."""
    require(viewer, rules.list_alerts, None)
    rhythm = _rhythm_of(db, viewer, None)
    if rhythm.paused_at is not None:
        rhythm.paused_at = None
        for alert in queries.list_alerts(db, viewer):
            alert.begins_at = now()
        announce(db, viewer, LettersWanted(rhythm.id))
    schedule(db, rhythm, now())
    return RhythmRead.model_validate(rhythm, from_attributes=True)


def read_link(db: Session, token: str) -> StopRead:
    """What a link in a letter stops, for whoever holds it; raises `NotFound`."""
    row = queries.find_stoppable(db, stopped_by(settings().secret_key.get_secret_value(), token))
    if row is None:
        raise NotFound
    is_stopped = row.paused_at is not None or (isinstance(row, Alert) and row.removed_at is not None)
    return StopRead(name=row.name if isinstance(row, Alert) else None, is_stopped=is_stopped)


def stop_letters(db: Session, token: str) -> None:
    """One click in a letter (RFC 8058), signed in or not, as often as one likes. What is gone tells nobody anyway."""
    row = queries.find_stoppable(db, stopped_by(settings().secret_key.get_secret_value(), token))
    if row is None:
        return
    rhythm = queries.find_rhythm(db, row.account_id, lock=True)
    db.refresh(row)
    _stop(db, GUEST, row)
    if rhythm is not None:
        schedule(db, rhythm, now())


def _mine(db: Session, viewer: Viewer, alert_id: UUID, *, is_removed: bool = False) -> Alert:
    """One of one's own, locked after the rhythm: whoever writes its letter at this moment holds that first."""
    _rhythm_of(db, viewer, None)
    return queries.get_alert(db, viewer, alert_id, is_removed=is_removed)


def _stop(db: Session, viewer: Viewer, row: Alert | Rhythm) -> None:
    if row.paused_at is None:
        row.paused_at = now()
        announce(db, viewer, LettersStopped(row.id))


def schedule(db: Session, rhythm: Rhythm, moment: datetime) -> None:
    """When the next letter goes out, from what is wanted now."""
    db.flush()
    owner = Viewer(rhythm.account_id)
    wanted = frozenset(one.frequency for one in queries.list_alerts(db, owner) if one.paused_at is None)
    rhythm.due_at = (
        next_due(moment, wanted, hour=rhythm.hour, weekday=rhythm.weekday, zone=rhythm.zone)
        if rhythm.paused_at is None
        else None
    )
    db.flush()


def _reads(db: Session, viewer: Viewer, alerts: Sequence[Alert]) -> list[AlertRead]:
    states = states_of(db, viewer, alerts)
    return [
        AlertRead.of(one, page=page_of(one.listing, one.opportunity_id, one.query), state=states[one.id])
        for one in alerts
    ]


def _rescheduled(db: Session, viewer: Viewer, alert: Alert) -> AlertRead:
    schedule(db, _rhythm_of(db, viewer, None), now())
    db.refresh(alert)
    return _reads(db, viewer, [alert])[0]


def _rhythm_of(db: Session, viewer: Viewer, zone: str | None) -> Rhythm:
    """One's own, locked; the usual one where there is none yet. The account is locked first, so there is one only."""
    accounts.lock_account(db, viewer.id)
    rhythm = queries.find_rhythm(db, viewer.id, lock=True)
    if rhythm is None:
        rhythm = Rhythm(account_id=viewer.id, hour=8, weekday=0, zone=zone or settings().zone)
        db.add(rhythm)
        db.flush()
    return rhythm


def _rhythm(rhythm: Rhythm | None) -> RhythmRead | None:
    return RhythmRead.model_validate(rhythm, from_attributes=True) if rhythm else None


@every(minutes=60)
def forget_removed(db: Session) -> None:
    """What was thrown away a day ago."""
    db.execute(delete(Alert).where(Alert.removed_at < now() - UNDONE_WITHIN))
