"""What opportunities tell the others."""

from dataclasses import dataclass
from uuid import UUID

from backend.core.events import Event


@dataclass(frozen=True)
class OpportunityAdded(Event):
    """Somebody began to write it; only the organisation sees it."""

    name = "opportunities.added"

    organisation_id: UUID


@dataclass(frozen=True)
class OpportunityEdited(Event):
    """Its text or its terms changed."""

    name = "opportunities.edited"

    organisation_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True)
class OpportunitySubmitted(Event):
    """An organisation that is not verified wants to publish it; the staff look at it first."""

    name = "opportunities.submitted"

    organisation_id: UUID


@dataclass(frozen=True)
class OpportunityReturned(Event):
    """The staff sent it back."""

    name = "opportunities.returned"

    organisation_id: UUID
    reason: str


@dataclass(frozen=True)
class OpportunityRefused(Event):
    """The staff will not have it published."""

    name = "opportunities.refused"

    organisation_id: UUID
    reason: str


@dataclass(frozen=True)
class OpportunityApproved(Event):
    """The staff let pass what they have read."""

    name = "opportunities.approved"

    organisation_id: UUID


@dataclass(frozen=True)
class OpportunityOpened(Event):
    """Everybody sees it for the first time."""

    name = "opportunities.opened"

    organisation_id: UUID


@dataclass(frozen=True)
class OpportunityReopened(Event):
    """It is open again; its age is not reset."""

    name = "opportunities.reopened"

    organisation_id: UUID


@dataclass(frozen=True)
class OpportunityPaused(Event):
    """It takes nobody for the moment."""

    name = "opportunities.paused"

    organisation_id: UUID


@dataclass(frozen=True)
class OpportunityClosed(Event):
    """It is over, and people learn why."""

    name = "opportunities.closed"

    organisation_id: UUID
    reason: str


@dataclass(frozen=True)
class OpportunityExpired(Event):
    """Its deadline passed."""

    name = "opportunities.expired"

    organisation_id: UUID
