"""What can go wrong with places and spaces, beyond the usual."""

from backend.core.problems import Conflict, Invalid


class PlaceInUse(Conflict):
    """A place with spaces in it cannot be removed."""

    code, title = "spaces.place-in-use", "There are spaces in this place. Remove or move them first."


class NotReady(Invalid):
    """Something is missing that people need before they come."""

    code, title = "spaces.not-ready", "This space cannot be opened yet."
