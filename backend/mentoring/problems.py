"""What can go wrong with mentoring, beyond the usual."""

from backend.core.problems import Conflict, Invalid


class OneEach(Conflict):
    """A person makes one offer and changes it."""

    code, title = "mentoring.one-each", "You already offer mentoring; change that offer."


class NotReady(Invalid):
    """Something is missing that people need in order to choose a mentor."""

    code, title = "mentoring.not-ready", "This cannot be published yet."
