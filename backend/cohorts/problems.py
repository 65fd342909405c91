"""What can go wrong with programmes and calls, beyond the usual."""

from backend.core.problems import Invalid


class NotReady(Invalid):
    """Something is missing that people need in order to decide."""

    code, title = "cohorts.not-ready", "This cannot be published yet."


class Promised(Invalid):
    """People rely on what an open call says: it may become better for them, not worse."""

    code, title = "cohorts.promised", "An open call cannot take this back."
