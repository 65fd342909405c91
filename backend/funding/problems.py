"""What can go wrong with funding calls, beyond the usual."""

from backend.core.problems import Conflict, Invalid


class NotNow(Conflict):
    """A right thing at the wrong time: the call's status does not allow it."""

    code, title = "funding.not-now", "The present status of this call does not allow this."


class FunderNotVerified(Conflict):
    """Money attracts impostors: only verified organisations announce calls."""

    code, title = "funding.funder-not-verified", "The organisation has to be verified first."


class NotReady(Invalid):
    """Something is missing that people need before they can apply."""

    code, title = "funding.not-ready", "This call cannot be announced yet."
