"""What matches do when an account goes, and what they tell a person about themselves."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.accounts.events import AccountErased
from backend.core.access import Viewer
from backend.core.events import on
from backend.core.personal import columns, keeps
from backend.matches.models import Best, Reaction, Receipt, ReceiptPerson, Saved, Showing
from backend.matches.service.receipts import forget_receipts
from backend.profiles.models import Profile


@on(AccountErased)
def forget_receipts_of_the_gone(db: Session, _: AccountErased) -> None:
    """Nobody can read them since the moment the account went; now their bytes go as well, before the daily sweep."""
    forget_receipts(db)


@keeps("saved")
def saved(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """What they keep in view."""
    theirs = select(Saved).where(Saved.account_id == viewer.id).order_by(Saved.saved_at, Saved.thing_id)
    return [columns(one, "market", "thing_id", "saved_at") for one in db.scalars(theirs)]


@keeps("rankings")
def rankings(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """Every ranking that was shown to them; its receipt is at /api/receipts/{receipt_id}."""
    theirs = select(Showing).where(Showing.account_id == viewer.id).order_by(Showing.created_at, Showing.id)
    return [columns(one, "created_at", "receipt_id", "market", "opportunity_id") for one in db.scalars(theirs)]


@keeps("ranked")
def ranked(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """When rankings were made that their profile is in, their own and others'. Who looked is for those to say."""
    theirs = (
        select(Receipt)
        .join(ReceiptPerson, ReceiptPerson.receipt_id == Receipt.id)
        .join(Profile, Profile.id == ReceiptPerson.profile_id)
        .where(Profile.account_id == viewer.id)
    )
    found = db.scalars(theirs.order_by(Receipt.created_at, Receipt.id))
    return [columns(one, "created_at", "about", "people") for one in found]


@keeps("reactions")
def reactions(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """What they did with what a ranking had put before them."""
    theirs = select(Reaction).where(Reaction.account_id == viewer.id).order_by(Reaction.created_at, Reaction.id)
    names = ("created_at", "receipt_id", "market", "thing_id", "deed", "position", "propensity")
    return [columns(one, *names) for one in db.scalars(theirs)]


@keeps("best")
def best(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """What was found best for them when everybody was matched at once."""
    theirs = select(Best).join(Profile, Profile.id == Best.profile_id).where(Profile.account_id == viewer.id)
    return [columns(one, "rank", "opportunity_id", "score") for one in db.scalars(theirs.order_by(Best.rank))]
