"""Who may do what with a meeting, and if not, why."""

from backend.core.access import Objection, Viewer
from backend.core.model import now
from backend.core.problems import NotAllowed, NotNow, NotSignedIn
from backend.meetings.models import Meeting, MeetingSide, MeetingStatus
from backend.meetings.problems import NotYetHeld

PROPOSED, BOOKED = MeetingStatus.PROPOSED, MeetingStatus.BOOKED
OPEN = frozenset({PROPOSED, BOOKED})
"""It is still to come."""


def is_host(viewer: Viewer, meeting: Meeting) -> bool:
    """Who offers the times, and whoever speaks for their organisation; never the guest."""
    if viewer.is_guest or viewer.id == meeting.guest_id:
        return False
    return viewer.id == meeting.host_id or viewer.may_edit(meeting.organisation_id)


def side_of(viewer: Viewer, meeting: Meeting) -> MeetingSide:
    """On which side the asking person is."""
    if viewer.id is not None and viewer.id == meeting.guest_id:
        return MeetingSide.GUEST
    return MeetingSide.HOST if is_host(viewer, meeting) else MeetingSide.SYSTEM


def book_meeting(viewer: Viewer, meeting: Meeting) -> Objection:
    """The guest chooses, and may choose another of the times as long as it has not begun."""
    if viewer.is_guest:
        return NotSignedIn
    return _coming(meeting) if viewer.id == meeting.guest_id else NotAllowed


def offer_times(viewer: Viewer, meeting: Meeting) -> Objection:
    """The host may offer others, also instead of one that was chosen."""
    return _host(viewer, meeting) or _coming(meeting)


def cancel_meeting(viewer: Viewer, meeting: Meeting) -> Objection:
    """Either side, before it begins."""
    if viewer.is_guest:
        return NotSignedIn
    is_theirs = viewer.id == meeting.guest_id or is_host(viewer, meeting)
    return _coming(meeting) if is_theirs else NotAllowed


def close_meeting(viewer: Viewer, meeting: Meeting) -> Objection:
    """The host says what became of it, once it has begun."""
    if objection := _host(viewer, meeting):
        return objection
    if meeting.status != BOOKED:
        return NotNow
    return NotYetHeld if _is_ahead(meeting) else None


def _host(viewer: Viewer, meeting: Meeting) -> Objection:
    if viewer.is_guest:
        return NotSignedIn
    return None if is_host(viewer, meeting) else NotAllowed


def _coming(meeting: Meeting) -> Objection:
    if meeting.status == PROPOSED:
        return None
    return None if meeting.status == BOOKED and _is_ahead(meeting) else NotNow


def _is_ahead(meeting: Meeting) -> bool:
    return meeting.starts_at is not None and meeting.starts_at > now()


OF_A_MEETING = [book_meeting, offer_times, cancel_meeting, close_meeting]
