"""What is kept about a person: each domain tells its part, and the export puts the parts together.

@keeps("invitations")                       in the domain that keeps them
told(db, viewer)                            all parts, by name
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.core.events import LoggedEvent
from backend.core.once import KeptReply

Teller: TypeAlias = Callable[[Session, Viewer], Any]

PARTS: dict[str, Teller] = {}


def keeps(name: str) -> Callable[[Teller], Teller]:
    """Register a function that tells what a domain keeps about the asking person under this name."""

    def register(teller: Teller) -> Teller:
        PARTS[name] = teller
        return teller

    return register


def told(db: Session, viewer: Viewer) -> dict[str, Any]:
    """Everything that registered domains keep about the asking person."""
    return {name: PARTS[name](db, viewer) for name in sorted(PARTS)}


def columns(row: object, *names: str) -> dict[str, Any]:
    """A row as plain facts."""
    return {name: getattr(row, name) for name in names}


@keeps("log")
def log(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """What they did and what was done about them: the log holds ids and no words."""
    theirs = select(LoggedEvent).where(or_(LoggedEvent.actor_id == viewer.id, LoggedEvent.subject_id == viewer.id))
    found = db.scalars(theirs.order_by(LoggedEvent.created_at, LoggedEvent.id))
    return [columns(one, "created_at", "name", "subject_id", "facts") for one in found]


@keeps("replies")
def replies(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """Answers that are kept for a day, in case a request comes again; what they said stands in the other parts."""
    theirs = select(KeptReply).where(KeptReply.person_id == viewer.id).order_by(KeptReply.created_at, KeptReply.key)
    return [columns(one, "created_at", "status") for one in db.scalars(theirs)]
