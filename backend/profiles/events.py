"""What profiles tell the others. Ids and names of fields only: the log is for ever, and these are people."""

from dataclasses import dataclass
from uuid import UUID

from backend.core.events import Event


@dataclass(frozen=True)
class ProfileOpened(Event):
    """A person has a profile; nobody else sees it yet."""

    name = "profiles.opened"


@dataclass(frozen=True)
class ProfileEdited(Event):
    """Something in it changed."""

    name = "profiles.edited"

    fields: tuple[str, ...]


@dataclass(frozen=True)
class ProfileListed(Event):
    """Its audience may see it now."""

    name = "profiles.listed"

    audience: str


@dataclass(frozen=True)
class ProfileWithdrawn(Event):
    """Nobody else sees it any more."""

    name = "profiles.withdrawn"

    status: str


@dataclass(frozen=True)
class HiddenFromOrganisation(Event):
    """The members of an organisation do not see it any more. The organisation is not told."""

    name = "profiles.hidden-from"

    organisation_id: UUID


@dataclass(frozen=True)
class ShownToOrganisation(Event):
    """The members of an organisation may see it again."""

    name = "profiles.shown-to"

    organisation_id: UUID


@dataclass(frozen=True)
class CvImported(Event):
    """A CV was read and waits for its person to decide."""

    name = "profiles.cv-imported"

    import_id: UUID
    format: str
    lines: int


@dataclass(frozen=True)
class CvDecided(Event):
    """A person decided about lines of a CV."""

    name = "profiles.cv-decided"

    import_id: UUID
    accepted: int
    refused: int
    reopened: int
