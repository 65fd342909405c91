"""What accounts tell a person about themselves."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.accounts.models import Grant, SignIn, Ticket
from backend.core.access import Viewer
from backend.core.personal import columns, keeps


@keeps("roles")
def roles(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """Every role that somebody holds or held, also those that are over."""
    theirs = select(Grant).where(Grant.account_id == viewer.id).order_by(Grant.starts_at, Grant.id)
    return [columns(one, "role", "scope_id", "starts_at", "ends_at", "vouched_until") for one in db.scalars(theirs)]


@keeps("sessions")
def sessions(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """Browsers that are signed in, or were until lately. The tokens themselves nobody has."""
    theirs = select(SignIn).where(SignIn.account_id == viewer.id).order_by(SignIn.created_at, SignIn.id)
    return [columns(one, "created_at", "seen_at", "expires_at", "agent") for one in db.scalars(theirs)]


@keeps("links")
def links(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """Links that were sent by mail."""
    theirs = select(Ticket).where(Ticket.account_id == viewer.id).order_by(Ticket.created_at, Ticket.id)
    return [columns(one, "purpose", "email", "created_at", "expires_at", "used_at") for one in db.scalars(theirs)]
