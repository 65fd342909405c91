"""What territories tell the others."""

from dataclasses import dataclass

from backend.core.events import Event


@dataclass(frozen=True)
class TerritoriesImported(Event):
    """A table of municipalities was taken in; the subject is its region."""

    name = "territories.imported"

    added: int
    changed: int
