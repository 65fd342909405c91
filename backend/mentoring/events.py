"""What mentoring tells the others."""

from dataclasses import dataclass

from backend.core.events import Event


@dataclass(frozen=True)
class MentorAdded(Event):
    """Somebody began to describe what they offer; nobody else sees it yet."""

    name = "mentoring.mentor-added"


@dataclass(frozen=True)
class MentorEdited(Event):
    """The offer changed."""

    name = "mentoring.mentor-edited"

    fields: tuple[str, ...]


@dataclass(frozen=True)
class MentorOpened(Event):
    """Everybody sees it."""

    name = "mentoring.mentor-opened"


@dataclass(frozen=True)
class MentorPaused(Event):
    """Nobody new for the moment."""

    name = "mentoring.mentor-paused"


@dataclass(frozen=True)
class MentorClosed(Event):
    """The offer is over."""

    name = "mentoring.mentor-closed"
