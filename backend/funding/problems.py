"""What can go wrong with funding calls, beyond the usual."""

from backend.core.problems import Invalid


class NotReady(Invalid):
    """Something is missing that people need before they can apply."""

    code, title = "funding.not-ready", "This call cannot be announced yet."
