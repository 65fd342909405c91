"""What was read of a posting, in our fields and before anything is looked up: towns and skills are still words."""

from dataclasses import dataclass, field
from typing import Any

MOST = 200  # postings of one import; the rest is left for the next
LONGEST_ID = 300
LONGEST_SUMMARY = 280
LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting: its id where it comes from, what it says by field, and what could not be understood of it.

    `said` holds only what the source states; `place` is where in the source it stands (a line, a position).
    """

    external_id: str
    place: int
    said: dict[str, Any]
    left_out: dict[str, str] = field(default_factory=dict)  # field: the words


def stated(values: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
