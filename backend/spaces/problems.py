"""What can go wrong with places and spaces, beyond the usual."""

from backend.core.problems import Conflict, Invalid


class NotNow(Conflict):
    """A right thing at the wrong time: the status does not allow it."""

    code, title = "spaces.not-now", "The present status does not allow this."


class HostNotPublic(Conflict):
    """A draft of an organisation, or a suspended one, offers nothing."""

    code, title = "spaces.host-not-public", "The organisation has to be public first."


class PlaceInUse(Conflict):
    """A place with spaces in it cannot be removed."""

    code, title = "spaces.place-in-use", "There are spaces in this place. Remove or move them first."


class NotReady(Invalid):
    """Something is missing that people need before they come."""

    code, title = "spaces.not-ready", "This space cannot be opened yet."
