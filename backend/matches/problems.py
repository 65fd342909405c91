"""What can go wrong with matches, beyond the usual."""

from backend.core.problems import Conflict, TooMany


class NoProfile(Conflict):
    """Somebody without a profile asks what suits them: there is nothing to go by yet."""

    code, title = "matches.no-profile", "Say a little about yourself first, or start from your CV."


class NotReplayable(Conflict):
    """A receipt that another version of the library wrote, in a way this one does not read any more."""

    code, title = "matches.not-replayable", "This receipt was made by an earlier version and cannot be computed again."


class TooManyRankings(TooMany):
    """Every ranking that is shown leaves a receipt, and a day of one account has room for so many."""

    code, title = "matches.too-many-rankings", "That is as many different rankings as one account gets in a day."
