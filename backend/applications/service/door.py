"""The one door through which an application goes from one state to the next: check, write, log, outbox."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from backend.applications.events import StepTakenBack
from backend.applications.models import Application, ApplicationMove, ApplicationStatus, Reason, Side
from backend.applications.problems import AlreadyTold
from backend.applications.rules import ANSWERS, DECLINED, DRAFT, UNDO_STEP, WAITING
from backend.applications.untold import as_told, told_again
from backend.core.access import Viewer
from backend.core.events import Event, announce
from backend.core.ids import new_id
from backend.core.model import now
from backend.core.problems import NotNow
from backend.profiles.service import sight

Told: TypeAlias = Callable[[UUID, UUID, UUID], Event]
ENDS = frozenset({DECLINED, ApplicationStatus.WITHDRAWN, ApplicationStatus.ELSEWHERE})
GOING_ON = WAITING | {ApplicationStatus.ACCEPTED}
AHEAD = timedelta(days=3)  # whoever has to answer is reminded so long before, or after two thirds of a short time


def move(
    db: Session,
    viewer: Viewer,
    application: Application,
    status: ApplicationStatus,
    told: Told,
    *,
    by: Side,
    reason: Reason | None = None,
    words: str = "",
    is_undoable: bool = False,
    **also: Any,
) -> Application:
    """Take one step from where the row was read, or raise `NotNow`: of two who step at once, one does.

    The steps that are allowed are the rules' business; the caller has asked them. What `is_undoable` is told to nobody
    before the time to undo it is over: neither on a page nor in a letter. What its person had not been told yet when
    they take a step is taken back: it does not come before their word.
    """
    if by == Side.PERSON and application.is_untold:
        take_back(db, viewer, application)
    before, moment, step_id = application.status, now(), new_id()
    values = {
        "status": status,
        "status_at": moment,
        "updated_at": moment,
        "reason": reason,
        "ended_by": by if status in ENDS else None,
        "told_at": moment + UNDO_STEP if is_undoable else None,
        "untold": as_told(application, step_id) if is_undoable else None,
        **_clock(application, status, moment),
        **also,
    }
    if DRAFT in (before, status):
        values["sent_at"] = None if status == DRAFT else moment
    if by == Side.ORGANISATION and status in ANSWERS and application.answered_at is None:
        values["answered_at"] = moment
    _write(db, application, values)
    _log(db, viewer, application, before, id=step_id, by=by, reason=reason, words=words)
    fact = told(application.id, application.opportunity_id, application.organisation_id)
    announce(db, viewer, fact, due_at=application.told_at)
    return application


def take_back(db: Session, viewer: Viewer, application: Application) -> Application:
    """Undo what its person has not been told: the row is as they still see it, and the steps since then are gone."""
    if not application.untold or not application.is_untold:
        raise AlreadyTold
    steps = [UUID(step) for step in application.untold["steps"]]
    values = told_again(application.untold) | {"told_at": None, "untold": None}
    try:
        with db.begin_nested():
            _write(db, application, values)
    except IntegrityError as taken:  # they have begun another one here meanwhile
        raise AlreadyTold from taken
    db.execute(delete(ApplicationMove).where(ApplicationMove.id.in_(steps)))
    announce(db, viewer, StepTakenBack(application.id, application.opportunity_id, application.organisation_id))
    return application


def _write(db: Session, application: Application, values: dict[str, Any]) -> None:
    """Where the row is as it was read; raises `NotNow`."""
    before = application.status
    stepped = (
        update(Application)
        .where(Application.id == application.id, as_read(application))
        .values(**values)
        .returning(Application.id)
        .execution_options(synchronize_session=False)
    )
    if db.execute(stepped).first() is None:
        raise NotNow
    for name, value in values.items():
        set_committed_value(application, name, value)  # as the row is now, without writing it a second time
    _open_or_close(db, application, before)


def _open_or_close(db: Session, application: Application, before: ApplicationStatus) -> None:
    """Whoever shows themselves where they apply is seen there from the sending to the end, and no longer. An end that
    its person has not been told yet changes nothing they could read: `listeners.end_sight` does it then.
    """
    was, goes_on = before in GOING_ON, application.status in GOING_ON
    if goes_on and not was:
        sight.open_to(db, application.account_id, application.organisation_id, application.id)
    elif was and not goes_on and application.told_at is None:
        sight.end(db, application.id)


def as_read(application: Application) -> ColumnElement[bool]:
    """Nobody has taken a step since it was read. The database compares, whatever else is locked."""
    return and_(
        Application.status == application.status,
        Application.status_at == application.status_at,
    )


def _clock(application: Application, status: ApplicationStatus, moment: datetime) -> dict[str, datetime | None]:
    """To have looked is no answer, so it does not start the clock anew."""
    if status not in WAITING:
        return {"reply_by_at": None, "remind_at": None}
    if application.status != DRAFT and status not in ANSWERS:
        return {}
    until = moment + timedelta(days=application.reply_by_days)
    return {"reply_by_at": until, "remind_at": until - min(AHEAD, timedelta(days=application.reply_by_days) / 3)}


def _log(
    db: Session,
    viewer: Viewer,
    application: Application,
    before: ApplicationStatus,
    *,
    id: UUID,
    by: Side,
    reason: Reason | None,
    words: str,
) -> None:
    step = ApplicationMove(
        id=id,
        application_id=application.id,
        before=before,
        status=application.status,
        by=by,
        actor_id=viewer.id,
        reason=reason,
        words=words,
    )
    db.add(step)
    db.flush()


def ends(
    db: Session, viewer: Viewer, several: Sequence[Application], status: ApplicationStatus, told: Told, **how: Any
) -> None:
    """The same end for several, which are locked."""
    for application in several:
        move(db, viewer, application, status, told, **how)
