"""The HTTP face of places and spaces."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from backend.accounts.deps import Asking, Member
from backend.core.access import ANYONE, Viewer, allowed, asks
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.page import Page, Slice
from backend.core.problems import NotFound, NotNow, Stale
from backend.organisations.problems import OrganisationNotPublic
from backend.spaces import queries, rules, service
from backend.spaces.models import Place, Space
from backend.spaces.problems import NotReady, PlaceInUse
from backend.spaces.schemas import (
    PlaceChange,
    PlaceDetail,
    PlaceDraft,
    PlaceRead,
    PlaceSearch,
    SpaceChange,
    SpaceClosureDraft,
    SpaceDetail,
    SpaceDraft,
    SpaceRead,
    SpaceSearch,
)

router = new_router("", "spaces")


@router.get("/spaces", response_model=Page[SpaceRead], **asks(ANYONE))
def list_spaces(db: Db, viewer: Asking, search: Annotated[SpaceSearch, Query()]) -> Slice[SpaceRead]:
    """Spaces the asking person may see; without `status`, those that are open."""
    return queries.list_spaces(db, viewer, search)


@router.post("/spaces", status_code=201, **asks(rules.add_space, NotFound, OrganisationNotPublic))
def add_space(db: Db, viewer: Member, draft: SpaceDraft) -> SpaceDetail:
    """Begin a space; it stays a draft of the organisation until it is opened."""
    return _space(viewer, service.add_space(db, viewer, draft))


@router.get("/spaces/{space_id}", **asks(ANYONE, NotFound))
def get_space(db: Db, viewer: Asking, space_id: UUID) -> SpaceDetail:
    """One space, and what the asking person may do with it."""
    return _space(viewer, queries.get_space(db, viewer, space_id))


@router.patch("/spaces/{space_id}", **asks(rules.edit_space, NotFound, NotReady, Stale))
def edit_space(db: Db, viewer: Member, space_id: UUID, change: SpaceChange) -> SpaceDetail:
    """Change description or terms."""
    return _space(viewer, service.edit_space(db, viewer, space_id, change))


@router.delete("/spaces/{space_id}", status_code=204, **asks(rules.discard_space, NotFound, NotNow))
def discard_space(db: Db, viewer: Member, space_id: UUID) -> None:
    """Throw away what was never opened."""
    service.discard_space(db, viewer, space_id)


@router.post("/spaces/{space_id}/opening", **asks(rules.open_space, NotFound, NotNow, NotReady, OrganisationNotPublic))
def open_space(db: Db, viewer: Member, space_id: UUID) -> SpaceDetail:
    """Show it to everybody."""
    return _space(viewer, service.open_space(db, viewer, space_id))


@router.post("/spaces/{space_id}/closure", **asks(rules.close_space, NotFound, NotNow))
def close_space(db: Db, viewer: Member, space_id: UUID, draft: SpaceClosureDraft) -> SpaceDetail:
    """Take it off, with a reason that everybody can read."""
    return _space(viewer, service.close_space(db, viewer, space_id, draft))


@router.get("/places", response_model=Page[PlaceRead], **asks(ANYONE))
def list_places(db: Db, viewer: Asking, search: Annotated[PlaceSearch, Query()]) -> Slice[Place]:
    """Places the asking person may see, by name."""
    return queries.list_places(db, viewer, search)


@router.post("/places", status_code=201, **asks(rules.add_place, NotFound, OrganisationNotPublic))
def add_place(db: Db, viewer: Member, draft: PlaceDraft) -> PlaceDetail:
    """Describe a building or a site of an organisation."""
    return _place(viewer, service.add_place(db, viewer, draft))


@router.get("/places/{place_id}", **asks(ANYONE, NotFound))
def get_place(db: Db, viewer: Asking, place_id: UUID) -> PlaceDetail:
    """One place, and what the asking person may do with it. Its spaces: `/spaces?place=…`."""
    return _place(viewer, queries.get_place(db, viewer, place_id))


@router.patch("/places/{place_id}", **asks(rules.edit_place, NotFound, Stale))
def edit_place(db: Db, viewer: Member, place_id: UUID, change: PlaceChange) -> PlaceDetail:
    """Change the description."""
    return _place(viewer, service.edit_place(db, viewer, place_id, change))


@router.delete("/places/{place_id}", status_code=204, **asks(rules.remove_place, NotFound, PlaceInUse))
def remove_place(db: Db, viewer: Member, place_id: UUID) -> None:
    """Take away a place that has no spaces."""
    service.remove_place(db, viewer, place_id)


def _space(viewer: Viewer, space: Space) -> SpaceDetail:
    return SpaceDetail.of(space, can=allowed(viewer, space, rules.OF_A_SPACE))


def _place(viewer: Viewer, place: Place) -> PlaceDetail:
    return PlaceDetail.of(place, can=allowed(viewer, place, rules.OF_A_PLACE))
