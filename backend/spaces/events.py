"""What places and spaces tell the others."""

from dataclasses import dataclass
from uuid import UUID

from backend.core.events import Event


@dataclass(frozen=True)
class PlaceAdded(Event):
    """An organisation described a building or a site."""

    name = "spaces.place-added"

    organisation_id: UUID


@dataclass(frozen=True)
class PlaceEdited(Event):
    """Its description changed."""

    name = "spaces.place-edited"

    fields: tuple[str, ...]


@dataclass(frozen=True)
class PlaceRemoved(Event):
    """It was empty, and is gone."""

    name = "spaces.place-removed"

    organisation_id: UUID


@dataclass(frozen=True)
class SpaceAdded(Event):
    """Somebody began to describe a space; only its organisation sees it."""

    name = "spaces.added"

    place_id: UUID


@dataclass(frozen=True)
class SpaceEdited(Event):
    """Its description or its terms changed."""

    name = "spaces.edited"

    fields: tuple[str, ...]


@dataclass(frozen=True)
class SpaceOpened(Event):
    """Everybody sees it."""

    name = "spaces.opened"

    place_id: UUID


@dataclass(frozen=True)
class SpaceClosed(Event):
    """It is not on offer any more, and people learn why."""

    name = "spaces.closed"

    reason: str
