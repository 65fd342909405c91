"""What the vocabulary tells the others."""

from dataclasses import dataclass

from backend.core.events import Event


@dataclass(frozen=True)
class VocabularyImported(Event):
    """ESCO was taken in; the subject is the vocabulary as a whole."""

    name = "taxonomy.imported"

    version: str
    concepts: int
    labels: int
    relations: int
