"""Who may do what with a mentor's offer, and if not, why."""

from backend.core.access import Objection, Viewer, signed_in
from backend.core.problems import NotAllowed, NotNow, NotSignedIn
from backend.mentoring.models import Mentor, MentorStatus
from backend.organisations.models import Organisation

DRAFT, OPEN, PAUSED, CLOSED = MentorStatus
PUBLIC = (OPEN, PAUSED)


def add_mentor(viewer: Viewer, thing: None) -> Objection:
    """Anybody we know, for themselves."""
    return signed_in(viewer, thing)


def speak_for(viewer: Viewer, organisation: Organisation) -> Objection:
    """A mentor names an organisation only as one of its people."""
    return None if viewer.belongs_to(organisation.id) else NotAllowed


def edit_mentor(viewer: Viewer, mentor: Mentor) -> Objection:
    """Oneself, at any time."""
    return _oneself(viewer, mentor)


def discard_mentor(viewer: Viewer, mentor: Mentor) -> Objection:
    """Oneself, while nobody relies on it."""
    return _oneself(viewer, mentor) or _when(mentor, DRAFT, CLOSED)


def open_mentor(viewer: Viewer, mentor: Mentor) -> Objection:
    """Oneself, for the first time or again."""
    return _oneself(viewer, mentor) or _when(mentor, DRAFT, PAUSED, CLOSED)


def pause_mentor(viewer: Viewer, mentor: Mentor) -> Objection:
    """Oneself."""
    return _oneself(viewer, mentor) or _when(mentor, OPEN)


def close_mentor(viewer: Viewer, mentor: Mentor) -> Objection:
    """Oneself, or the staff when something is wrong."""
    if not viewer.is_staff and (objection := _oneself(viewer, mentor)):
        return objection
    return _when(mentor, OPEN, PAUSED)


def _oneself(viewer: Viewer, mentor: Mentor) -> Objection:
    if viewer.is_guest:
        return NotSignedIn
    return None if viewer.id == mentor.account_id else NotAllowed


def _when(mentor: Mentor, *statuses: MentorStatus) -> Objection:
    return None if mentor.status in statuses else NotNow


OF_A_MENTOR = [edit_mentor, discard_mentor, open_mentor, pause_mentor, close_mentor]
