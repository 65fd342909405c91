"""One's own profile as a whole: open, edit, list, withdraw, hide from an organisation."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.accounts.queries import get_account
from backend.core.access import Viewer, require, signed_in
from backend.core.events import announce
from backend.core.model import now
from backend.core.problems import Invalid
from backend.core.references import pointers, unknown
from backend.profiles import queries, rules
from backend.profiles.events import (
    HiddenFromOrganisation,
    ProfileEdited,
    ProfileListed,
    ProfileOpened,
    ProfileWithdrawn,
    ShownToOrganisation,
)
from backend.profiles.models import HiddenFrom, Profile, ProfileStatus, WishAspect
from backend.profiles.problems import NotReady, TooMuch
from backend.profiles.schemas import ProfileChange, ProfileDraft
from backend.taxonomy.models import Concept
from backend.taxonomy.vocabulary import ConceptKind
from backend.territories.models import Municipality

ABILITIES = (ConceptKind.SKILL, ConceptKind.TOOL, ConceptKind.CRAFT)
WISHES: dict[str, tuple[WishAspect, tuple[ConceptKind, ...]]] = {
    "occupation_ids": (WishAspect.OCCUPATION, (ConceptKind.OCCUPATION,)),
    "sector_ids": (WishAspect.SECTOR, (ConceptKind.SECTOR,)),
    "goal_ids": (WishAspect.GOAL, (*ABILITIES, ConceptKind.OCCUPATION)),
    "field_ids": (WishAspect.FIELD, (ConceptKind.FIELD,)),
}
HIDDEN_AT_MOST = 100


def open_profile(db: Session, viewer: Viewer) -> Profile:
    """The asking person's profile, locked; made from the account when there is none yet."""
    require(viewer, signed_in, None)
    known = queries.lock_mine(db, viewer)
    if known is not None:
        return known
    account = get_account(db, viewer.id)
    try:
        with db.begin_nested():
            profile = Profile(account_id=account.id, display_name=account.name, lang=_lang(account.lang))
            db.add(profile)
            db.flush()
            announce(db, viewer, ProfileOpened(profile.id))
    except IntegrityError:  # two pages asked at once; the other one was faster
        db.expire_all()
    return _mine(db, viewer)


def _lang(lang: str) -> str:
    return lang if lang in {"en", "pt"} else "en"


def _mine(db: Session, viewer: Viewer) -> Profile:
    profile = queries.find_mine(db, viewer)
    if profile is None:
        raise RuntimeError("a profile that was just written is not there")
    return profile


def edit_profile(db: Session, viewer: Viewer, change: ProfileChange) -> Profile:
    """Change what one says, and who sees it."""
    profile = open_profile(db, viewer)
    require(viewer, rules.edit_profile, profile)
    change.check_fresh(profile.updated_at)
    whole = change.on(profile, ProfileDraft)
    changed = {name for name in change.changes() if getattr(profile, name) != getattr(whole, name)}
    if not changed:
        return profile
    _check_references(db, whole, changed)
    before = profile.status, profile.audience
    _fill(profile, whole, changed)
    if profile.status == ProfileStatus.LISTED and (missing := rules.missing(profile)):
        raise NotReady(missing=missing)
    db.flush()
    touch(db, profile)
    _announce(db, viewer, profile, changed, before)
    return _mine(db, viewer)


def _fill(profile: Profile, whole: ProfileDraft, changed: Collection[str]) -> None:
    for name in changed:
        if name in WISHES:
            profile.wish(WISHES[name][0], getattr(whole, name))
        else:
            setattr(profile, name, getattr(whole, name))
    if "status" in changed:
        profile.status_at = now()


def _check_references(db: Session, whole: ProfileDraft, changed: Collection[str]) -> None:
    """The ids lead to things of the right kind; raises `Invalid`."""
    errors = unknown(db, Municipality, {"/municipality_id": whole.municipality_id})
    for name, (_, kinds) in WISHES.items():
        if name in changed:
            errors += unknown(db, Concept, pointers(name, getattr(whole, name)), Concept.kind.in_(kinds))
    if errors:
        raise Invalid(errors)


def _announce(
    db: Session, viewer: Viewer, profile: Profile, changed: Collection[str], before: tuple[ProfileStatus, str]
) -> None:
    said = tuple(sorted(set(changed) - {"status", "audience"}))
    if said:
        announce(db, viewer, ProfileEdited(profile.id, said))
    if (profile.status, profile.audience) == before:
        return
    if profile.status == ProfileStatus.LISTED:
        announce(db, viewer, ProfileListed(profile.id, profile.audience))
    elif before[0] == ProfileStatus.LISTED:
        announce(db, viewer, ProfileWithdrawn(profile.id, profile.status))


def touch(db: Session, profile: Profile) -> None:
    """Something in the profile changed. A form of the profile's own fields stays fresh when a part changes."""
    moved = update(Profile).where(Profile.id == profile.id)
    db.execute(moved.values(content_at=now(), updated_at=Profile.updated_at))


def hide_from(db: Session, viewer: Viewer, organisation_id: UUID) -> None:
    """The members of this organisation do not see this profile any more. Saying it twice changes nothing."""
    profile = open_profile(db, viewer)
    require(viewer, rules.edit_profile, profile)
    if any(row.organisation_id == organisation_id for row in profile.hidden_from):
        return
    if len(profile.hidden_from) >= HIDDEN_AT_MOST:
        raise TooMuch(at_most=HIDDEN_AT_MOST)
    db.add(HiddenFrom(profile_id=profile.id, organisation_id=organisation_id))
    db.flush()
    touch(db, profile)
    announce(db, viewer, HiddenFromOrganisation(profile.id, organisation_id))


def show_to(db: Session, viewer: Viewer, organisation_id: UUID) -> None:
    """They may see it again, as far as its audience goes."""
    profile = open_profile(db, viewer)
    require(viewer, rules.edit_profile, profile)
    row = next((row for row in profile.hidden_from if row.organisation_id == organisation_id), None)
    if row is None:
        return
    db.delete(row)
    db.flush()
    touch(db, profile)
    announce(db, viewer, ShownToOrganisation(profile.id, organisation_id))
