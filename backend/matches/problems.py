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


class GateRefuses(Conflict):
    """A challenger that did worse in one of the four conditions, or about which too little is known."""

    code, title = "matches.gate-refuses", "This configuration did not pass the gate, so it cannot rank."


class JudgedBesideAnother(Conflict):
    """Another configuration ranks now than the one this was compared with."""

    code, title = (
        "matches.judged-beside-another",
        "This was compared with another configuration than the one in use. Learn again.",
    )


class AlreadyLive(Conflict):
    """It is what ranks."""

    code, title = "matches.already-live", "This configuration is in use already."


class NeverLive(Conflict):
    """One returns to what was in use once; what was declined has to be learnt and judged again."""

    code, title = "matches.never-live", "This configuration was never in use, so there is nothing to return to."


class NoChallenger(Conflict):
    """What is in use or retired is not up for a decision."""

    code, title = "matches.no-challenger", "There is nothing to decide about this configuration."
