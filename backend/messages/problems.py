"""What can go wrong with messages, beyond the usual."""

from backend.core.problems import Conflict


class Quiet(Conflict):
    """One side wants no messages from the other. It does not say which, nor why."""

    code, title = "messages.quiet", "No messages can be sent here at present."


class Over(Conflict):
    """What it was about ended too long ago."""

    code, title = "messages.over", "What this was about has ended, and so has the time to write about it."


class TooLateToDelete(Conflict):
    """The other side has had time to read it."""

    code, title = "messages.too-late-to-delete", "It can only be deleted in the first minutes."


class ReportedAlready(Conflict):
    """The same person has reported the same message."""

    code, title = "messages.reported-already", "You have reported this message already."
