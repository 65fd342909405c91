"""What matches tell the others: what was decided about the numbers that rank. Nothing about anybody's rankings."""

from dataclasses import dataclass

from backend.core.events import Event


@dataclass(frozen=True)
class ConfigurationProposed(Event):
    """New weights were learnt; `refusals` say why the gate does not let them pass, if it does not."""

    name = "matches.configuration-proposed"

    version: str
    refusals: tuple[str, ...]


@dataclass(frozen=True)
class ConfigurationApproved(Event):
    """From now on it ranks, in place of the version before it; a return is to one that ranked already."""

    name = "matches.configuration-approved"

    version: str
    before: str
    is_return: bool


@dataclass(frozen=True)
class ConfigurationDeclined(Event):
    """What is in use stays."""

    name = "matches.configuration-declined"

    version: str
