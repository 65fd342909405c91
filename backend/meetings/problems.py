"""What can go wrong with meetings, beyond the usual."""

from backend.core.problems import Conflict


class SlotTaken(Conflict):
    """The host has something else then, since a moment ago."""

    code, title = "meetings.slot-taken", "This time was taken a moment ago. Please choose another."


class GuestBusy(Conflict):
    """Whoever chooses has another meeting then."""

    code, title = "meetings.guest-busy", "You have another meeting at this time."


class SlotPast(Conflict):
    """Nobody meets yesterday."""

    code, title = "meetings.slot-past", "This time has passed. Please choose another."


class MeetingOpen(Conflict):
    """One meeting about one thing at a time."""

    code, title = "meetings.open-already", "Times were offered already."


class NotYetHeld(Conflict):
    """What became of it can be said once it has begun."""

    code, title = "meetings.not-yet-held", "This meeting has not begun yet."
