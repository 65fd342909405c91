"""What can go wrong with opportunities, beyond the usual."""

from backend.core.problems import Conflict, Invalid


class NotReady(Invalid):
    """The checks found something that keeps it from being published; each finding has its place."""

    code, title = "opportunities.not-ready", "This cannot be published yet."


class Unread(Conflict):
    """To close is to show its words to everybody with the reason; the staff have not read these."""

    code, title = "opportunities.unread", "Nobody has read its new words yet, so it cannot be shown as closed."
