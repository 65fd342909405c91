"""What can go wrong with opportunities, beyond the usual."""

from backend.core.problems import Conflict, Invalid


class NotNow(Conflict):
    """A right thing at the wrong time: the opportunity's status does not allow it."""

    code, title = "opportunities.not-now", "The opportunity's present status does not allow this."


class OrganisationNotPublic(Conflict):
    """A draft of an organisation, or a suspended one, offers nothing."""

    code, title = "opportunities.organisation-not-public", "The organisation has to be public first."


class NotReady(Invalid):
    """The checks found something that keeps it from being published; each finding has its place."""

    code, title = "opportunities.not-ready", "This cannot be published yet."
