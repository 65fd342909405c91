"""What applications tell the others. Ids only: the log is for ever."""

from dataclasses import dataclass
from uuid import UUID

from backend.core.events import Event


@dataclass(frozen=True)
class ApplicationSent(Event):
    """The organisation can see it now."""

    name = "applications.sent"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class ApplicationTakenBack(Event):
    """Its person undid the sending before anybody looked."""

    name = "applications.taken-back"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class ApplicationSeen(Event):
    """Somebody of the organisation has opened it."""

    name = "applications.seen"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class ApplicationShortlisted(Event):
    """It is among the few."""

    name = "applications.shortlisted"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class InterviewProposed(Event):
    """They want to meet."""

    name = "applications.interview-proposed"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class OfferMade(Event):
    """They say yes; the person has the last word."""

    name = "applications.offer-made"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class OfferAccepted(Event):
    """Both said yes."""

    name = "applications.offer-accepted"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class OfferDeclined(Event):
    """The person said no."""

    name = "applications.offer-declined"

    opportunity_id: UUID
    organisation_id: UUID
    reason: str


@dataclass(frozen=True)
class ApplicationDeclined(Event):
    """The organisation said no, and why."""

    name = "applications.declined"

    opportunity_id: UUID
    organisation_id: UUID
    reason: str


@dataclass(frozen=True)
class StepTakenBack(Event):
    """The organisation undid what it had said before its person was told."""

    name = "applications.step-taken-back"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class ApplicationWithdrawn(Event):
    """The person does not want it any more."""

    name = "applications.withdrawn"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class FoundElsewhere(Event):
    """The person accepted another offer, and let this one know."""

    name = "applications.found-elsewhere"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class ApplicationLapsed(Event):
    """Nobody answered in time, and the grace is over."""

    name = "applications.lapsed"

    opportunity_id: UUID
    organisation_id: UUID
    reason: str


@dataclass(frozen=True)
class AnswersDue(Event):
    """Of an opportunity: so many people wait for an answer that is due soon, or was due."""

    name = "applications.answers-due"

    organisation_id: UUID
    waiting: int
    is_overdue: bool


@dataclass(frozen=True)
class OfferWaits(Event):
    """An offer has to be answered soon."""

    name = "applications.offer-waits"

    opportunity_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class ApplicationsForgotten(Event):
    """Of an organisation: somebody who had applied is gone for good."""

    name = "applications.forgotten"


@dataclass(frozen=True)
class ApplicationsExported(Event):
    """Of an opportunity: somebody took what was sent there away as a file, so many of them."""

    name = "applications.exported"

    organisation_id: UUID
    format: str
    count: int
