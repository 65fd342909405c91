"""Who sees a profile: what goes on between a person and an organisation opens it, and a look through others' eyes."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.core.access import GUEST, Role, Viewer
from backend.core.ids import new_id
from backend.profiles import queries
from backend.profiles.models import Audience, Profile, ProfileStatus, ShownTo
from backend.profiles.schemas import SightSearch

NONE = (0, 0)


def open_to(db: Session, account_id: UUID, organisation_id: UUID, because_id: UUID) -> None:
    """An organisation sees the profile for as long as this goes on; saying it twice changes nothing."""
    profile_id = db.scalar(select(Profile.id).where(Profile.account_id == account_id))
    if profile_id is None or db.get(ShownTo, (profile_id, organisation_id, because_id)) is not None:
        return
    db.add(ShownTo(profile_id=profile_id, organisation_id=organisation_id, because_id=because_id))
    db.flush()


def end(db: Session, because_id: UUID) -> None:
    """It goes on no more."""
    db.execute(delete(ShownTo).where(ShownTo.because_id == because_id))


def close_to(db: Session, organisation_id: UUID) -> None:
    """Whatever goes on: this organisation sees nobody because of it."""
    db.execute(delete(ShownTo).where(ShownTo.organisation_id == organisation_id))


def looker(db: Session, search: SightSearch) -> tuple[Viewer, Collection[UUID]]:
    """Somebody with those eyes, and the organisations applied to as far as theirs matters."""
    if search.organisation_id is None and search.looker == "anybody":
        return GUEST, ()
    one = search.organisation_id or new_id()
    is_vouched = search.looker == "verified" if search.organisation_id is None else accounts.is_vouched_for(db, one)
    viewer = Viewer(new_id(), organisations=frozenset({(one, Role.VIEWER)}), vouched=frozenset([one] * is_vouched))
    return viewer, (one,) if search.organisation_id is None and search.looker == "applied" else ()


def count_lookers(db: Session, profile: Profile) -> tuple[int, int]:
    """Organisations that see this profile as it stands, and their people."""
    if profile.status != ProfileStatus.LISTED or profile.audience == Audience.NOBODY:
        return NONE
    within = queries.shown_to(db, profile) if profile.audience == Audience.APPLIED else None
    return accounts.count_seats(db, within=within, but=[row.organisation_id for row in profile.hidden_from])
