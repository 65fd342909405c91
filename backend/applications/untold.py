"""What a person still sees of an application while the organisation can undo its last step."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import set_committed_value

from backend.applications.models import Application, ApplicationStatus, Reason, Side


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


READ: dict[str, Callable[[Any], Any]] = {
    "status": ApplicationStatus,
    "status_at": _moment,
    "answered_at": _moment,
    "reply_by_at": _moment,
    "remind_at": _moment,
    "reason": lambda text: Reason(text) if text else None,
    "ended_by": lambda text: Side(text) if text else None,
    "updated_at": _moment,
}
"""What a step changes, and how it is read again."""


def as_told(application: Application, step_id: UUID) -> dict[str, Any]:
    """As its person knows it, before one more step that they are not told yet."""
    if application.untold and application.is_untold:
        return application.untold | {"steps": [*application.untold["steps"], str(step_id)]}
    kept = {name: getattr(application, name) for name in READ}
    plain = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in kept.items()}
    return plain | {"steps": [str(step_id)]}


def told_again(untold: dict[str, Any]) -> dict[str, Any]:
    """The values of the row as it was."""
    return {name: read(untold[name]) for name, read in READ.items()}


def veiled(application: Application) -> Application:
    """Before the eyes of its person: as they were told it last. What was read is not written again."""
    if not application.untold or not application.is_untold:
        return application
    steps = set(application.untold["steps"])
    if "moves" in application.__dict__:
        set_committed_value(application, "moves", [one for one in application.moves if str(one.id) not in steps])
    for name, value in (told_again(application.untold) | {"told_at": None, "untold": None}).items():
        set_committed_value(application, name, value)
    return application
