"""What can go wrong with programmes and calls, beyond the usual."""

from backend.core.problems import Conflict, Invalid


class NotReady(Invalid):
    """Something is missing that people need in order to decide."""

    code, title = "cohorts.not-ready", "This cannot be published yet."


class CallsRunning(Conflict):
    """Who prepares an application relies on the call: it is ended for a reason, never by the way."""

    code, title = "cohorts.calls-running", "This programme has a call that is running."


class ProgrammeNotPublished(Conflict):
    """A call stands on its programme's page, so that comes first."""

    code, title = "cohorts.programme-not-published", "Its programme is not published."


class Promised(Invalid):
    """People rely on what an open call says: it may become better for them, not worse."""

    code, title = "cohorts.promised", "An open call cannot take this back."
