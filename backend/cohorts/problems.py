"""What can go wrong with programmes and calls, beyond the usual."""

from backend.core.problems import Conflict, Invalid


class NotNow(Conflict):
    """A right thing at the wrong time: the present status does not allow it."""

    code, title = "cohorts.not-now", "The present status does not allow this."


class NotVerified(Conflict):
    """Places are promised only by organisations that are who they say."""

    code, title = "cohorts.not-verified", "The organisation has to be verified first."


class NotReady(Invalid):
    """Something is missing that people need in order to decide."""

    code, title = "cohorts.not-ready", "This cannot be published yet."


class Promised(Invalid):
    """People rely on what an open call says: it may become better for them, not worse."""

    code, title = "cohorts.promised", "An open call cannot take this back."
