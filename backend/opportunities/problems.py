"""What can go wrong with opportunities, beyond the usual."""

from backend.core.problems import Invalid


class NotReady(Invalid):
    """The checks found something that keeps it from being published; each finding has its place."""

    code, title = "opportunities.not-ready", "This cannot be published yet."
