"""What can go wrong with applications, beyond the usual."""

from backend.core.problems import Conflict


class AlreadyApplied(Conflict):
    """One application at a time."""

    code, title = "applications.already-applied", "You have an application here already."


class AnsweredBefore(Conflict):
    """Whoever was answered is left with that answer."""

    code, title = "applications.answered-before", "You have applied here before, and were answered."


class AppliesElsewhere(Conflict):
    """The organisation takes applications on a page of its own."""

    code, title = "applications.elsewhere", "This organisation takes applications on its own page."


class NotOpen(Conflict):
    """Nobody can apply any more, or not at the moment."""

    code, title = "applications.not-open", "This takes no applications now."


class OwnOpportunity(Conflict):
    """Nobody judges their own application."""

    code, title = "applications.own", "You belong to the organisation that offers this."


class Hidden(Conflict):
    """Whoever hides from an organisation shows it nothing, before they say otherwise."""

    code, title = "applications.hidden", "You hide from this organisation."


class ProfileEmpty(Conflict):
    """There is nothing to show yet."""

    code, title = "applications.profile-empty", "Your profile does not say yet what you do."


class TooLateToUndo(Conflict):
    """The time for it is over, or somebody has looked already. Withdrawing is still possible."""

    code, title = "applications.too-late-to-undo", "It is too late to undo this; you can withdraw instead."


class AlreadyTold(Conflict):
    """The minutes in which a step can be undone are over."""

    code, title = "applications.already-told", "They have been told. This can no longer be undone."


class CannotMove(Conflict):
    """Some of those that were to be moved cannot be: each is named, and none was moved."""

    code, title = "applications.cannot-move", "Some of these cannot be moved there. Nothing was changed."
