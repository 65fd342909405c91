"""Who may do what with a profile, and if not, why."""

from collections.abc import Collection
from uuid import UUID

from backend.core.access import Objection, Viewer
from backend.core.problems import NotAllowed, NotSignedIn
from backend.profiles.models import Audience, Profile, ProfileStatus, Unseen
from backend.profiles.problems import NotReady


def edit_profile(viewer: Viewer, profile: Profile) -> Objection:
    """One's own, and nobody else's: not even the staff puts words into people's mouths."""
    if viewer.is_guest:
        return NotSignedIn
    return None if viewer.id == profile.account_id else NotAllowed


def list_profile(viewer: Viewer, profile: Profile) -> Objection:
    """What others see says at least what one does."""
    return edit_profile(viewer, profile) or (NotReady if missing(profile) else None)


def import_cv(viewer: Viewer, profile: Profile) -> Objection:
    """Into one's own."""
    return edit_profile(viewer, profile)


def export_profile(viewer: Viewer, profile: Profile) -> Objection:
    """One's own data (GDPR, article 20)."""
    return edit_profile(viewer, profile)


def missing(profile: Profile) -> list[str]:
    """What a profile still lacks before it can be listed."""
    return [name for name in ("display_name", "headline") if not getattr(profile, name).strip()]


def is_seen_by(viewer: Viewer, profile: Profile, shown_to: Collection[UUID] = ()) -> bool:
    """Whether this person sees this profile; the same as `queries.visible`, without a database."""
    return unseen_because(viewer, profile, shown_to) is None


def unseen_because(viewer: Viewer, profile: Profile, shown_to: Collection[UUID] = ()) -> Unseen | None:
    """Why this person does not see this profile, or None. `shown_to` are the organisations it has applied to.

    Guests are shown nothing of somebody who hides from an organisation: its people could simply sign out.
    """
    if not viewer.is_guest and viewer.id == profile.account_id:
        return None
    if profile.status != ProfileStatus.LISTED:
        return Unseen.NOT_LISTED
    hidden = {row.organisation_id for row in profile.hidden_from}
    if hidden & viewer.member_of or (hidden and viewer.is_guest):
        return Unseen.HIDDEN
    belongs = {
        Audience.EVERYONE: True,
        Audience.VERIFIED: bool(viewer.vouched),
        Audience.APPLIED: not viewer.member_of.isdisjoint(shown_to),
        Audience.NOBODY: False,
    }
    return None if belongs[profile.audience] else Unseen.AUDIENCE


OF_A_PROFILE = [edit_profile, list_profile, import_cv, export_profile]
