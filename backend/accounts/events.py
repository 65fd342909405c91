"""What accounts tell the others. Ids only: the log is for ever."""

from dataclasses import dataclass
from uuid import UUID

from backend.core.events import Event


@dataclass(frozen=True)
class AccountOpened(Event):
    """Somebody signed up; the ticket lets them confirm the address."""

    name = "accounts.opened"

    ticket_id: UUID


@dataclass(frozen=True)
class AddressTaken(Event):
    """Somebody tried to sign up with an address that has an account; its owner is told, the visitor is not."""

    name = "accounts.address-taken"

    ticket_id: UUID


@dataclass(frozen=True)
class AddressConfirmed(Event):
    """The link in the mail was followed."""

    name = "accounts.confirmed"


@dataclass(frozen=True)
class AccountForgotten(Event):
    """Nobody confirmed the address, and the account is gone with it."""

    name = "accounts.forgotten"


@dataclass(frozen=True)
class AccountErased(Event):
    """Its person had it erased. Whoever keeps anything about them forgets it; the id stays and leads nowhere."""

    name = "accounts.erased"


@dataclass(frozen=True)
class ResetAsked(Event):
    """Somebody forgot a password; the ticket lets them choose another."""

    name = "accounts.reset-asked"

    ticket_id: UUID


@dataclass(frozen=True)
class PasswordChanged(Event):
    """All other sessions ended with it."""

    name = "accounts.password-changed"


@dataclass(frozen=True)
class MoveAsked(Event):
    """Somebody wants another address; the ticket, sent there, proves that it is theirs."""

    name = "accounts.move-asked"

    ticket_id: UUID


@dataclass(frozen=True)
class AddressChanged(Event):
    """The link at the new address was followed. Told while the old one still stands."""

    name = "accounts.address-changed"


@dataclass(frozen=True)
class RoleGranted(Event):
    """Somebody may do more."""

    name = "accounts.role-granted"

    role: str
    scope_id: UUID | None


@dataclass(frozen=True)
class RoleEnded(Event):
    """Somebody may do less."""

    name = "accounts.role-ended"

    role: str
    scope_id: UUID | None


@dataclass(frozen=True)
class DemoEntered(Event):
    """A visitor became one of the invented people."""

    name = "accounts.demo-entered"
