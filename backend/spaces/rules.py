"""Who may do what with a place or a space, and if not, why."""

from backend.core.access import Objection, Viewer
from backend.core.problems import NotAllowed, NotNow, NotSignedIn
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.problems import OrganisationNotPublic
from backend.spaces.models import Place, Space, SpaceStatus

DRAFT, OPEN, CLOSED = SpaceStatus.DRAFT, SpaceStatus.OPEN, SpaceStatus.CLOSED
PUBLIC = (OPEN, CLOSED)  # what was on offer stays readable, with its end and the reason for it


def add_place(viewer: Viewer, organisation: Organisation) -> Objection:
    """Owners and editors, unless the organisation is suspended."""
    if objection := _editors(viewer, organisation):
        return objection
    return OrganisationNotPublic if organisation.status == OrganisationStatus.SUSPENDED else None


def edit_place(viewer: Viewer, place: Place) -> Objection:
    """Owners and editors."""
    return _editors(viewer, place.organisation)


def remove_place(viewer: Viewer, place: Place) -> Objection:
    """Owners and editors; that nothing is in it, the service finds out."""
    return _editors(viewer, place.organisation)


def add_space(viewer: Viewer, place: Place) -> Objection:
    """Whoever may describe the place."""
    return add_place(viewer, place.organisation)


def edit_space(viewer: Viewer, space: Space) -> Objection:
    """Owners and editors, at any time."""
    return _editors(viewer, space.place.organisation)


def discard_space(viewer: Viewer, space: Space) -> Objection:
    """Only what nobody else has ever seen."""
    return _editors(viewer, space.place.organisation) or _when(space, DRAFT)


def open_space(viewer: Viewer, space: Space) -> Objection:
    """A draft, or once more what was closed, of a public organisation."""
    if objection := _editors(viewer, space.place.organisation) or _when(space, DRAFT, CLOSED):
        return objection
    is_public = space.place.organisation.status in (OrganisationStatus.CLAIMED, OrganisationStatus.VERIFIED)
    return None if is_public else OrganisationNotPublic


def close_space(viewer: Viewer, space: Space) -> Objection:
    """What is open."""
    return _editors(viewer, space.place.organisation) or _when(space, OPEN)


def _editors(viewer: Viewer, organisation: Organisation) -> Objection:
    if viewer.is_guest:
        return NotSignedIn
    return None if viewer.is_staff or viewer.may_edit(organisation.id) else NotAllowed


def _when(space: Space, *statuses: SpaceStatus) -> Objection:
    return None if space.status in statuses else NotNow


OF_A_PLACE = [edit_place, remove_place, add_space]
OF_A_SPACE = [edit_space, discard_space, open_space, close_space]
